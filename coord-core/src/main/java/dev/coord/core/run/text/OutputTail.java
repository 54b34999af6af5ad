package dev.coord.core.run.text;

import dev.coord.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/** The end of what an agent printed, for people. */
public final class OutputTail {

    private static final int LINES = 20;
    private static final int LONGEST = 200;

    private OutputTail() {}

    /** The reason with the last lines of the output below it, if there are any. */
    public static String below(String reason, String output) {
        if (output.isBlank()) {
            return reason;
        }
        List<String> lines = SafeText.lines(output.stripTrailing());
        return lines.stream()
                .skip(Math.max(0, lines.size() - LINES))
                .map(OutputTail::shortened)
                .collect(Collectors.joining("\n", reason + "\n", ""));
    }

    private static String shortened(String line) {
        int characters = line.codePointCount(0, line.length());
        return characters > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "..." : line;
    }
}
