package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.nio.file.Path;

/** Whether git leaves a place in a work tree alone. */
public final class IgnoredPlace {

    private IgnoredPlace() {}

    /**
     * Asks git by which patterns it goes: those of the repository and those of the user.
     *
     * @param workTree the top of a work tree
     * @param file a file in it, which may be missing
     * @return whether git ignores it
     * @throws BadInput if git cannot tell
     */
    public static boolean is(Path workTree, Path file) {
        GitAnswer answer = new Git(workTree)
                .ask("check-ignore", "--quiet", "--", workTree.relativize(file).toString());
        if (answer.exit() > 1) {
            throw new BadInput("cannot tell whether git ignores '" + file + "': " + answer.error());
        }
        return answer.succeeded();
    }
}
