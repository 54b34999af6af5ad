package dev.coord.cli.golden;

import dev.coord.cli.shell.OwnCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a fixed word in place of what differs from one time or machine to the next. What is of the year 2025 is of the scripts,
 * and stays. A number stays a number and a text a text.
 */
public final class Placeholders {

    private static final Pattern RUN = Pattern.compile("\"(?:id|run)\": ?\"([0-9a-f]{8})\"");

    private static final Map<Pattern, String> WORDS = words();

    private Placeholders() {}

    private static Map<Pattern, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "<uuid>");
        words.put("\\b(lease-\\d+)-[0-9a-f]{8}\\b", "$1-<hash>");
        words.put("\\b[0-9a-f]{40}\\b", "<commit>");
        words.put("\\brun [0-9a-f]{8}\\b", "run <run>");
        words.put("\\b(refs/coord/(?:tips|kept|waves|backup)/)[0-9a-f]{8}/", "$1<run>/");
        words.put("\\b(?!2025)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z", "<time>");
        words.put("\\.rejected-[0-9TZ.]+", ".rejected-<time>");
        words.put("(\"(?:pid|process)\": ?)\\d+", "$10");
        words.put("\\bprocess \\d+\\b", "process <pid>");
        words.put("(\"host\": ?)\"[^\"]+\"", "$1\"<host>\"");
        words.put("(\"(?:agent|elapsed|test|wall)_seconds\": ?)\\d+\\.\\d+", "$10.0");
        words.put(" in \\d+(?:\\.\\d+)?s, commit ", " in <seconds>, commit ");
        words.put("\\b(onto|as|commit) [0-9a-f]{10}\\b", "$1 <commit>");
        words.put("\\bas it is, [0-9a-f]{10}\\b", "as it is, <commit>");
        words.put("waited \\d+\\.\\d s", "waited <seconds> s");
        words.put("(\"revision\": )\\d+", "$10"); // of status: changes that come together are one revision
        words.put("\"coord (?:\\(not packaged\\)|\\d[^ \"]*)\"", "\"coord <version>\"");
        words.put("belongs to user '[^']*' \\(uid \\d+\\), mode \\d+", "belongs to <user>");
        words.put("\"[^\" ]+, \\d+ MiB free\"", "\"<disk>\"");
        Map<Pattern, String> compiled = new LinkedHashMap<>();
        words.forEach((what, word) -> compiled.put(Pattern.compile(what), word));
        return compiled;
    }

    public static String in(String answer, Path directory) {
        String text = answer.replace(OwnCommand.anywhere(), "coord").replace(directory.toString(), "<dir>");
        Matcher run = RUN.matcher(answer);
        while (run.find()) {
            text = text.replace(run.group(1), "<run>");
        }
        for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
            text = word.getKey().matcher(text).replaceAll(word.getValue());
        }
        return text;
    }
}
