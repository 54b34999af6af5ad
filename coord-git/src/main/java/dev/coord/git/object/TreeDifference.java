package dev.coord.git.object;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files in which two commits or trees differ, found by reading the directories that differ: no process is started for it. */
public final class TreeDifference {

    private static final String NO_MODE = "000000";

    private final Git git;
    private final List<Difference> found = new ArrayList<>();
    private final List<GitPath> gone = new ArrayList<>();

    private TreeDifference(Git git) {
        this.git = git;
    }

    /**
     * How a file differs. Modes and ids are those of {@code git diff-tree --raw}: zeros where there is no file.
     *
     * @param path its place
     */
    public record Difference(GitPath path, String oldMode, String oldId, String newMode, String newId) {

        public boolean isDeletion() {
            return newMode.equals(NO_MODE);
        }

        public boolean isAddition() {
            return oldMode.equals(NO_MODE);
        }
    }

    /** Two directories in the same place, one of which may not be there. */
    private record Pair(String prefix, Optional<String> before, Optional<String> after) {}

    /**
     * What differs.
     *
     * @param files in the order of the paths
     * @param goneDirectories those that only the first one has
     */
    public record Whole(List<Difference> files, List<GitPath> goneDirectories) {}

    /** All that differs; by a process of its own, every directory of a deleted file counts as gone. */
    public static Whole whole(Git git, String from, String to) {
        TreeDifference search = new TreeDifference(git);
        if (search.compare(from, to)) {
            return new Whole(search.found, search.gone);
        }
        List<Difference> files = parse(ChangedPaths.difference(git, from, to));
        return new Whole(files, above(files));
    }

    private static List<GitPath> above(List<Difference> files) {
        Set<GitPath> directories = new TreeSet<>();
        for (Difference file : files) {
            String path = file.isDeletion() ? file.path().raw() : "";
            for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
                directories.add(new GitPath(path.substring(0, end)));
            }
        }
        return List.copyOf(directories);
    }

    /** The same, by a process of its own if nobody reads objects for it. */
    public static List<Difference> between(Git git, String from, String to) {
        return of(git, from, to).orElseGet(() -> parse(ChangedPaths.difference(git, from, to)));
    }

    private static List<Difference> parse(GitAnswer raw) {
        List<Difference> found = new ArrayList<>();
        List<String> fields = raw.rawFields();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String[] words = fields.get(i).substring(1).split(" ", -1); // :mode mode object object status
            found.add(new Difference(new GitPath(fields.get(i + 1)), words[0], words[2], words[1], words[3]));
        }
        return found;
    }

    /** In the order of the paths; nothing if the reader of objects does not know all of it. */
    public static Optional<List<Difference>> of(Git git, String from, String to) {
        TreeDifference search = new TreeDifference(git);
        return search.compare(from, to) ? Optional.of(search.found) : Optional.empty();
    }

    private boolean compare(String from, String to) {
        List<Pair> level = List.of(new Pair("", Optional.of(from + "^{tree}"), Optional.of(to + "^{tree}")));
        while (!level.isEmpty()) {
            Optional<List<Pair>> below = compare(level);
            if (below.isEmpty()) {
                return false;
            }
            level = below.get();
        }
        found.sort(Comparator.comparing(Difference::path));
        return true;
    }

    private Optional<List<Pair>> compare(List<Pair> level) {
        List<String> ids = new ArrayList<>();
        level.forEach(pair -> {
            pair.before().ifPresent(ids::add);
            pair.after().ifPresent(ids::add);
        });
        return RawTree.read(git, ids).map(trees -> {
            List<Pair> below = new ArrayList<>();
            level.forEach(pair -> compare(
                    pair.prefix(),
                    pair.before().map(trees::get).orElse(List.of()),
                    pair.after().map(trees::get).orElse(List.of()),
                    below));
            return below;
        });
    }

    private void compare(String prefix, List<RawTree.Entry> before, List<RawTree.Entry> after, List<Pair> below) {
        Map<String, RawTree.Entry> old = new HashMap<>();
        before.forEach(entry -> old.put(entry.name(), entry));
        for (RawTree.Entry entry : after) {
            RawTree.Entry earlier = old.remove(entry.name());
            if (!entry.equals(earlier)) {
                compare(prefix + entry.name(), Optional.ofNullable(earlier), Optional.of(entry), below);
            }
        }
        old.values().forEach(entry -> compare(prefix + entry.name(), Optional.of(entry), Optional.empty(), below));
    }

    private void compare(String path, Optional<RawTree.Entry> before, Optional<RawTree.Entry> after, List<Pair> below) {
        Optional<String> oldTree = before.filter(RawTree.Entry::isDirectory).map(RawTree.Entry::id);
        Optional<String> newTree = after.filter(RawTree.Entry::isDirectory).map(RawTree.Entry::id);
        if (oldTree.isPresent() || newTree.isPresent()) {
            below.add(new Pair(path + "/", oldTree, newTree));
            if (newTree.isEmpty()) {
                gone.add(new GitPath(path));
            }
        }
        Optional<RawTree.Entry> oldFile = before.filter(entry -> !entry.isDirectory());
        Optional<RawTree.Entry> newFile = after.filter(entry -> !entry.isDirectory());
        String length = oldFile.or(() -> newFile).map(RawTree.Entry::id).orElse("");
        String none = "0".repeat(length.length());
        if (oldFile.isPresent() || newFile.isPresent()) {
            found.add(new Difference(
                    new GitPath(path),
                    oldFile.map(RawTree.Entry::mode).orElse(NO_MODE),
                    oldFile.map(RawTree.Entry::id).orElse(none),
                    newFile.map(RawTree.Entry::mode).orElse(NO_MODE),
                    newFile.map(RawTree.Entry::id).orElse(none)));
        }
    }
}
