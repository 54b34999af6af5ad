package dev.coord.git.object;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
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

    /**
     * A file as a commit changed it.
     *
     * @param before its path before, another one where it was renamed
     * @param oldId its content before
     * @param newId its content after
     * @param isOfMode whether it has another mode after it, or was not there before, or is not after
     */
    public record Renaming(GitPath path, GitPath before, String oldId, String newId, boolean isOfMode) {

        public boolean isRenamed() {
            return !path.equals(before);
        }
    }

    /** What commits changed against their parent, or against the commit beside them; renamed files are found as such. */
    public static List<Renaming> renamings(Git git, String lines) {
        List<String> arguments = new ArrayList<>(DIFFERENCE);
        arguments.addAll(List.of("--find-renames", "--stdin", "--root", "--no-commit-id"));
        String[] fields = git.run(lines.getBytes(US_ASCII), arguments).raw().split("\0", -1);
        List<Renaming> all = new ArrayList<>();
        for (int i = 0; i + 1 < fields.length; i++) {
            String[] words = fields[i].substring(1).split(" ", -1); // mode mode object object status
            GitPath before = new GitPath(fields[++i]);
            GitPath path = words[4].startsWith("R") ? new GitPath(fields[++i]) : before;
            all.add(new Renaming(path, before, words[2], words[3], !words[0].equals(words[1])));
        }
        return all;
    }
}
