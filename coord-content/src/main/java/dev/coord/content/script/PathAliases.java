package dev.coord.content.script;

import dev.coord.content.json.JsonData;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that TypeScript's configurations give to directories. */
final class PathAliases {
    private static final Pattern CONFIGURATION = Pattern.compile("[jt]sconfig([.\\w-]*)\\.json");
    private static final int DEEPEST = 20;

    private final Tree tree;
    private final Map<String, List<Alias>> byDirectory = new HashMap<>();
    private final Set<String> withMoreRoots = new HashSet<>();

    /**
     * A name for a directory.
     *
     * @param pattern what imports look like
     * @param targets where they lead, with a star for the part
     */
    record Alias(Wildcard pattern, List<String> targets) {

        /** Whether any name fits, so that it may as well be somebody else's. */
        boolean fitsAll() {
            return pattern.written().startsWith("*");
        }

        /** Where a name leads; empty where it does not fit. */
        List<String> places(String name) {
            return pattern.part(name)
                    .map(part -> targets.stream()
                            .map(target -> target.replace("*", part))
                            .toList())
                    .orElse(List.of());
        }
    }

    PathAliases(Tree tree) {
        this.tree = tree;
        for (String path : tree.paths()) {
            if (CONFIGURATION.matcher(PathText.name(path)).matches() && !Tree.isInstalled(path)) {
                byDirectory
                        .computeIfAbsent(PathText.directory(path), none -> new ArrayList<>())
                        .addAll(of(path, PathText.directory(path), 0));
            }
        }
    }

    /** Those that a file may use: of the nearest directories first. */
    List<Alias> near(String file) {
        List<Alias> near = new ArrayList<>();
        for (String directory = file; !directory.isEmpty(); ) {
            directory = PathText.directory(directory);
            near.addAll(byDirectory.getOrDefault(directory, List.of()));
        }
        return near;
    }

    /** Whether directories may be laid over each other for a file, so that a place stands for several. */
    boolean isLaidOver(String file) {
        for (String directory = file; !directory.isEmpty(); ) {
            directory = PathText.directory(directory);
            if (withMoreRoots.contains(directory)) {
                return true;
            }
        }
        return false;
    }

    /** @param user the directory whose files it is for */
    private List<Alias> of(String path, String user, int depth) {
        JsonData data = tree.data(path);
        JsonData options = data.get("compilerOptions");
        String directory = PathText.directory(path);
        if (!options.get("rootDirs").entries().isEmpty()
                || !options.get("moduleSuffixes").entries().isEmpty()) {
            withMoreRoots.add(user);
        }
        List<Alias> found = new ArrayList<>();
        String base = options.get("baseUrl").text();
        options.get("paths")
                .members()
                .forEach((pattern, targets) -> found.add(new Alias(
                        new Wildcard(pattern),
                        targets.texts().stream()
                                .flatMap(target -> PathText.from(directory, base + "/" + target).stream())
                                .toList())));
        if (!base.isEmpty()) {
            PathText.from(directory, base)
                    .ifPresent(at -> found.add(new Alias(new Wildcard("*"), List.of(PathText.in(at, "*")))));
        }
        if (depth < DEEPEST) {
            data.get("extends").texts().forEach(other -> found.addAll(extended(directory, other, user, depth)));
        }
        return found;
    }

    private List<Alias> extended(String directory, String other, String user, int depth) {
        if (!other.startsWith(".")) {
            return List.of(); // a package's, which knows no directories of the repository
        }
        Optional<String> path = PathText.from(directory, other)
                .map(place -> tree.has(place) ? place : place + ".json")
                .filter(tree::has);
        if (path.isEmpty()) {
            withMoreRoots.add(user); // a program makes it, and what it says is not known
        }
        return path.map(place -> of(place, user, depth + 1)).orElse(List.of());
    }
}
