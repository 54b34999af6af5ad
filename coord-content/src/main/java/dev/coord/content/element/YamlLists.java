package dev.coord.content.element;

import dev.coord.content.hunk.Hunk;
import dev.coord.content.list.KnownSets;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold where both sides add items of one list of YAML: the list is a set. And no anchor comes, goes or moves. */
final class YamlLists {
    private static final Set<String> SETS = Set.of("depends_on", "needs", "ports", "volumes", "secrets", "networks");
    private static final Pattern ITEM = Pattern.compile(" *- +(\\S.*)");
    private static final Pattern PARENT = Pattern.compile("[ -]*[\"']?([^\"':]+)[\"']?\\s*:\\s*(#.*)?");
    private static final Pattern ANCHOR =
            Pattern.compile("(?:.*[\\s:\\[,{-])?&[\\w.-]+(?:\\s.*)?|\\s*(?:- +)?<<\\s*:.*");

    private YamlLists() {}

    /** {@code indent} is that of the items. */
    static void insistOnSet(Hunk hunk, int indent) {
        Versions versions = hunk.alignment().versions();
        List<String> base = versions.base().lines();
        int place = hunk.region().base().from();
        KnownSets.insist(
                name(base, place, indent),
                SETS,
                items(base, place, indent),
                items(versions.ours().lines(), hunk.region().ours().from(), indent),
                items(versions.theirs().lines(), hunk.region().theirs().from(), indent));
    }

    private static String name(List<String> lines, int place, int indent) {
        for (int line = place - 1; line >= 0; line--) {
            String text = lines.get(line);
            boolean below = text.isBlank()
                    || indent(text) > indent
                    || (ITEM.matcher(text).matches() && indent(text) == indent);
            if (!below && !text.strip().startsWith("#")) {
                Matcher parent = PARENT.matcher(text);
                return parent.matches() ? parent.group(1).strip() : "";
            }
        }
        return "";
    }

    private static List<String> items(List<String> lines, int place, int indent) {
        int from = place;
        while (from > 0 && isWithin(lines.get(from - 1), indent)) {
            from--;
        }
        List<String> items = new ArrayList<>();
        for (int line = from; line < lines.size() && isWithin(lines.get(line), indent); line++) {
            Matcher item = ITEM.matcher(lines.get(line));
            if (item.matches() && indent(lines.get(line)) == indent) {
                items.add(item.group(1));
            }
        }
        return items;
    }

    private static boolean isWithin(String line, int indent) {
        return line.isBlank()
                || line.strip().startsWith("#")
                || indent(line) > indent
                || (indent(line) == indent && ITEM.matcher(line).matches());
    }

    /** An alias means the last anchor of its name before it, so wherever one changes, what it means elsewhere may. */
    static void insistOnNoAnchor(Versions versions) {
        Set<String> old = new HashSet<>(versions.base().lines());
        for (TextFile side : List.of(versions.ours(), versions.theirs())) {
            Set<String> now = new HashSet<>(side.lines());
            boolean anchor = side.lines().stream()
                            .anyMatch(line ->
                                    !old.contains(line) && ANCHOR.matcher(line).matches())
                    || old.stream()
                            .anyMatch(line ->
                                    !now.contains(line) && ANCHOR.matcher(line).matches());
            if (anchor) {
                throw new NotUnderstood("a side changed an anchor or what is merged into a map");
            }
        }
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
