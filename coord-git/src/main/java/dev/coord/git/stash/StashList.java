package dev.coord.git.stash;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The list of stashes that all work trees of a repository share, and the stashes that are in no list any more. */
final class StashList {

    private static final String REF = "refs/stash";
    private static final Pattern STASH = Pattern.compile("(WIP on|On) .+: .*", Pattern.DOTALL);
    private static final Pattern DIRECTORY = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern FILE = Pattern.compile("[0-9a-f]{38}|[0-9a-f]{62}");

    /** The head it was made on, what was staged, and perhaps the untracked files. */
    private static final Set<Integer> PARENTS = Set.of(2, 3);

    private static final int FIELDS = 3;

    private StashList() {}

    /**
     * A stash.
     *
     * @param commit what it holds
     * @param on the commit it was made on
     * @param text what the list says of it, otherwise its own title
     */
    record Entry(CommitId commit, CommitId on, String text) {

        @Override
        public String toString() {
            return "'" + text + "' (" + commit.abbreviated() + ")";
        }
    }

    /** What the list has, latest first; nothing where there is none. Only this command tells the texts. */
    static List<Entry> of(Git git) {
        List<Optional<String>> known = Commits.named(git, List.of(REF));
        return known.equals(List.of(Optional.empty()))
                ? List.of()
                : of(git.ask("log", "--walk-reflogs", "-z", "--format=%H%n%P%n%gs", REF, "--"));
    }

    static List<Entry> of(GitAnswer list) {
        return list.paths().stream()
                .map(field -> field.text().split("\n", FIELDS))
                .filter(fields -> fields.length == FIELDS && !fields[1].isEmpty())
                .map(fields -> new Entry(
                        new CommitId(fields[0]), new CommitId(fields[1].split(" ", -1)[0]), fields[2].strip()))
                .toList();
    }

    /** Stashes whose objects were written since then, in the list or not. Those that a garbage collection packed are not found. */
    static List<Entry> written(Git git, Path objects, FileTime since) {
        List<String> ids = Commits.present(git, loose(objects, since)).stream()
                .map(CommitId::value)
                .toList();
        return Commits.read(git, ids, StashList::entry);
    }

    /** The stash that a commit is, if it is one. */
    static Optional<Entry> entry(RawCommit commit) {
        return PARENTS.contains(commit.parents().size())
                        && STASH.matcher(commit.message()).matches()
                ? Optional.of(new Entry(
                        commit.id(),
                        commit.parents().get(0),
                        commit.message().lines().findFirst().orElse("").strip()))
                : Optional.empty();
    }

    private static Set<String> loose(Path objects, FileTime since) {
        Set<String> ids = new TreeSet<>();
        for (Path directory : entries(objects, DIRECTORY)) {
            for (Path file : entries(directory, FILE)) {
                if (isSince(file, since)) {
                    ids.add("" + directory.getFileName() + file.getFileName());
                }
            }
        }
        return ids;
    }

    private static List<Path> entries(Path directory, Pattern name) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(one -> name.matcher(one.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            return List.of(); // git tidies up there
        }
    }

    private static boolean isSince(Path file, FileTime since) {
        try {
            return Files.getLastModifiedTime(file).compareTo(since) >= 0;
        } catch (IOException e) {
            return false; // packed meanwhile
        }
    }

    /** Whether the files of a tree are as the stash has those it changed; not where they are so without it. */
    static boolean isIn(Git git, Entry entry, CommitId tree, CommitId without) {
        String stash = entry.commit().value();
        Set<String> changes = changes(git, entry.on().value(), stash);
        Set<String> since = changes(git, without.value(), tree.value());
        return !changes.isEmpty()
                && changes(git, stash, tree.value()).stream().noneMatch(changes::contains)
                && changes.stream().anyMatch(since::contains);
    }

    private static Set<String> changes(Git git, String from, String to) {
        Set<String> paths = new TreeSet<>();
        ChangedPaths.between(git, from, to).forEach(path -> paths.add(path.raw()));
        return paths;
    }
}
