package dev.coord.git.resume;

import dev.coord.run.Workspace;
import java.util.regex.Pattern;

/** The message of the commit by which coord brings home what an agent left. Pure. */
public final class WorkMessage {

    private static final Pattern FORM = Pattern.compile(
            "\\S+: work of (attempt \\d+\n\nRun \\S+\\.|its agent\n\nRun \\S+, work tree \\d+\\.)\n"); // the former of
    // earlier builds

    private WorkMessage() {}

    /** The message of an attempt. */
    public static String of(Workspace workspace) {
        return workspace.feature() + ": work of its agent\n\nRun " + workspace.run() + ", work tree "
                + workspace.attempt() + ".\n";
    }

    /** Whether a message is one of these, of whatever attempt. A merge with it is a later call's, and what that resumed. */
    public static boolean is(String message) {
        return FORM.matcher(message).matches();
    }
}
