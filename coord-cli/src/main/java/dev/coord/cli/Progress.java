package dev.coord.cli;

import dev.coord.core.run.RunNotice;
import java.io.PrintStream;
import java.time.LocalTime;
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
        print(notice.kind(), feature + notice.text());
    }

    private void print(RunNotice.Kind kind, String text) {
        String word = String.format("%-8s", Words.of(kind));
        String line = paint.faint(TIME.format(LocalTime.now())) + "  " + painted(kind, word) + "  "
                + Lines.wrapped(text, INDENT);
        out.print(line + "\n");
        out.flush();
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
