package dev.coord.git.repository;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.file.SystemPath;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitLimit;
import dev.coord.git.command.GitVersion;
import dev.coord.git.command.ObjectReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A repository of the user's, with a work tree. Immutable; safe from many threads. Whatever works on one repository at the
 * same time has to share one object of this class.
 */
public final class Repository {

    private static final int FACTS = 6;

    private final Path directory;
    private final Path gitDirectory;
    private final Path commonDirectory;
    private final String objectFormat;
    private final MainWorkTree main;
    private final Identity identity;
    private final GitLimit limit;

    private final ObjectReader objects;

    private final ReentrantLock workTrees = new ReentrantLock();

    private Repository(Facts facts, MainWorkTree main, Identity identity, GitLimit limit) {
        this.directory = facts.top();
        this.gitDirectory = facts.own();
        this.commonDirectory = facts.common();
        this.objectFormat = facts.objectFormat();
        this.main = main;
        this.identity = identity;
        this.limit = limit;
        this.objects = new ObjectReader(
                new Git(commonDirectory).within(limit).with(Map.of("GIT_DIR", NativeText.text(commonDirectory))));
    }

    /**
     * Finds the repository a directory belongs to. Changes nothing.
     *
     * @param start a directory in a work tree, relative or absolute
     * @param limit how long git commands on it may take
     * @return the repository
     * @throws BadInput if there is no such directory, it is in no work tree of a git repository, the repository has only a
     *     part of its history or objects, or git is missing or older than 2.38
     */
    public static Repository open(Path start, GitLimit limit) {
        Path from = SystemPath.real(start);
        if (!Files.isDirectory(from)) {
            NamedPlaces.requireText(from, start);
            throw new BadInput("cannot open a repository at '" + start + "': "
                    + (Files.exists(from) ? "it is not a directory" : "there is no such directory"));
        }
        Git git = new Git(from).within(limit);
        GitVersion.require(git.run("version").line());
        Facts facts = Facts.of(git)
                .orElseGet(() -> new Facts(
                        workTree(git, start.toString().isEmpty() ? from : start),
                        git.run("rev-parse", "--path-format=absolute", "--git-common-dir")
                                .path(),
                        git.run("rev-parse", "--path-format=absolute", "--absolute-git-dir")
                                .path(),
                        git.run("rev-parse", "--show-object-format").line(),
                        git.run("rev-parse", "--is-shallow-repository").line().equals("true")));
        NamedPlaces.require(facts.top(), facts.common());
        requireWhole(git, facts);
        MainWorkTree main = MainWorkTree.of(facts.top(), facts.own(), facts.common());
        return new Repository(facts, main, Identity.of(git), limit);
    }

    /** What git tells of a repository and its work tree. */
    private record Facts(Path top, Path common, Path own, String objectFormat, boolean isShallow) {

        /** By one command; nothing where it is no work tree, or where a line end is in a path. */
        static Optional<Facts> of(Git git) {
            GitAnswer answer = git.ask(
                    "rev-parse",
                    "--path-format=absolute",
                    "--is-inside-work-tree",
                    "--show-object-format",
                    "--show-toplevel",
                    "--git-common-dir",
                    "--absolute-git-dir",
                    "--is-shallow-repository");
            List<String> lines = answer.line().lines().toList();
            return answer.succeeded() && lines.size() == FACTS && lines.get(0).equals("true")
                    ? Optional.of(new Facts(
                            NativeText.path(lines.get(2)),
                            NativeText.path(lines.get(3)),
                            NativeText.path(lines.get(4)),
                            lines.get(1),
                            lines.get(5).equals("true")))
                    : Optional.empty();
        }
    }

    /** As long as this is open, questions about objects and refs start no processes. */
    public ObjectReader.Use reading() {
        return objects.open();
    }

    /** How long git commands on it may take. */
    public GitLimit limit() {
        return limit;
    }

    /**
     * The top of the work tree.
     *
     * @return an absolute path
     */
    public Path directory() {
        return directory;
    }

    /**
     * The directory that all work trees of the repository share, {@code .git} in most.
     *
     * @return an absolute path
     */
    public Path commonDirectory() {
        return commonDirectory;
    }

    /** How the ids of objects are made: {@code sha1} or {@code sha256}. */
    public String objectFormat() {
        return objectFormat;
    }

    /** The work tree's own directory in the repository. */
    public Path gitDirectory() {
        return gitDirectory;
    }

    /**
     * The branch that is checked out in the work tree, also one without a commit yet.
     *
     * @return its full name; none if the head is detached
     */
    public Optional<String> checkedOutBranch() {
        GitAnswer answer = git().ask("symbolic-ref", "--quiet", "HEAD");
        return answer.succeeded() ? Optional.of(answer.line()) : Optional.empty();
    }

    /**
     * Where work trees are made: beside the repository, never in a work tree and never inside {@code .git}, since tools
     * climb to the parent directory and skip what lies in {@code .git}.
     *
     * @return an absolute path, which need not exist
     */
    public Path workspaces() {
        Path usual = commonDirectory.getParent();
        Path repository = usual != null && commonDirectory.endsWith(".git") ? usual : outermost();
        return repository.resolveSibling(repository.getFileName() + ".coord");
    }

    /**
     * Does what reads or changes the list of work trees while no other thread does: git fails on a work tree that is just
     * being made or removed.
     */
    public <T> T alone(Supplier<T> work) {
        workTrees.lock();
        try {
            return work.get();
        } finally {
            workTrees.unlock();
        }
    }

    /** Every work tree that is there. */
    public List<Checkout> checkouts() {
        return knownCheckouts().stream().filter(Checkout::isThere).toList();
    }

    /** Also those whose directory is away: on a drive that is not plugged in, or deleted. */
    public List<Checkout> knownCheckouts() {
        return alone(() -> Checkout.known(git()).stream().map(main::place).toList());
    }

    public MainWorkTree main() {
        return main;
    }

    /** Who coord commits as. */
    public Identity identity() {
        return identity;
    }

    public Git git() {
        return gitAt(gitDirectory, directory);
    }

    /** Git on a work tree of the repository whose place and directory in the repository are said, so that it finds no other. */
    public Git gitAt(Path administration, Path workTree) {
        return new Git(Files.isDirectory(workTree) ? workTree : directory)
                .within(limit)
                .with(identity.environment())
                .with(Map.of("GIT_DIR", NativeText.text(administration), "GIT_WORK_TREE", NativeText.text(workTree)))
                .reading(objects);
    }

    private Path outermost() {
        Path repository = directory;
        while (true) {
            String outer = new Git(repository)
                    .run("rev-parse", "--show-superproject-working-tree")
                    .line();
            if (outer.isEmpty()) {
                return repository;
            }
            repository = NativeText.path(outer);
        }
    }

    private static Path workTree(Git git, Path start) {
        GitAnswer inside = git.ask("rev-parse", "--is-inside-work-tree");
        if (!inside.succeeded()) {
            throw new BadInput(whyNotInside(start, inside.error()));
        }
        if (!inside.line().equals("true")) {
            boolean bare = git.ask("config", "--bool", "core.bare").line().equals("true");
            throw new BadInput("'" + start + "' is in a git repository but in no work tree of it; "
                    + (bare
                            ? "its setting core.bare is true; if it has a work tree all the same, set it right with"
                                    + " 'git config core.bare false', otherwise make one with 'git worktree add'"
                            : "name a work tree, or make one with 'git worktree add'"));
        }
        return git.run("rev-parse", "--show-toplevel").path();
    }

    private static String whyNotInside(Path start, String error) {
        if (error.contains("dubious ownership")) {
            return "git does not trust the repository at '" + start
                    + "', which belongs to another user; if you do, say so"
                    + " with 'git config --global --add safe.directory DIRECTORY' (" + error + ")";
        }
        return error.contains("not a git repository")
                ? "'" + start + "' is not in a git repository (" + error
                        + "); name one with --repo, or make one with 'git init'"
                : "git cannot work in the repository at '" + start + "' (" + error + "); mend that and run again";
    }

    /** Without its whole history a merge finds other merge bases, and what has landed cannot be told. */
    private static void requireWhole(Git git, Facts facts) {
        if (facts.isShallow()) {
            throw new BadInput("the repository at " + facts.top()
                    + " has only the latest part of its history; fetch the rest with 'git fetch --unshallow'");
        }
        List<String> partial = git.ask("config", "--get-regexp", "^(extensions\\.partialclone|remote\\..*\\.promisor)$")
                .lines();
        if (!partial.isEmpty()) {
            throw new BadInput("the repository at " + facts.top()
                    + " is a partial clone, which lacks objects until they are asked for; use a full clone");
        }
    }
}
