package dev.coord.content.module;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the {@code .gitignore} files of a tree name, by git's rules: the last line that matches counts. */
final class IgnoredPaths {
    private static final String FILE = ".gitignore";
    private static final int LONGEST = 200;
    private static final int MOST_STARS = 4;

    private final Map<String, List<Line>> lines = new HashMap<>();

    private record Line(Pattern path, boolean takesBack, boolean isDirectory) {}

    static IgnoredPaths of(Tree tree) {
        IgnoredPaths found = new IgnoredPaths();
        for (String path : tree.paths()) {
            if (PathText.name(path).equals(FILE)) {
                List<Line> all = new ArrayList<>();
                tree.keptText(path).lines().map(IgnoredPaths::line).forEach(all::addAll);
                found.lines.put(PathText.directory(path), all);
            }
        }
        return found;
    }

    boolean contains(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (isNamed(path.substring(0, end), true)) {
                return true;
            }
        }
        return isNamed(path, false);
    }

    private boolean isNamed(String path, boolean isDirectory) {
        for (String directory = path; !directory.isEmpty(); ) {
            directory = PathText.directory(directory);
            List<Line> here = lines.getOrDefault(directory, List.of());
            String below = directory.isEmpty() ? path : path.substring(directory.length() + 1);
            for (int i = here.size() - 1; i >= 0; i--) {
                Line line = here.get(i);
                if ((isDirectory || !line.isDirectory)
                        && line.path.matcher(below).matches()) {
                    return !line.takesBack;
                }
            }
        }
        return false;
    }

    private static List<Line> line(String written) {
        String text = written.stripTrailing();
        boolean takesBack = text.startsWith("!");
        String pattern = takesBack ? text.substring(1) : text;
        boolean isDirectory = pattern.endsWith("/");
        String plain = isDirectory ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (plain.isEmpty() || plain.startsWith("#") || isTooMuch(plain)) {
            return List.of();
        }
        boolean isPlaced = plain.indexOf('/') >= 0;
        String below = plain.startsWith("/") ? plain.substring(1) : plain;
        return List.of(new Line(Pattern.compile((isPlaced ? "" : "(?:.*/)?") + glob(below)), takesBack, isDirectory));
    }

    /** Many stars take more time than any name is worth. */
    private static boolean isTooMuch(String pattern) {
        return pattern.length() > LONGEST
                || pattern.replace("**", "").chars().filter(c -> c == '*').count() > MOST_STARS;
    }

    private static String glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && pattern.indexOf(']', i + 2) > 0) {
                int end = pattern.indexOf(']', i + 2);
                String set = pattern.substring(i + 1, end).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
