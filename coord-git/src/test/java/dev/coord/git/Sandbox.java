package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitLimit;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.land.LandingIntent;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.run.AgentTask;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A real repository with one commit on main, and what works on it. */
public final class Sandbox {

    static final RunId RUN = new RunId("r1");
    static final String MAIN = "refs/heads/main";

    private static final int MOST_READING = 8;
    private static final Queue<ObjectReader.Use> READING = new ArrayDeque<>();

    final Path directory;
    final Path coordination;

    private @Nullable GitRepository opened;
    private String configuredAs = "";

    private Sandbox(Path directory) {
        this.directory = directory;
        this.coordination = directory.resolve(".git").resolve("coord");
    }

    static Sandbox in(Path directory) {
        TemplateRepository.copy(directory);
        return new Sandbox(directory);
    }

    static Sandbox at(Path directory) {
        return new Sandbox(directory);
    }

    /**
     * One that reads as in a run, opened again only after its configuration has changed. What was opened long before reads by
     * processes of its own again.
     */
    GitRepository repository() {
        String now = configuration();
        if (opened == null || !now.equals(configuredAs)) {
            opened = GitRepository.open(directory);
            configuredAs = now;
        }
        return reading(opened);
    }

    private String configuration() {
        try {
            return Files.readString(directory.resolve(".git").resolve("config"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static GitRepository reading(GitRepository repository) {
        synchronized (READING) {
            READING.add(repository.internal().reading());
            if (READING.size() > MOST_READING) {
                READING.remove().close();
            }
        }
        return repository;
    }

    /** Takes locks of coord's own for left behind at once. */
    Worktrees hastyWorktrees() {
        return new Worktrees(
                reading(GitRepository.open(directory, new GitLimit(Duration.ofMinutes(1), Duration.ofMillis(200)))));
    }

    Worktrees worktrees() {
        return new Worktrees(repository());
    }

    Worktrees worktrees(WorkTreeSetup setup) {
        return new Worktrees(repository(), coordination, setup);
    }

    GitIntegrator integrator(String tests, WorkTreeSetup setup) {
        return new GitIntegrator(
                repository(), coordination, Optional.of(new TestCommand(tests, Duration.ofSeconds(30))), setup);
    }

    GitIntegrator integrator() {
        return new GitIntegrator(repository(), coordination, Optional.empty());
    }

    /** One that waits for locks only shortly. */
    GitIntegrator hastyIntegrator() {
        return new GitIntegrator(
                repository(),
                coordination,
                Optional.empty(),
                WorkTreeSetup.NONE,
                new LockPatience(Duration.ofMillis(200)));
    }

    /** What a process leaves that is killed while it brings the checkout of main forward. */
    LandingIntent killedLanding(CommitId old, CommitId next) {
        try {
            Path administration = directory.resolve(".git");
            LandingIntent intent = LandingIntent.write(administration, MAIN, old, next);
            intent.takeLock();
            Path file = intent.place().resolve("intent");
            Files.writeString(
                    file,
                    Files.readString(file).replace(intent.maker().startedAt().toString(), "1970-01-01T00:00:00Z"));
            return intent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GitIntegrator integrator(String tests) {
        return new GitIntegrator(
                repository(), coordination, Optional.of(new TestCommand(tests, Duration.ofSeconds(30))));
    }

    ProcessAgentRunner agents(String command) {
        return new ProcessAgentRunner(command, coordination, repository());
    }

    String git(String... arguments) {
        return new Git(directory).run(arguments).line();
    }

    GitAnswer ask(String... arguments) {
        return new Git(directory).ask(arguments);
    }

    CommitId commit(String revision) {
        return new CommitId(git("rev-parse", "--verify", revision + "^{commit}"));
    }

    boolean has(String revision) {
        return ask("rev-parse", "--verify", "--quiet", revision).succeeded();
    }

    String content(String revision, String path) {
        return git("show", revision + ":" + path);
    }

    CommitId commitAll(String message) {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "-m", message);
        return commit("HEAD");
    }

    public void write(String path, String text) {
        write(directory.resolve(path), text);
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Feature feature(String id, String... writes) {
        return Feature.builder(id).writes(writes).build();
    }

    Workspace prepared(String feature) {
        return prepared(feature, 1);
    }

    Workspace prepared(String feature, int attempt) {
        return prepared(worktrees(), feature, attempt);
    }

    private Workspace prepared(Worktrees worktrees, String feature, int attempt) {
        Workspace workspace = located(worktrees, feature, attempt);
        worktrees.prepare(workspace);
        return workspace;
    }

    Workspace located(Worktrees worktrees, String feature, int attempt) {
        return worktrees.locate(RUN, new FeatureId(feature), attempt, commit(MAIN));
    }

    /** A feature that writes one file, made and collected. */
    FeatureTip made(String feature, String path, String text) {
        Worktrees worktrees = worktrees();
        Workspace workspace = prepared(worktrees, feature, 1);
        write(workspace.directory().resolve(path), text);
        return collected(worktrees, workspace);
    }

    FeatureTip collected(Workspace workspace) {
        return collected(worktrees(), workspace);
    }

    private static FeatureTip collected(Worktrees worktrees, Workspace workspace) {
        Collected collected =
                worktrees.collect(workspace, feature(workspace.feature().value()));
        return new FeatureTip(workspace.feature(), "digest-" + workspace.feature(), ((Collected.Work) collected).tip());
    }

    Collected collect(Workspace workspace) {
        return worktrees().collect(workspace, feature(workspace.feature().value()));
    }

    Collected.Work work(Workspace workspace) {
        Collected collected = collect(workspace);
        assertThat(collected).isInstanceOf(Collected.Work.class);
        return (Collected.Work) collected;
    }

    Collected.Unusable unusable(Workspace workspace) {
        Collected collected = collect(workspace);
        assertThat(collected).isInstanceOf(Collected.Unusable.class);
        return (Collected.Unusable) collected;
    }

    Collected.Kept keep(Workspace workspace) {
        return worktrees().keep(workspace, feature(workspace.feature().value()));
    }

    /** Every content that a ref leads to. */
    String pinned() {
        return Scripts.run(
                directory,
                "git for-each-ref --format='%(objectname)' | git rev-list --objects --stdin | cut -d' ' -f1"
                        + " | git cat-file --batch");
    }

    static WaveWork wave(FeatureTip... tips) {
        return new WaveWork(RUN, 0, MAIN, List.of(tips));
    }

    static AgentTask task(Feature feature, Workspace workspace, Duration timeout) {
        Instant now = Instant.EPOCH;
        Lease lease = new Lease(
                new LeaseId("lease-1"),
                new RequestId("request-1"),
                new AgentId("agent-1"),
                feature.id(),
                new FencingToken(7),
                List.of(),
                now,
                now.plusSeconds(300),
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty());
        return AgentTask.builder(feature, workspace, new AgentId("agent-1"), lease)
                .timeout(timeout)
                .text("# The task of " + feature.id() + " \u00fc\n")
                .build();
    }
}
