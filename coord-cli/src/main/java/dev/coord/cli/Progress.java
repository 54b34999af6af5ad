package dev.coord.cli;

import dev.coord.core.run.RunNotice;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** Prints what happens in a run as it happens. */
final class Progress implements Consumer<RunNotice> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int INDENT = 20;

    private final PrintStream out;
    private final Paint paint;

    Progress(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    @Override
    public void accept(RunNotice notice) {
        String feature =
                notice.feature().map(id -> paint.strong(id.value()) + ": ").orElse("");
        print(painted(notice.kind(), padded(Words.of(notice.kind()))), feature + notice.text());
    }

    /** Something that others than the run do meanwhile. */
    void tell(String who, String text) {
        print(paint.notable(padded(who)), text);
    }

    private void print(String word, String text) {
        String time = paint.faint(TIME.format(LocalTime.now(ZoneId.systemDefault())));
        out.print(time + "  " + word + "  " + Lines.wrapped(text, INDENT) + "\n");
        out.flush();
    }

    private static String padded(String word) {
        return String.format("%-8s", word);
    }

    private String painted(RunNotice.Kind kind, String word) {
        return switch (kind) {
            case FAIL, ROLLBACK -> paint.bad(word);
            case WAIT, WARNING -> paint.notable(word);
            case FINISH, LAND -> paint.good(word);
            case RUN, WAVE, START, LOCK, MERGE, TEST -> word;
        };
    }
}
