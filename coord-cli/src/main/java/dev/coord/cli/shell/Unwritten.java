package dev.coord.cli.shell;

import dev.coord.core.answer.ExitCode;
import dev.coord.core.spi.FailureText;
import java.io.IOException;

/** An answer that could not be written: whatever the command did, it has not succeeded for whoever called it. */
public final class Unwritten extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unread;

    Unwritten(IOException why) {
        super("cannot write the answer to standard output: " + FailureText.of(why), why);
        this.unread = String.valueOf(why.getMessage()).contains("Broken pipe");
    }

    /** Whoever was to read it has gone, as {@code head} does when it has enough. */
    public boolean isUnread() {
        return unread;
    }

    public ExitCode code() {
        return unread ? ExitCode.UNREAD : ExitCode.FAILED;
    }
}
