package dev.coord.content.json;

import dev.coord.content.list.Listing.Item;
import dev.coord.content.text.NotUnderstood;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A package that one side needs to run and the other to build is a question for people. */
final class PackageNames {
    private static final Set<String> SECTIONS = Set.of("dependencies", "devDependencies", "optionalDependencies");

    private PackageNames() {}

    static void insist(JsonNode merged, JsonNode ours, JsonNode theirs) {
        Map<String, Integer> mine = count(ours);
        Map<String, Integer> other = count(theirs);
        count(merged).forEach((name, times) -> {
            if (times > 1 && times > Math.max(mine.getOrDefault(name, 0), other.getOrDefault(name, 0))) {
                throw new NotUnderstood("'" + name + "' would be a dependency of two sorts");
            }
        });
    }

    private static Map<String, Integer> count(JsonNode root) {
        Map<String, Integer> times = new TreeMap<>();
        for (Item section : root.members().entries()) {
            if (SECTIONS.contains(section.key())) {
                root.value(section).members().entries().forEach(item -> times.merge(item.key(), 1, Integer::sum));
            }
        }
        return times;
    }
}
