package dev.coord.cli.home;

import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.core.file.SystemPath;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.place.GitDirectory;
import dev.coord.git.place.IgnoredPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where new state may lie: nowhere in a work tree, where it would be committed, cleaned away or seen as dirt, unless git
 * ignores the place; and in a repository's own directory only where git keeps nothing. State that lies there already is used
 * as it is.
 */
public final class NewHome {

    private static final String ELSEWHERE = "; nothing was changed; name another directory with --dir or COORD_DIR";

    /** What may come to lie there beside a store. */
    private static final List<String> BESIDE_A_STORE = List.of("runs/0/A.log", "integration/config");

    private NewHome() {}

    /**
     * Makes sure that state may be written to a directory, which may be missing.
     *
     * @throws BadInput if it may not, with the reason
     */
    public static void require(Path home) {
        if (StoreOpener.isIn(home)) {
            return;
        }
        Path place = real(SystemPath.absolute(home));
        if (place.getParent() == null) {
            throw new BadInput("cannot keep state in '" + place + "', the root of the file system" + ELSEWHERE);
        }
        if (GitDirectory.isRepository(place)) {
            throw new BadInput("cannot keep state in '" + home
                    + "': it is the directory of a git repository; nothing was"
                    + " changed; name one of its own with --dir or COORD_DIR, such as '" + home.resolve("coord") + "'");
        }
        for (Path at = place; at != null; at = at.getParent()) {
            if (GitDirectory.isRepository(at)) {
                requireFree(home, place, at);
                return;
            }
            if (GitDirectory.isWorkTree(at)) {
                requireIgnored(home, place, at);
                return;
            }
        }
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

    private static void requireFree(Path home, Path place, Path gitDirectory) {
        String name = gitDirectory.relativize(place).getName(0).toString();
        if (GitDirectory.isOfAWorkTree(gitDirectory)) {
            throw new BadInput("cannot keep state in '" + home + "': git removes '" + gitDirectory
                    + "' with the work tree it belongs to" + ELSEWHERE + ", or leave both out");
        }
        if (GitNames.isTaken(name)) {
            throw new BadInput("cannot keep state in '" + home + "': git keeps files of its own at '" + name + "' in '"
                    + gitDirectory + "', and may remove what else lies there; nothing was changed; name '"
                    + gitDirectory.resolve("coord") + "' with --dir or COORD_DIR, or leave both out");
        }
    }

    private static void requireIgnored(Path home, Path place, Path workTree) {
        if (IgnoredPlace.isOf(workTree, place, layout(place))) {
            return;
        }
        Optional<Path> exclude = GitDirectory.commonTo(workTree)
                .filter(git -> !place.equals(workTree))
                .map(git -> git.resolve("info"));
        throw new BadInput("cannot keep state in '" + home + "': it lies in the work tree of '" + workTree
                + "', and git does not ignore it with all that coord keeps there; nothing was changed; name a directory outside"
                + " with --dir or COORD_DIR"
                + exclude.map(info -> ", leave both out, or let git ignore the place: "
                                + ignoring(info, IgnoredPlace.pattern(workTree, place)))
                        .orElse(", or leave both out"));
    }

    /** The file that is no part of the work tree, so that nothing tracked is changed; its last line may have no end. */
    private static String ignoring(Path info, String pattern) {
        String directory = NativeText.text(info);
        return (Files.isDirectory(info) ? "" : OwnCommand.inShell(List.of("mkdir", directory)) + " && ")
                + OwnCommand.inShell(List.of("printf", "\\n%s\\n", pattern)) + " >> "
                + SafeText.shellWord(directory + "/exclude");
    }

    /** Patterns that name some of it are no word about the place. */
    private static List<String> layout(Path place) {
        Stream<String> store = StoreOpener.examplesIn(place).stream()
                .map(file -> place.relativize(file).toString());
        return Stream.concat(store, BESIDE_A_STORE.stream()).toList();
    }
}
