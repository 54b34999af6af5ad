package dev.coord.git;

import dev.coord.CoordinationException.BadInput;

/** The branch that a name stands for. */
final class Target {

    private Target() {}

    /** The end of a chain of symbolic refs: a branch that was given a second name. A name that is none stands for itself. */
    static String end(Git git, String name) {
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
