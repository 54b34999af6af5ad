package dev.coord.content.element;

import dev.coord.content.lex.Literals;
import dev.coord.content.text.TextFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

/** Where entries of YAML stand: below which keys and items. */
final class YamlPaths {
    private YamlPaths() {}

    /** How often each entry stands below the same ones. */
    static Map<String, Integer> count(TextFile file) {
        Map<String, Integer> times = new HashMap<>();
        Deque<Integer> depths = new ArrayDeque<>();
        Deque<String> paths = new ArrayDeque<>();
        for (String line : file.lines()) {
            Matcher item = YamlEntries.ITEM.matcher(line);
            Matcher key = YamlEntries.KEY.matcher(line);
            boolean isItem = item.matches();
            if (YamlEntries.isAside(line) || (!isItem && !key.matches())) {
                continue;
            }
            int depth = 2 * YamlEntries.indent(line) + (isItem ? 1 : 0);
            while (!depths.isEmpty() && depths.getLast() >= depth) {
                depths.removeLast();
                paths.removeLast();
            }
            String name = isItem ? "- " + item.group(2) : Literals.plain(key.group(2));
            String path = (paths.isEmpty() ? "" : paths.getLast()) + "\n" + name;
            times.merge(path, 1, Integer::sum);
            depths.add(depth);
            paths.add(path);
        }
        return times;
    }
}
