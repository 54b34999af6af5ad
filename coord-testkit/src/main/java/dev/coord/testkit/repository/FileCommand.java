package dev.coord.testkit.repository;

import dev.coord.merge.TestResult;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few shell commands that mean the same where there is no shell: {@code true}, {@code false}, {@code test -e FILE} and {@code test !
 * -e FILE}, several with {@code &&} between them.
 */
public final class FileCommand {

    private static final Pattern TEST = Pattern.compile("test (! )?-e (\\S+)");

    private FileCommand() {}

    /** How it ends in a tree. */
    public static TestResult result(String command, Map<String, String> files) {
        for (String part : command.split(" && ", -1)) {
            if (!passes(part, files)) {
                return TestResult.red("exit status 1", part + "\n");
            }
        }
        return TestResult.green("");
    }

    private static boolean passes(String part, Map<String, String> files) {
        Matcher test = TEST.matcher(part);
        if (test.matches()) {
            return files.containsKey(test.group(2)) == (test.group(1) == null);
        }
        if (!part.equals("true") && !part.equals("false")) {
            throw new IllegalArgumentException("a simulated tree cannot run '" + part + "'");
        }
        return part.equals("true");
    }
}
