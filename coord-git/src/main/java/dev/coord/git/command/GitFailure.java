package dev.coord.git.command;

import java.util.Map;
import java.util.regex.Pattern;

/** Says in words why a git command failed, where more is known than what git printed. Pure. */
final class GitFailure {

    /** Shells and Java add this to the number of the signal that ended a process. */
    private static final int SIGNAL = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            9, "it was killed from outside (is there too little memory?)",
            15, "it was asked to end from outside",
            24, "it used more processor time than this process may use ('ulimit -t')",
            25, "a file became larger than this process may write ('ulimit -f')");

    private static final Pattern BROKEN = Pattern.compile("bad config|bad numeric config|bad boolean config"
            + "|unknown repository extension|Expected git repo version|[Nn]ot a git repository");

    private GitFailure() {}

    static String inWords(String command, GitAnswer answer) {
        if (BROKEN.matcher(answer.error()).find()) {
            return "something broke the configuration of the repository, or its HEAD, so that git cannot work in it;"
                    + " mend that and run again: " + command + " says '" + answer.error() + "'";
        }
        String signal = SIGNALS.get(answer.exit() - SIGNAL);
        String failed = command + " failed with exit status " + answer.exit();
        return signal != null && answer.error().isEmpty()
                ? failed + ": " + signal
                : failed + ": " + (answer.error().isEmpty() ? "git does not say why" : answer.error());
    }
}
