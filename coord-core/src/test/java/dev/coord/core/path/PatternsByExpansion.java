package dev.coord.core.path;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What patterns cover, told another way: alternatives are written out, each is made a regular expression, and all short
 * paths are tried.
 */
final class PatternsByExpansion {

    /** Two stars in a row, which alternatives may not put together from two single ones. */
    private static final char DEEP = '\u2051';

    private static final List<String> PATHS = wellFormed(8);

    /** The paths that an expression matches: alternatives are short, and most come again and again. */
    private static final Map<String, BitSet> MATCHING = new HashMap<>();

    private PatternsByExpansion() {}

    static List<String> paths() {
        return PATHS;
    }

    /** In characters, two stars in a row being one. */
    static int longestExpansion(String pattern) {
        return expand(withDeepStars(pattern)).stream()
                .mapToInt(String::length)
                .max()
                .orElseThrow();
    }

    static boolean overlap(String one, String other) {
        return files(one).intersects(files(other)) || namesAsDirectory(one, other) || namesAsDirectory(other, one);
    }

    /** Whether a plain name of the first is, in the second, a plain segment with a slash behind it. */
    static boolean namesAsDirectory(String name, String other) {
        BitSet directories = new BitSet();
        for (String expanded : expand(withDeepStars(other))) {
            List<String> segments = segments(expanded);
            int last = expanded.endsWith("/") ? segments.size() : segments.size() - 1;
            for (int end = 1; end <= last; end++) {
                if (isPlain(segments.get(end - 1))) {
                    directories.or(matching(List.of(String.join("/", segments.subList(0, end))), false));
                }
            }
        }
        List<String> names = expand(withDeepStars(name)).stream()
                .filter(PatternsByExpansion::isName)
                .toList();
        return matching(names, false).intersects(directories);
    }

    /** What is covered where each plain name is a file. */
    static BitSet files(String pattern) {
        return matching(expand(withDeepStars(pattern)), false);
    }

    /** What is covered where each plain name is a file or a directory. */
    static BitSet covered(String pattern) {
        return matching(expand(withDeepStars(pattern)), true);
    }

    /** The same pattern with a slash behind each plain name. */
    static String asDirectory(String pattern) {
        List<String> alternatives = expand(withDeepStars(pattern)).stream()
                .map(expanded -> isName(expanded) ? expanded + "/" : expanded)
                .map(expanded -> expanded.replaceAll("\\*+", "*").replace(String.valueOf(DEEP), "**"))
                .toList();
        return alternatives.size() == 1 ? alternatives.get(0) : "{" + String.join(",", alternatives) + "}";
    }

    private static BitSet matching(List<String> expansions, boolean belowNames) {
        BitSet covered = new BitSet();
        for (String expanded : expansions) {
            covered.or(MATCHING.computeIfAbsent(regex(expanded, belowNames), PatternsByExpansion::matching));
        }
        return covered;
    }

    private static BitSet matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        BitSet matching = new BitSet();
        for (int i = 0; i < PATHS.size(); i++) {
            if (pattern.matcher(PATHS.get(i)).matches()) {
                matching.set(i);
            }
        }
        return matching;
    }

    private static List<String> wellFormed(int longest) {
        List<String> paths = new ArrayList<>();
        List<String> last = List.of("");
        for (int length = 1; length <= longest; length++) {
            List<String> longer = new ArrayList<>();
            for (String begun : last) {
                longer.add(begun + "a");
                longer.add(begun + "b");
                if (!begun.isEmpty() && !begun.endsWith("/")) {
                    longer.add(begun + "/");
                }
            }
            longer.stream().filter(path -> !path.endsWith("/")).forEach(paths::add);
            last = longer;
        }
        return paths;
    }

    private static String withDeepStars(String pattern) {
        return Pattern.compile("\\*+")
                .matcher(pattern)
                .replaceAll(run -> run.group().length() == 2 ? String.valueOf(DEEP) : "*");
    }

    private static List<String> expand(String pattern) {
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            List<Integer> cuts = new ArrayList<>(List.of(open));
            int depth = 0;
            for (int i = open; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (c == ',' && depth == 1) {
                    cuts.add(i);
                }
                if (depth == 0) {
                    cuts.add(i);
                    break;
                }
            }
            if (depth == 0 && cuts.size() > 2) {
                List<String> expanded = new ArrayList<>();
                String rest = pattern.substring(cuts.get(cuts.size() - 1) + 1);
                for (int cut = 1; cut < cuts.size(); cut++) {
                    String branch = pattern.substring(cuts.get(cut - 1) + 1, cuts.get(cut));
                    expanded.addAll(expand(pattern.substring(0, open) + branch + rest));
                }
                return expanded;
            }
        }
        return List.of(pattern);
    }

    private static List<String> segments(String expanded) {
        List<String> segments = new ArrayList<>(List.of(expanded.split("/")));
        segments.removeIf(String::isEmpty);
        return segments;
    }

    private static boolean isName(String expanded) {
        List<String> segments = segments(expanded);
        return !segments.isEmpty() && !expanded.endsWith("/") && isPlain(segments.get(segments.size() - 1));
    }

    private static boolean isPlain(String segment) {
        return segment.chars().noneMatch(c -> "*?".indexOf(c) >= 0 || c == DEEP);
    }

    private static String regex(String pattern, boolean belowNames) {
        List<String> segments = segments(pattern);
        if (segments.isEmpty()) {
            return "(?!)";
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (segment.equals(String.valueOf(DEEP))) {
                regex.append(last ? ".+" : "(?:[^/]+/)*");
            } else {
                segment.codePoints().forEach(c -> regex.append(one(c)));
                String end = pattern.endsWith("/") ? "/.+" : belowNames && isPlain(segment) ? "(?:/.+)?" : "";
                regex.append(last ? end : "/");
            }
        }
        return regex.toString();
    }

    private static String one(int codePoint) {
        return switch (codePoint) {
            case '*', DEEP -> "[^/]*";
            case '?' -> "[^/]";
            default -> Pattern.quote(Character.toString(codePoint));
        };
    }
}
