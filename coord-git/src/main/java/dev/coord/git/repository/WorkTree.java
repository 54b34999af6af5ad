package dev.coord.git.repository;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A work tree that coord made, found by what the repository knows of it: its {@code .git} file is the agent's to remove or
 * to replace.
 *
 * @param directory its top
 * @param administration its directory in the repository; the repository's own where that is gone
 * @param registered whether the repository knows the work tree
 */
public record WorkTree(Path directory, Path administration, boolean registered) {

    private static final Map<String, String> UNFINISHED = new TreeMap<>(Map.of(
            "rebase-merge", "a rebase",
            "rebase-apply", "a rebase or 'git am'",
            "MERGE_HEAD", "a merge",
            "CHERRY_PICK_HEAD", "a cherry-pick",
            "REVERT_HEAD", "a revert",
            "BISECT_LOG", "a bisection"));

    private static final Pattern DETACHED = Pattern.compile("[0-9a-f]{40,64}\n");

    private static final Pattern BRANCH = Pattern.compile("ref: (refs/heads/[^\\s]+)\n");

    public static WorkTree at(Path directory, Path commonDirectory) {
        return administration(directory, commonDirectory)
                .map(found -> new WorkTree(directory, found, true))
                .orElseGet(() -> new WorkTree(directory, commonDirectory, false));
    }

    /** Where the workspace's branch is now, if it was moved away by git; otherwise at its own place. */
    public static WorkTree of(Workspace workspace, Repository repository) {
        WorkTree own = at(workspace.directory(), repository.commonDirectory());
        if (own.registered() || Files.exists(workspace.directory(), LinkOption.NOFOLLOW_LINKS)) {
            return own;
        }
        return repository.checkouts().stream()
                .filter(checkout ->
                        checkout.branch().filter(workspace.branch()::equals).isPresent())
                .map(checkout -> at(checkout.directory(), repository.commonDirectory()))
                .filter(WorkTree::registered)
                .findFirst()
                .orElse(own);
    }

    /** Whether it is a directory: a link in its place leads to what is somebody else's. */
    public boolean exists() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Opens what is coord's own and git's own and was closed to its owner: the directory that coord made, and what git notes
     * of it. An agent that closed it has not made it anybody's work.
     */
    public void open() {
        if (exists()) {
            try {
                DirectoryTree.openTop(directory);
            } catch (IOException e) {
                throw new RepositoryFailed(
                        "cannot look into " + directory + ": " + FailureText.of(e) + "; make it readable", e);
            }
        }
        if (registered) {
            try {
                DirectoryTree.requireOwn(administration);
                DirectoryTree.open(administration);
                DirectoryTree.removePipes(administration);
            } catch (IOException e) {
                throw new RepositoryFailed(
                        "cannot look into " + administration + ": " + FailureText.of(e) + "; make it readable", e);
            }
        }
    }

    /** What somebody began there and has not finished, such as {@code a rebase}. */
    public Optional<String> unfinished() {
        return UNFINISHED.entrySet().stream()
                .filter(state -> Files.exists(administration.resolve(state.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What lies in the place of the workspace's work tree, or where that was moved to. */
    public Optional<String> displaced(Workspace workspace) {
        if (!directory.equals(workspace.directory())) {
            return Optional.of("it was moved to " + directory);
        }
        if (exists() || !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Files.isSymbolicLink(directory)
                            ? "there is a link to " + Files.readSymbolicLink(directory) + " in its place"
                            : "there is a file in its place");
        } catch (IOException e) {
            return Optional.of("there is something unreadable in its place");
        }
    }

    /** Git on this work tree, whatever became of its {@code .git} file. */
    public Git git(Repository repository) {
        return repository.gitAt(administration, directory);
    }

    /** The branch that is checked out; nothing for a detached head. Git is asked only where the file is not as git writes it. */
    public Optional<String> branch(Repository repository) {
        Optional<String> name = namedBranch();
        if (name.isPresent()) {
            return name;
        }
        GitAnswer head = git(repository).ask("symbolic-ref", "--quiet", "HEAD");
        return head.succeeded() ? Optional.of(head.line()) : Optional.empty();
    }

    /** The branch that the head names; nothing where it is detached, or not as git writes it. */
    public Optional<String> namedBranch() {
        Path head = administration.resolve("HEAD");
        try {
            Matcher named = Files.isSymbolicLink(head)
                    ? BRANCH.matcher("")
                    : BRANCH.matcher(NativeText.text(PlainFile.read(head)));
            return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // git says why
        }
    }

    /** Whether a work tree of the repository may have a branch checked out, the main one too; git tells for sure. */
    public static boolean mayHave(Path commonDirectory, String branch) {
        Path all = commonDirectory.resolve("worktrees");
        if (mayName(commonDirectory, branch)) {
            return true;
        }
        if (!Files.isDirectory(all)) {
            return false;
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.anyMatch(one -> mayName(one, branch));
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean mayName(Path administration, String branch) {
        Path head = administration.resolve("HEAD");
        try {
            String text = NativeText.text(PlainFile.read(head));
            return Files.isSymbolicLink(head)
                    || !(DETACHED.matcher(text).matches()
                            || BRANCH.matcher(text).matches())
                    || text.equals("ref: " + branch + "\n");
        } catch (NoSuchFileException e) {
            return false; // one that is being made or removed
        } catch (IOException e) {
            return true;
        }
    }

    private static Optional<Path> administration(Path directory, Path commonDirectory) {
        Path all = commonDirectory.resolve("worktrees");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        Path usual = all.resolve(directory.getFileName());
        if (Files.isDirectory(usual) && pointsTo(usual, directory)) {
            return Optional.of(usual);
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.filter(one -> pointsTo(one, directory)).findFirst();
        } catch (IOException e) {
            throw new RepositoryFailed("cannot read " + all + ": " + FailureText.of(e) + "; make it readable", e);
        }
    }

    private static boolean pointsTo(Path administration, Path directory) {
        try {
            String text = NativeText.text(PlainFile.read(administration.resolve("gitdir")))
                    .strip();
            Path tree = SystemPath.absolute(NativeText.in(administration, text)).getParent();
            return tree != null && real(tree).equals(real(directory));
        } catch (IOException e) {
            return false; // one that is being made or removed meanwhile
        }
    }

    /** Git writes paths without symbolic links above the work tree; the work tree itself may have become one, or be gone. */
    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        return parent != null && Files.exists(parent) ? parent.toRealPath().resolve(path.getFileName()) : path;
    }
}
