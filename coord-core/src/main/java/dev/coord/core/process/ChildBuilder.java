package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prepares child processes whose directory, arguments and environment are text in the sense of {@link NativeText}. Java writes
 * those in the charset of the locale, with a question mark for what that lacks; whatever it cannot write, a shell puts
 * together from escapes.
 */
public final class ChildBuilder {

    private final StringBuilder script = new StringBuilder();
    private final List<String> words = new ArrayList<>();

    private ChildBuilder() {}

    /** A builder with the caller's environment, less what git's own variables would do there, and more. */
    public static ProcessBuilder of(Path directory, List<String> command, Map<String, String> more) {
        String place = NativeText.text(directory);
        boolean plain = isPlain(place)
                && command.stream().allMatch(ChildBuilder::isPlain)
                && more.values().stream().allMatch(ChildBuilder::isPlain);
        ProcessBuilder builder;
        if (plain) {
            builder = new ProcessBuilder(command).directory(new File(place));
        } else {
            builder = new ProcessBuilder(new ChildBuilder().shell(place, command, more));
        }
        CallerEnvironment.strip(builder.environment());
        more.forEach((name, value) -> {
            if (plain || isPlain(value)) {
                builder.environment().put(name, value);
            }
        });
        return builder;
    }

    private List<String> shell(String place, List<String> command, Map<String, String> more) {
        script.append("cd ").append(word(place)).append(" || exit 126\n");
        more.forEach((name, value) -> {
            if (!isPlain(value)) {
                script.append(name)
                        .append('=')
                        .append(word(value))
                        .append(" && export ")
                        .append(name)
                        .append('\n');
            }
        });
        StringBuilder last = new StringBuilder("exec");
        command.forEach(argument -> last.append(' ').append(word(argument)));
        List<String> all =
                new ArrayList<>(List.of("/bin/sh", "-c", script.append(last).toString(), "coord"));
        all.addAll(words);
        return all;
    }

    /** How the script names a word: a parameter of it, or a variable that it makes from escapes. */
    private String word(String text) {
        if (isPlain(text)) {
            words.add(text);
            return "\"${" + words.size() + "}\"";
        }
        int number = script.length();
        StringBuilder escapes = new StringBuilder();
        for (byte one : NativeText.of(text)) {
            escapes.append("\\0").append(String.format("%03o", one & 0xFF));
        }
        // A shell drops line ends at the end of what it reads from a command.
        script.insert(0, "w" + number + "=${w" + number + "%.}\n");
        script.insert(0, "w" + number + "=$(printf '%b.' '" + escapes + "')\n");
        return "\"$w" + number + "\"";
    }

    private static boolean isPlain(String text) {
        return NativeText.isAscii(text) || (Charset.defaultCharset().equals(UTF_8) && NativeText.isText(text));
    }
}
