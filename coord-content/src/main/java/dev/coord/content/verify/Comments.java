package dev.coord.content.verify;

import dev.coord.content.lex.Language;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A comment that a side added stands before the line that it stands before there, unless the other side edited that line. */
final class Comments {
    private Comments() {}

    static void insist(Language language, Versions versions, TextFile merged) {
        Set<String> old = followers(language, versions.base().lines()).keySet();
        Map<String, Set<String>> now = followers(language, merged.lines());
        Set<String> lines = lines(merged);
        for (TextFile side : List.of(versions.ours(), versions.theirs())) {
            followers(language, side.lines()).forEach((comment, followers) -> {
                Set<String> here = now.getOrDefault(comment, Set.of());
                boolean kept = now.containsKey(comment)
                        && followers.stream().allMatch(line -> here.contains(line) || !lines.contains(line));
                if (!old.contains(comment) && !kept) {
                    throw new NotUnderstood("the comment '" + comment + "' would stand at another line");
                }
            });
        }
    }

    private static Set<String> lines(TextFile file) {
        return file.lines().stream().map(line -> code(line.strip())).collect(Collectors.toSet());
    }

    private static String code(String line) {
        return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
    }

    /** For each line that is a comment the lines of code that follow one like it. */
    private static Map<String, Set<String>> followers(Language language, List<String> lines) {
        Map<String, Set<String>> followers = new HashMap<>();
        String next = "";
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i).strip();
            boolean comment = line.startsWith(language.comment())
                    || (language.comment().equals("//") && (line.startsWith("/*") || line.startsWith("* ")));
            if (comment) {
                followers.computeIfAbsent(line, key -> new HashSet<>()).add(next);
            } else if (!line.isEmpty() && !line.equals("*/")) {
                next = code(line);
            }
        }
        return followers;
    }
}
