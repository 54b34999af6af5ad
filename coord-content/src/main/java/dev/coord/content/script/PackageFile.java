package dev.coord.content.script;

import dev.coord.content.json.JsonData;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One {@code package.json}. */
final class PackageFile {
    private static final List<String> ENTRIES = List.of("source", "types", "typings", "module", "main");
    private static final List<String> NEEDS =
            List.of("dependencies", "devDependencies", "peerDependencies", "optionalDependencies");

    private static final Pattern LOCAL = Pattern.compile("(workspace|file|link|portal):|\\.{1,2}/");

    private final JsonData data;
    private final String directory;

    PackageFile(Tree tree, String path) {
        this.data = tree.data(path);
        this.directory = PathText.directory(path);
    }

    String directory() {
        return directory;
    }

    String name() {
        return data.get("name").text();
    }

    boolean needs(String name) {
        return NEEDS.stream().anyMatch(kind -> data.get(kind).members().containsKey(name));
    }

    /** Whether it needs what lies elsewhere in the repository, by the kind of its version. */
    boolean needsLocal(String name) {
        return NEEDS.stream()
                .map(kind -> data.get(kind).get(name).text())
                .anyMatch(version -> LOCAL.matcher(version).lookingAt());
    }

    boolean hasImports() {
        return !data.get("imports").members().isEmpty();
    }

    /** The file that the name of the package means. */
    Optional<String> entry(ScriptFiles files) {
        Optional<String> exported = first(files, targets(data.get("exports"), "."));
        if (exported.isPresent()) {
            return exported;
        }
        List<String> named = ENTRIES.stream()
                .map(entry -> data.get(entry).text())
                .filter(text -> !text.isEmpty())
                .toList();
        return first(files, named)
                .or(() -> files.builtFrom(directory, "index"))
                .or(() -> files.builtFrom(directory, "src/index"));
    }

    /** A file that is named by the package's name and a path. */
    Optional<String> below(ScriptFiles files, String path) {
        JsonData exports = data.get("exports");
        Optional<String> exported = first(files, targets(exports, "./" + path));
        return exported.isPresent() || !exports.equals(JsonData.NONE) ? exported : files.builtFrom(directory, path);
    }

    /** A file that the package has a short name for. */
    Optional<String> imported(ScriptFiles files, String name) {
        return first(files, targets(data.get("imports"), name));
    }

    private Optional<String> first(ScriptFiles files, List<String> targets) {
        return targets.stream()
                .flatMap(target -> files.builtFrom(directory, target).stream())
                .findFirst();
    }

    /** Under all conditions, since nobody knows which one will hold. */
    private static List<String> targets(JsonData map, String key) {
        List<String> found = new ArrayList<>();
        boolean isMap = map.members().keySet().stream().anyMatch(name -> name.startsWith(".") || name.startsWith("#"));
        if (!isMap) {
            if (key.equals(".")) {
                collect(map, "", found);
            }
        } else if (map.members().containsKey(key)) {
            collect(map.get(key), "", found);
        } else {
            pattern(map.members(), key, found);
        }
        return found;
    }

    private static void pattern(Map<String, JsonData> members, String key, List<String> found) {
        int longest = -1;
        for (Map.Entry<String, JsonData> member : members.entrySet()) {
            int star = member.getKey().indexOf('*');
            Wildcard wildcard = new Wildcard(member.getKey());
            Optional<String> part = star < 0 ? Optional.empty() : wildcard.part(key);
            if (part.isPresent() && star > longest) {
                longest = star;
                found.clear();
                collect(member.getValue(), part.get(), found);
            }
        }
    }

    private static void collect(JsonData target, String part, List<String> found) {
        if (!target.text().isEmpty()) {
            found.add(target.text().replace("*", part));
        }
        target.entries().forEach(entry -> collect(entry, part, found));
        target.members().values().forEach(member -> collect(member, part, found));
    }
}
