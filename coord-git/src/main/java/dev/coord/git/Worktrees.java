package dev.coord.git;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.file.SystemPath;
import dev.coord.core.path.PathPattern;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.check.WorkCheck;
import dev.coord.git.collect.WorkCollector;
import dev.coord.git.collect.WorkPin;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.BranchNames;
import dev.coord.git.repository.EmptyDirectories;
import dev.coord.git.repository.FeatureBranches;
import dev.coord.git.repository.Provided;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.git.resume.ResumedWork;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.git.stash.StashGuard;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.git.worktree.LeftWorkTrees;
import dev.coord.git.worktree.ProvenWorkTree;
import dev.coord.git.worktree.WorkTreeRemoval;
import dev.coord.merge.TestResult;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Leftover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Workspaces as git work trees beside the repository, {@code <repository>.coord/<run>/<feature>-<attempt>}, each on the
 * branch {@code feature/<id>}. Work is pinned under {@code refs/coord/tips/} where it is used and under
 * {@code refs/coord/kept/} where it is not; those refs stay. Safe from several threads for different features, and from one
 * process at a time for each repository.
 */
public final class Worktrees implements Workspaces {

    /** How long a check may take, unless it is said. */
    static final Duration DEFAULT_CHECK_TIMEOUT = Duration.ofMinutes(10);

    private static final List<PathPattern> EVERYTHING = List.of(PathPattern.of(new RepoPath("**")));

    private final Repository repository;
    private final BranchNames names;
    private final FeatureBranches branches;
    private final StashGuard stashes;
    private final WorkPin keeper;
    private final WorkCollector collector;
    private final ProvenWorkTree proven;
    private final Path runs;
    private final SetUp setUp;
    private final WorkCheck checks;
    private Duration checkTimeout = DEFAULT_CHECK_TIMEOUT;

    /**
     * Binds the repository; changes nothing.
     *
     * @param user the user's repository
     */
    public Worktrees(GitRepository user) {
        this(user, user.commonDirectory().resolve("coord"), WorkTreeSetup.NONE);
    }

    /**
     * Binds the repository, whose new work trees are set up; changes nothing.
     *
     * @param user the user's repository
     * @param directory the coordination directory: what set-up prints is added to {@code runs/<run>/setup/<feature>.log} in it, and what
     *     a check prints to {@code runs/<run>/check/<feature>.log}
     * @param workTrees how a new work tree becomes a working copy
     */
    public Worktrees(GitRepository user, Path directory, WorkTreeSetup workTrees) {
        this(user, directory, workTrees, BranchNames.OF_AGENTS);
    }

    /** The same for work on branches of other names. */
    Worktrees(GitRepository user, Path directory, WorkTreeSetup workTrees, BranchNames names) {
        this.names = names;
        this.runs = SystemPath.absolute(directory).resolve("runs");
        this.setUp = workTrees.of(user, directory);
        this.repository = user.internal();
        this.checks = new WorkCheck(repository, SystemPath.absolute(directory));
        this.branches = new FeatureBranches(repository, names);
        this.stashes = new StashGuard(repository);
        this.keeper = new WorkPin(repository, branches);
        this.proven = new ProvenWorkTree(repository);
        this.collector = new WorkCollector(repository, branches, keeper);
    }

    /** Says how long the check of a feature may take. */
    Worktrees checkTimeout(Duration limit) {
        checkTimeout = limit;
        return this;
    }

    @Override
    public void requireFree(Collection<FeatureId> features) {
        branches.requireFree(features);
        if (!features.isEmpty()) {
            requirePlace();
            requireCarriable();
            setUp.tellUncarried();
        }
    }

    @Override
    public List<Leftover> reclaim(Collection<Feature> features, Collection<Workspace> known) {
        return new LeftWorkTrees(repository, this).reclaim(features, known);
    }

    @Override
    public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        Path directory = repository.workspaces().resolve(run.value()).resolve(feature + "-" + attempt);
        return new Workspace(run, feature, attempt, directory, names.branch(feature), base);
    }

    @Override
    public Optional<Duration> prepare(Workspace workspace) {
        branches.requireStillFree(workspace.feature());
        stashes.begin(workspace);
        LeftWorkTrees.free(repository, workspace);
        branches.begin(workspace, () -> repository.alone(() -> register(workspace)));
        beginLog(workspace);
        // The long part, which many can do at once. Git itself makes a work tree in these two steps.
        proven.git(workspace.directory()).run("reset", "--hard", "--quiet", "--no-recurse-submodules");
        Optional<Duration> took = setUp.isNothing() ? Optional.empty() : setUp(workspace);
        workspace
                .resumes()
                .ifPresent(tip -> ResumedWork.of(repository, workspace, tip).lay());
        return took;
    }

    @Override
    public List<Hunk> conflicts(Workspace workspace) {
        return workspace
                .resumes()
                .map(tip -> ResumedWork.of(repository, workspace, tip).conflicts())
                .orElse(List.of());
    }

    private Optional<Duration> setUp(Workspace workspace) {
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        Provided.begin(tree);
        try {
            SetUp.Done done = setUp.in(place(workspace, tree));
            List<PathPattern> declared =
                    workspace.declared().stream().map(PathPattern::of).toList();
            List<GitPath> ignored = UntrackedFiles.ignored(tree.git(repository), EVERYTHING);
            List<GitPath> own = ignored.stream()
                    .filter(path -> UntrackedFiles.covers(declared, path))
                    .toList();
            Provided.end(tree, done.carried(), own, ignored);
            return done.took();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryFailed("its set-up was interrupted and ended; run again", e);
        }
    }

    private SetUp.Place place(Workspace workspace, WorkTree tree) {
        return new SetUp.Place(
                tree.git(repository),
                AttemptFamily.since(workspace, Instant.now()),
                environment(workspace),
                runs.resolve(workspace.run().value()).resolve("setup").resolve(workspace.feature() + ".log"),
                workspace.feature() + ", attempt " + workspace.attempt());
    }

    /** What a command is told that works there and is no agent. */
    private Map<String, String> environment(Workspace workspace) {
        return Map.of(
                "COORD_DIR", runs.resolveSibling(".").normalize().toString(),
                "COORD_RUN", workspace.run().value(),
                "COORD_FEATURE", workspace.feature().value(),
                "COORD_BRANCH", workspace.branch().replaceFirst("^refs/heads/", ""));
    }

    /** A killed coordinator may have left what set a work tree up: it works for nobody. */
    private void endSetUp(Workspace workspace) {
        if (!Provided.of(WorkTree.of(workspace, repository)).ready()) {
            AttemptFamily.marked(workspace).end(Optional.empty());
        }
    }

    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        return collector.collect(workspace, feature);
    }

    @Override
    public TestResult check(Workspace workspace, Feature feature, CommitId tip) throws InterruptedException {
        String command = feature.check().orElseThrow();
        checks.undo(workspace);
        keeper.pin(workspace, WorkPin.declared(workspace, feature)); // what its agent left beside its work, too
        return checks.run(workspace, tip, new LoggedCommand(command, checkTimeout), environment(workspace));
    }

    @Override
    public Collected.Kept keep(Workspace workspace, Feature feature) {
        checks.undo(workspace);
        endSetUp(workspace);
        return clear(workspace, keeper.pin(workspace, WorkPin.declared(workspace, feature)));
    }

    @Override
    public Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        checks.undo(workspace);
        Collected.Kept kept = keeper.pin(workspace, WorkPin.declared(workspace, feature));
        String stays = kept.stays().isEmpty() ? why : kept.stays() + "; and " + why;
        return clear(workspace, new Collected.Kept(kept.ref(), stays, kept.stashes()));
    }

    @Override
    public Collected.Kept remove(Workspace workspace) {
        checks.undo(workspace);
        endSetUp(workspace);
        Collected.Kept kept = clear(workspace, keeper.pin(workspace, workspace.declared()));
        return new Collected.Kept(kept.ref().equals(Refs.tip(workspace)) ? "" : kept.ref(), kept.stays());
    }

    /** Removes what is proven to be pinned; what is not stays, and is no later attempt's obstacle. */
    private Collected.Kept clear(Workspace workspace, Collected.Kept kept) {
        String stays = kept.stays().isEmpty()
                ? WorkTreeRemoval.remove(repository, workspace.directory()).orElse("")
                : kept.stays();
        if (!stays.isEmpty()) {
            WorkTreeRemoval.setFree(repository, workspace);
        }
        List<Refs.Change> over = new ArrayList<>(branches.end(workspace));
        over.addAll(stashes.end(workspace));
        new Refs(repository.git()).change("coord: end of an attempt", over);
        keeper.forget(workspace);
        Path parent = workspace.directory().resolve("..").normalize();
        repository.alone(() -> EmptyDirectories.delete(parent, repository.workspaces()));
        return new Collected.Kept(kept.ref(), stays, kept.stashes());
    }

    /** What is carried can only be told from the checkout; nothing is made. */
    void requireCarriable() {
        setUp.require();
    }

    /** Said before any agent starts, and without making the directory. */
    private void requirePlace() {
        Path place = repository.workspaces();
        for (Path parent = place.getParent();
                parent != null && !Files.exists(place, LinkOption.NOFOLLOW_LINKS);
                parent = parent.getParent()) {
            place = parent;
        }
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            throw new BadInput("cannot make work trees in " + repository.workspaces() + ": " + place + " is "
                    + (Files.isDirectory(place) ? "not writable" : "not a directory")
                    + "; mend that, coord needs a place beside the repository");
        }
    }

    /** With {@code core.logAllRefUpdates} off git still goes on with a log that is there: it names what an agent gave up. */
    private void beginLog(Workspace workspace) {
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        Path log = tree.administration().resolve("logs").resolve("HEAD");
        try {
            if (tree.registered() && !Files.exists(log)) {
                Files.createDirectories(log.resolveSibling("."));
                Files.createFile(log);
            }
        } catch (IOException e) {
            throw new RepositoryFailed("cannot write " + log + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }

    private GitAnswer register(Workspace workspace) {
        Path parent = workspace.directory().resolve("..").normalize();
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot make " + parent + " for work trees: " + FailureText.of(e)
                            + "; make the directory beside the repository writable",
                    e);
        }
        return repository
                .git()
                .run(
                        "worktree",
                        "add",
                        "--quiet",
                        "--no-checkout",
                        NativeText.text(workspace.directory()),
                        workspace.branch().substring("refs/heads/".length()));
    }
}
