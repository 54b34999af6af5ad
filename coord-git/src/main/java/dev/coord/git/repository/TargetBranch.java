package dev.coord.git.repository;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;

/** The branch that a name stands for. */
public final class TargetBranch {

    private TargetBranch() {}

    /** The end of a chain of symbolic refs: a branch that was given a second name. A name that is none stands for itself. */
    public static String end(Git git, String name) {
        GitAnswer answer = git.ask("symbolic-ref", "--quiet", name);
        if (!answer.succeeded()) {
            return name;
        }
        if (!answer.line().startsWith("refs/heads/")) {
            throw new BadInput("cannot land on " + name + ": it stands for '" + answer.line()
                    + "', which is no branch; name a branch with --into");
        }
        return answer.line();
    }
}
