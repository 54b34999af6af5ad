package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What commits differ in. */
public final class ChangedPaths {

    /** Settings can hide links to other repositories, and shorten ids. */
    private static final List<String> DIFFERENCE =
            List.of("diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=none");

    private ChangedPaths() {}

    /** The paths of files that are not the same in both; a renamed file counts under both names. */
    public static Set<GitPath> between(Git git, String from, String to) {
        return TreeDifference.between(git, from, to).stream()
                .map(TreeDifference.Difference::path)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The difference of two commits, in a form of choice. */
    public static GitAnswer difference(Git git, String... more) {
        List<String> arguments = new ArrayList<>(DIFFERENCE);
        arguments.addAll(List.of(more));
        return git.run(new byte[0], arguments);
    }

    /** The paths of files that any of the commits changed against any of its parents; a commit without one added all it has. */
    public static Set<GitPath> ofCommits(Git git, byte[] lines) {
        List<String> arguments = new ArrayList<>(DIFFERENCE);
        arguments.addAll(List.of("--stdin", "--root", "-m", "--no-commit-id", "--name-only"));
        return new HashSet<>(git.run(lines, arguments).paths());
    }

    /** The differences of many commits from one parent each, by lines with both; each begins with the commit. */
    public static GitAnswer differences(Git git, String pairs) {
        List<String> arguments = new ArrayList<>(DIFFERENCE);
        arguments.add("--stdin");
        return git.run(pairs.getBytes(US_ASCII), arguments);
    }
}
