package dev.coord.git.repository;

import dev.coord.core.file.SystemPath;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The main work tree of a repository. Git lists it as the directory that holds the repository, which is another one in a
 * submodule, with {@code --separate-git-dir}, where {@code .git} is a symbolic link and where {@code core.worktree} is set.
 *
 * @param directory where it is; none if there is none, or git does not tell
 * @param bare whether the repository said that it has none when it was opened
 */
public record MainWorkTree(Optional<Path> directory, boolean bare) {

    /** Asked from a work tree of the repository, of which the directories are known. */
    static MainWorkTree of(Path top, Path gitDirectory, Path commonDirectory) {
        Git git = git(commonDirectory);
        boolean bare = isBare(git) && !hasFilesBeside(commonDirectory);
        if (gitDirectory.equals(commonDirectory)) {
            return new MainWorkTree(Optional.of(top), bare);
        }
        GitAnswer set = git.ask("config", "core.worktree");
        if (set.succeeded()) {
            return new MainWorkTree(Optional.of(SystemPath.absolute(NativeText.in(commonDirectory, set.line()))), bare);
        }
        boolean beside = commonDirectory.endsWith(".git") && !bare;
        return new MainWorkTree(beside ? Optional.ofNullable(commonDirectory.getParent()) : Optional.empty(), bare);
    }

    /**
     * Whether a repository that has a work tree, with this branch checked out, says that it has none: agents can change the
     * setting for everybody.
     */
    public boolean isDenied(Path commonDirectory, String branch) {
        Git git = git(commonDirectory);
        return !bare
                && isBare(git)
                && git.ask("symbolic-ref", "--quiet", "HEAD").line().equals(branch);
    }

    /** An index of which at least one file is there is that of a work tree, whatever the setting says. */
    private static boolean hasFilesBeside(Path commonDirectory) {
        Path beside = commonDirectory.getParent();
        return commonDirectory.endsWith(".git")
                && beside != null
                && Files.exists(commonDirectory.resolve("index"))
                && git(commonDirectory).ask("ls-files", "-z").paths().stream()
                        .anyMatch(path -> Files.exists(path.file(beside), LinkOption.NOFOLLOW_LINKS));
    }

    /** Puts the main work tree where it really is. */
    Checkout place(Checkout checkout) {
        return checkout.main() ? directory.map(checkout::at).orElse(checkout) : checkout;
    }

    private static boolean isBare(Git git) {
        return git.ask("config", "--bool", "core.bare").line().equals("true");
    }

    private static Git git(Path commonDirectory) {
        return new Git(commonDirectory).with(Map.of("GIT_DIR", NativeText.text(commonDirectory)));
    }
}
