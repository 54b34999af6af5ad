package dev.coord.git.setup;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What would be taken for an agent's work before any agent has begun.
 *
 * @param changed tracked files that are not as they were checked out, or staged ones
 * @param open what git neither tracks nor ignores
 */
record LeftChanges(List<GitPath> changed, List<GitPath> open) {

    private static final int SHOWN = 20;
    private static final int CODES = "XY ".length();
    private static final String OPEN = "?? ";

    /** Asks git, whatever the user's settings hide. */
    static LeftChanges in(Git git) {
        return of(git.run(
                        "status",
                        "--porcelain",
                        "-z",
                        "--no-renames",
                        "--untracked-files=normal",
                        "--ignore-submodules=none")
                .rawFields());
    }

    /** From the lines of {@code git status --porcelain -z --no-renames}. */
    static LeftChanges of(List<String> lines) {
        List<GitPath> changed = new ArrayList<>();
        List<GitPath> open = new ArrayList<>();
        for (String line : lines) {
            (line.startsWith(OPEN) ? open : changed).add(new GitPath(line.substring(CODES)));
        }
        return new LeftChanges(List.copyOf(changed), List.copyOf(open));
    }

    /** What was not there before: filters or line ends can make a fresh checkout look changed. */
    LeftChanges since(LeftChanges before) {
        return new LeftChanges(without(changed, before.changed), without(open, before.open));
    }

    private static List<GitPath> without(List<GitPath> paths, List<GitPath> known) {
        return paths.stream().filter(path -> !known.contains(path)).toList();
    }

    /** Why the work tree is not as it has to be, a piece of a sentence; none if it is. */
    Optional<String> inWords() {
        List<String> found = new ArrayList<>();
        if (!changed.isEmpty()) {
            found.add("it changed what git tracks, " + names(changed));
        }
        if (!open.isEmpty()) {
            found.add("it left what git does not ignore, " + names(open));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", found));
    }

    /** The first few by their names, and how many there are beside them. */
    static String names(Collection<GitPath> paths) {
        String shown = paths.stream().limit(SHOWN).map(path -> "'" + path + "'").collect(Collectors.joining(", "));
        return paths.size() > SHOWN ? shown + " and " + (paths.size() - SHOWN) + " more" : shown;
    }
}
