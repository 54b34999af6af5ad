package dev.coord.cli;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FailureText;
import dev.coord.git.IgnoredPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where new state may lie: nowhere in a work tree, where it would be committed, cleaned away or seen as dirt, unless git
 * ignores the place. State that lies there already is used as it is.
 */
final class NewHome {

    private static final String ELSEWHERE = "; nothing was changed; name another directory with --dir or COORD_DIR";

    private NewHome() {}

    /**
     * Makes sure that state may be written to a directory, which may be missing.
     *
     * @throws BadInput if it may not, with the reason
     */
    static void require(Path home) {
        if (holdsState(home)) {
            return;
        }
        Path place = real(home.toAbsolutePath().normalize());
        if (place.getParent() == null) {
            throw new BadInput("cannot keep state in '" + place + "', the root of the file system" + ELSEWHERE);
        }
        if (GitDirectory.isRepository(place)) {
            throw new BadInput("cannot keep state in '" + home
                    + "': it is the directory of a git repository; nothing was"
                    + " changed; name one of its own with --dir or COORD_DIR, such as '" + home.resolve("coord") + "'");
        }
        Optional<Path> workTree = workTree(place);
        if (workTree.isPresent() && !IgnoredPlace.is(workTree.get(), place.resolve("coordination-state.json"))) {
            throw new BadInput("cannot keep state in '" + home + "': it lies in the work tree of '" + workTree.get()
                    + "', and git does not ignore it; nothing was changed; name a directory outside with --dir or COORD_DIR,"
                    + " leave both out, or let git ignore the place: echo '/"
                    + workTree.get().relativize(place) + "/' >> " + CommandText.quoted(workTree.get() + "/.gitignore"));
        }
    }

    static boolean holdsState(Path home) {
        return Stream.of("coordination.d", "coordination-state.json", "coordination-locks.json")
                .anyMatch(name -> Files.exists(home.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    /** The place with what exists of it resolved. */
    private static Path real(Path place) {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = place.getParent();
            return parent == null ? place : real(parent).resolve(parent.relativize(place));
        }
        if (!Files.isDirectory(place)) {
            String what = !Files.isSymbolicLink(place)
                    ? "a file, not a directory"
                    : Files.exists(place)
                            ? "a symbolic link to a file, not to a directory"
                            : "a symbolic link that leads to nothing";
            throw new BadInput("cannot keep state at '" + place + "': it is " + what + ELSEWHERE);
        }
        try {
            return place.toRealPath();
        } catch (IOException e) {
            throw new BadInput("cannot keep state at '" + place + "': " + FailureText.of(e) + ELSEWHERE);
        }
    }

    /** The top of the work tree a place lies in; none inside a git directory. */
    private static Optional<Path> workTree(Path place) {
        for (Path at = place; at != null; at = at.getParent()) {
            if (GitDirectory.isRepository(at)) {
                return Optional.empty();
            }
            Path entry = at.resolve(".git");
            if (GitDirectory.isRepository(entry) || Files.isRegularFile(entry)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
