package dev.coord.git.command;

import java.util.HashSet;
import java.util.Set;

/** What commits differ in. */
public final class ChangedPaths {

    private ChangedPaths() {}

    /** The paths of files that are not the same in both; a renamed file counts under both names. */
    public static Set<GitPath> between(Git git, String from, String to) {
        return new HashSet<>(git.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", from, to)
                .paths());
    }
}
