package dev.coord.cli.run;

import dev.coord.cli.shell.Output;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.Words;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunNotice;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** Prints what happens in a run as it happens. */
public final class Progress implements Consumer<RunNotice> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Output out;
    private final Paint paint;

    public Progress(Output out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    @Override
    public void accept(RunNotice notice) {
        NoticeText told = NoticeText.of(notice);
        Painted feature =
                told.about().map(id -> Painted.of(paint.strong(id), ": ")).orElse(Painted.of());
        print(
                painted(told.kind(), padded(Words.of(told.kind()).replace('_', ' '))),
                Block.text(told.text()).behind(feature));
    }

    /** Something that others than the run do meanwhile. */
    public void tell(String who, String text) {
        print(paint.notable(padded(who)), Block.text(text));
    }

    private void print(Object word, Block text) {
        Painted time = paint.faint(TIME.format(LocalTime.now(ZoneId.systemDefault())));
        out.print(new Page().block(Painted.of(time, "  ", word, "  "), text));
        out.flush();
    }

    private static String padded(String word) {
        return String.format("%-8s", word);
    }

    private Painted painted(NoticeText.Kind kind, String word) {
        return switch (kind) {
            case FAIL, ROLLBACK, LEFT_OUT -> paint.bad(word);
            case WAIT, WARNING -> paint.notable(word);
            case FINISH, LAND -> paint.good(word);
            case RUN, WAVE, START, LOCK, MERGE, TEST -> Painted.of(word);
        };
    }
}
