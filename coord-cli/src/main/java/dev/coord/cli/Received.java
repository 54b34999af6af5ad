package dev.coord.cli;

import dev.coord.core.process.ProcFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What this process was started with as the system keeps it, where it tells: in bytes, of which Java makes text. */
final class Received {

    private static final String COMMAND = "self/cmdline";
    private static final String ENVIRONMENT = "self/environ";

    private Received() {}

    /** Whether the process was started with just these words, behind those that start Java. */
    static boolean endsWith(String[] words) {
        List<String> all = parts(COMMAND);
        return all.size() >= words.length
                && all.subList(all.size() - words.length, all.size())
                        .equals(Arrays.stream(words).map(Received::bytes).toList());
    }

    /** Whether the process was started with just this variable. */
    static boolean holds(String variable, String value) {
        return parts(ENVIRONMENT).contains(bytes(variable + "=" + value));
    }

    /** One character for each byte, so that bytes compare as lists of texts do. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<String> parts(String file) {
        return ProcFiles.text(file)
                .filter(text -> text.endsWith("\0"))
                .map(text -> List.of(text.substring(0, text.length() - 1).split("\0", -1)))
                .orElse(List.of()); // not every system tells
    }
}
