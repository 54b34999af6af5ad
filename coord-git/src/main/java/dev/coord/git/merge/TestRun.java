package dev.coord.git.merge;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.process.LogFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.process.WorkingBelow;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.EmptyDirectories;
import dev.coord.git.repository.Repository;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.TestOutcome;
import dev.coord.merge.WaveWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the combined tests on a merged wave, in a work tree beside the repository. */
public final class TestRun {

    private static final Logger LOG = LoggerFactory.getLogger(TestRun.class);

    private final Repository repository;
    private final IntegrationClone clone;
    private final Path directory;
    private final SetUp setUp;
    private final LoggedCommand tests;

    /**
     * Binds what is needed; touches nothing.
     *
     * @param directory the coordination directory
     */
    public TestRun(Repository repository, IntegrationClone clone, Path directory, SetUp setUp, LoggedCommand tests) {
        this.repository = repository;
        this.clone = clone;
        this.directory = directory;
        this.setUp = setUp;
        this.tests = tests;
    }

    public TestOutcome run(Candidate candidate) throws InterruptedException {
        WaveWork work = candidate.work();
        Path workTree = workTree(repository, work);
        ProcessFamily family = family(work, workTree);
        family.end(Optional.empty());
        LogFile log = LogFile.append(
                directory,
                logs(work).resolve("wave-" + work.wave() + ".log"),
                "tests of wave " + work.wave() + " at " + candidate.commit());
        try {
            checkOut(workTree, candidate.commit());
            TestOutcome outcome = run(work, workTree, family, log);
            if (outcome instanceof TestOutcome.Passed) {
                remove(repository, workTree);
            }
            return outcome;
        } catch (IOException e) {
            throw new RepositoryFailed("cannot test the merged wave in " + workTree + ": " + FailureText.of(e), e);
        }
    }

    /** Nothing is tested any more: what tests that were killed, or were red, left there is of no use. */
    public static void forget(Repository repository, WaveWork work) {
        Path workTree = workTree(repository, work);
        if (!Files.isDirectory(workTree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        family(work, workTree).end(Optional.empty());
        try {
            remove(repository, workTree);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot remove " + workTree + ": " + FailureText.of(e), e);
        }
    }

    private static Path workTree(Repository repository, WaveWork work) {
        return repository.workspaces().resolve(work.run().value()).resolve("integration");
    }

    private static ProcessFamily family(WaveWork work, Path workTree) {
        return new ProcessFamily(
                ProcessFamily.markerAt(work.run() + "/wave " + work.wave(), workTree),
                Optional.of(new WorkingBelow(workTree, Instant.now())));
    }

    /** What the tests have left mounted there takes nothing from their success. */
    private static void remove(Repository repository, Path workTree) throws IOException {
        try {
            DirectoryTree.delete(workTree);
            Path parent = workTree.resolve("..").normalize();
            repository.alone(() -> EmptyDirectories.delete(parent, repository.workspaces()));
        } catch (DirectoryTree.MountedBelow e) {
            LOG.warn(
                    "the work tree of the combined tests stays at {}: {}",
                    SafeText.line(workTree.toString()),
                    SafeText.line(FailureText.of(e)));
        }
    }

    private void checkOut(Path workTree, CommitId candidate) throws IOException {
        Files.createDirectories(workTree);
        DirectoryTree.requireOwn(workTree); // git clean goes through mounts
        Files.write(workTree.resolve(".git"), NativeText.of("gitdir: " + NativeText.text(clone.directory()) + "\n"));
        DirectoryTree.removePipes(workTree);
        Git git = clone.on(workTree);
        git.run("checkout", "--quiet", "--force", "--detach", candidate.value());
        git.run("clean", "-ffdx", "--quiet");
    }

    private TestOutcome run(WaveWork work, Path workTree, ProcessFamily family, LogFile log)
            throws IOException, InterruptedException {
        Optional<Duration> took = setUp.isNothing()
                ? Optional.empty()
                : setUp.in(place(work, workTree, family)).took();
        LoggedCommand.Ended ended = tests.run(workTree, family, environment(work), log);
        if (ended.failure().isPresent()) {
            return new TestOutcome.Failed(
                    ended.failure().get() + "; their output is in " + log.path(), ended.output(), took);
        }
        return new TestOutcome.Passed(ended.output().isBlank() ? "they printed nothing\n" : ended.output(), took);
    }

    private SetUp.Place place(WaveWork work, Path workTree, ProcessFamily family) {
        return new SetUp.Place(
                clone.on(workTree),
                family,
                environment(work),
                logs(work).resolve("setup-" + work.wave() + ".log"),
                "the integration tree, wave " + work.wave());
    }

    private Path logs(WaveWork work) {
        return directory.resolve("runs").resolve(work.run().value()).resolve("integration");
    }

    private Map<String, String> environment(WaveWork work) {
        return Map.of(
                "COORD_DIR", directory.toString(),
                "COORD_RUN", work.run().value(),
                "COORD_WAVE", Integer.toString(work.wave()));
    }
}
