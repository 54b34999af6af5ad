package dev.coord.git.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files of an index whose changes git does not look at, since somebody said so with {@code git update-index}. */
public final class HiddenChanges {

    private HiddenChanges() {}

    /**
     * Undoes {@code --assume-unchanged}, and {@code --skip-worktree} where the file is there, both of which hide changes. A
     * file of a sparse checkout that is not there stays hidden, otherwise it would count as deleted.
     *
     * @param git with the index that is changed
     */
    public static void show(Git git) {
        show(git, git.run("ls-files", "-v", "-z"));
    }

    /**
     * The same.
     *
     * @param listing what {@code git ls-files -v -z} tells of the index, with {@code --stage} or without
     */
    public static void show(Git git, GitAnswer listing) {
        unset(git, "--no-assume-unchanged", assumed(listing));
        unset(git, "--no-skip-worktree", skippedThere(git.directory(), listing));
    }

    /** Whether {@link #show} would change the index. */
    public static boolean any(Git git) {
        GitAnswer listing = git.run("ls-files", "-v", "-z");
        return Stream.concat(assumed(listing).stream(), skippedThere(git.directory(), listing).stream())
                .findAny()
                .isPresent();
    }

    private static List<GitPath> skippedThere(Path workTree, GitAnswer listing) {
        return skipped(listing).stream()
                .filter(path -> Files.exists(path.file(workTree)))
                .toList();
    }

    /** What is taken for unchanged, which {@code git ls-files -v} tells by a small letter. */
    static List<GitPath> assumed(GitAnswer listing) {
        return tagged(listing, Character::isLowerCase);
    }

    /** What is left out of the work tree, whether it is taken for unchanged, too, or not. */
    static List<GitPath> skipped(GitAnswer listing) {
        return tagged(listing, tag -> Character.toUpperCase(tag) == 'S');
    }

    private static List<GitPath> tagged(GitAnswer listing, Predicate<Character> tag) {
        return listing.rawFields().stream()
                .filter(entry -> tag.test(entry.charAt(0)))
                .map(entry -> new GitPath(entry.substring(nameAt(entry))))
                .toList();
    }

    private static int nameAt(String entry) {
        boolean isStaged = entry.matches("(?s). [0-7]{6} [0-9a-f]{40,64} [0-3]\t.+");
        return isStaged ? entry.indexOf('\t') + 1 : 2;
    }

    private static void unset(Git git, String option, List<GitPath> paths) {
        if (!paths.isEmpty()) {
            git.run(GitPath.listed(paths), List.of("update-index", option, "-z", "--stdin"));
        }
    }
}
