package dev.coord.content.script;

import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The packages of a repository, by their names and by their directories. */
final class Packages {
    private static final String FILE = "package.json";

    private final Workspaces workspaces;
    private final Map<String, List<PackageFile>> byName = new HashMap<>();
    private final Map<String, PackageFile> byDirectory = new HashMap<>();

    Packages(Tree tree) {
        this.workspaces = new Workspaces(tree);
        for (String path : tree.paths()) {
            if (PathText.name(path).equals(FILE) && !Tree.isInstalled(path)) {
                PackageFile file = new PackageFile(tree, path);
                byDirectory.put(file.directory(), file);
                if (!file.name().isEmpty()) {
                    byName.computeIfAbsent(file.name(), none -> new ArrayList<>())
                            .add(file);
                }
            }
        }
    }

    /** The package that an import is of, which is none that is only called like one that others made. */
    Optional<PackageFile> named(String from, String source) {
        List<PackageFile> all = byName.getOrDefault(nameIn(source), List.of());
        return first(all, one -> PathText.isIn(one.directory(), from))
                .or(() -> first(all, one -> workspaces.contains(one.directory())))
                .or(() -> first(all, one -> !isPublished(from, source)));
    }

    private static Optional<PackageFile> first(List<PackageFile> all, Predicate<PackageFile> fits) {
        return all.stream().filter(fits).findFirst();
    }

    /** Whether a file gets a package from others. */
    private boolean isPublished(String from, String source) {
        return isNeeded(from, source)
                && around(from, one -> one.needsLocal(nameIn(source))).isEmpty();
    }

    /** The package that a file belongs to, which may be a part of another one. */
    Optional<PackageFile> around(String file) {
        return around(file, none -> true);
    }

    private Optional<PackageFile> around(String file, Predicate<PackageFile> fits) {
        for (String directory = file; !directory.isEmpty(); ) {
            directory = PathText.directory(directory);
            PackageFile found = byDirectory.get(directory);
            if (found != null && fits.test(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Whether a package that others made is declared for a file. */
    boolean isNeeded(String file, String source) {
        return around(file, one -> one.needs(nameIn(source))).isPresent();
    }

    /** The first segment, or two where it is a scope. */
    static String nameIn(String source) {
        int end = source.indexOf('/');
        if (end >= 0 && source.startsWith("@")) {
            end = source.indexOf('/', end + 1);
        }
        return end < 0 ? source : source.substring(0, end);
    }
}
