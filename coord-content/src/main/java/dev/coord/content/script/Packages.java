package dev.coord.content.script;

import dev.coord.content.module.PathText;
import dev.coord.content.module.Tree;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The packages of a repository, by their names and by their directories. */
final class Packages {
    private static final String FILE = "package.json";

    private final Map<String, PackageFile> byName = new HashMap<>();
    private final Map<String, PackageFile> byDirectory = new HashMap<>();

    Packages(Tree tree) {
        for (String path : tree.paths()) {
            if (PathText.name(path).equals(FILE) && !Tree.isInstalled(path)) {
                PackageFile file = new PackageFile(tree, path);
                byDirectory.put(file.directory(), file);
                if (!file.name().isEmpty()) {
                    byName.putIfAbsent(file.name(), file);
                }
            }
        }
    }

    /** The package that an import is of. */
    Optional<PackageFile> named(String source) {
        return Optional.ofNullable(byName.get(nameIn(source)));
    }

    /** The package that a file belongs to, which may be a part of another one. */
    Optional<PackageFile> around(String file) {
        for (String directory = file; !directory.isEmpty(); ) {
            directory = PathText.directory(directory);
            PackageFile found = byDirectory.get(directory);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Whether a package that others made is declared for a file. */
    boolean isNeeded(String file, String source) {
        for (String directory = file; !directory.isEmpty(); ) {
            directory = PathText.directory(directory);
            PackageFile found = byDirectory.get(directory);
            if (found != null && found.needs(nameIn(source))) {
                return true;
            }
        }
        return false;
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
