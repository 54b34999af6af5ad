package dev.coord.git.setup;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.HiddenChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** Asks git, whatever the user's settings hide, or a command by marks in the index. */
    static LeftChanges in(Git git) {
        return in(git, "--untracked-files=normal");
    }

    /** The same, but looks for no files that git does not track. */
    static LeftChanges tracked(Git git) {
        return in(git, "--untracked-files=no");
    }

    private static LeftChanges in(Git git, String untracked) {
        if (!HiddenChanges.any(git)) {
            return status(git, untracked);
        }
        Path directory = Path.of(git.run("rev-parse", "--absolute-git-dir").line());
        try {
            Path copy = Files.createTempFile(directory, "coord-shown", "");
            try {
                Files.copy(
                        directory.resolve("index"),
                        copy,
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
                Git shown = git.with(Map.of("GIT_INDEX_FILE", NativeText.text(copy)));
                HiddenChanges.show(shown);
                return status(shown, untracked);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot look at the index in " + directory + ": " + FailureText.of(e) + "; make it readable", e);
        }
    }

    private static LeftChanges status(Git git, String untracked) {
        return of(git.run("status", "--porcelain", "-z", "--no-renames", untracked, "--ignore-submodules=none")
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
