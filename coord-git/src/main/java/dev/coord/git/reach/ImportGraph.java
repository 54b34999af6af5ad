package dev.coord.git.reach;

import dev.coord.CommitId;
import dev.coord.core.reach.ImportTargets;
import dev.coord.git.command.Git;
import dev.coord.git.object.ListedFile;
import dev.coord.git.reach.KnownImports.Blob;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which file of one commit imports which, read as far as somebody asks. For one thread. */
final class ImportGraph {

    /** So many files are read at most; what others import is not known. */
    private static final int MOST = 5000;

    private final Git git;
    private final KnownImports known;
    private final SortedMap<String, String> ids;
    private final ImportTargets targets;
    private final Map<String, Set<String>> imports = new HashMap<>();

    private ImportGraph(Git git, KnownImports known, SortedMap<String, String> ids) {
        this.git = git;
        this.known = known;
        this.ids = ids;
        this.targets = new ImportTargets(ids.keySet(), modules());
    }

    static ImportGraph of(Git git, CommitId commit, KnownImports known) {
        SortedMap<String, String> ids = new TreeMap<>();
        ListedFile.all(git, commit.value()).forEach((path, file) -> {
            if (file.isFile()) {
                ids.put(path, file.id());
            }
        });
        return new ImportGraph(git, known, ids);
    }

    private Map<String, Set<String>> modules() {
        List<Blob> naming = ids.keySet().stream()
                .filter(known::namesModule)
                .limit(MOST)
                .map(this::blob)
                .toList();
        Map<String, Set<String>> modules = new HashMap<>();
        known.of(git, naming)
                .forEach((file, found) -> found.modules()
                        .forEach((name, places) -> modules.computeIfAbsent(name, none -> new TreeSet<>())
                                .addAll(places)));
        return modules;
    }

    private Blob blob(String name) {
        return new Blob(name, ids.getOrDefault(name, ""));
    }

    /** Every file. */
    Collection<String> names() {
        return ids.keySet();
    }

    /** The files, what they import, what that imports, and so on. */
    Set<String> reachedFrom(Set<String> files) {
        Set<String> reached = new TreeSet<>(files);
        Set<String> next = reached;
        while (!next.isEmpty()) {
            read(next);
            Set<String> found = new TreeSet<>();
            next.forEach(file -> found.addAll(imports.getOrDefault(file, Set.of())));
            found.removeAll(reached);
            reached.addAll(found);
            next = found;
        }
        return reached;
    }

    private void read(Set<String> files) {
        List<Blob> unread = files.stream()
                .filter(file -> !imports.containsKey(file))
                .limit(MOST - imports.size())
                .map(this::blob)
                .toList();
        known.of(git, unread).forEach((file, found) -> {
            Set<String> imported = new TreeSet<>();
            found.imported().forEach(one -> imported.addAll(targets.of(one)));
            imports.put(file.path(), imported);
        });
    }
}
