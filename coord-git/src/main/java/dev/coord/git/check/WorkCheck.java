package dev.coord.git.check;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.file.LogFile;
import dev.coord.core.spi.FailureText;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the check of a feature where its agent worked, and takes away what it did there. Safe from many threads for different places. */
public final class WorkCheck {

    private static final Logger LOG = LoggerFactory.getLogger(WorkCheck.class);

    private final Repository repository;
    private final Path coordination;

    /**
     * Binds the repository; touches nothing.
     *
     * @param coordination the coordination directory: what a check prints is added to {@code runs/<run>/check/<feature>.log} in it
     */
    public WorkCheck(Repository repository, Path coordination) {
        this.repository = repository;
        this.coordination = coordination;
    }

    /**
     * Runs it to its end, or to that of its time.
     *
     * @param tip what was collected there
     * @param environment what it is told
     * @throws RepositoryFailed if it could not be tried, or what it did could not be taken away
     */
    public TestResult run(Workspace workspace, CommitId tip, LoggedCommand command, Map<String, String> environment)
            throws InterruptedException {
        undo(workspace);
        requireThere(workspace);
        try {
            LogFile log = LogFile.append(
                    coordination,
                    logs(workspace).resolve(workspace.feature() + ".log"),
                    "check of " + workspace.feature() + ", attempt " + workspace.attempt());
            saved(workspace).save(tip);
            try {
                long start = System.nanoTime();
                LoggedCommand.Ended ended = command.run(
                        workspace.directory(), AttemptFamily.since(workspace, Instant.now()), environment, log);
                return result(workspace, ended, log, Duration.ofNanos(System.nanoTime() - start));
            } finally {
                undo(workspace);
            }
        } catch (IOException e) {
            throw failed(workspace, e);
        }
    }

    /** Takes away what a check did that nobody waited for, and ends it; nothing is done where there was none. */
    public void undo(Workspace workspace) {
        SavedTree saved = saved(workspace);
        if (saved.isThere()) {
            AttemptFamily.marked(workspace).end(Optional.empty());
            try {
                saved.restore();
            } catch (IOException e) {
                throw failed(workspace, e);
            }
        }
    }

    private TestResult result(Workspace workspace, LoggedCommand.Ended ended, LogFile log, Duration took)
            throws IOException {
        tellLeft(workspace, ended.leftovers());
        String how = ended.failure().orElse("exit status 0");
        log.note("check of " + workspace.feature() + ": " + how + " after " + took.toMillis() + " ms");
        if (ended.failure().isEmpty()) {
            return new TestResult(Verdict.GREEN, how, ended.output(), new TreeSet<>(), took, false);
        }
        return new TestResult(
                ended.isOverdue() ? Verdict.OVERDUE : Verdict.RED,
                how,
                log.path().toString(),
                ended.output(),
                new TreeSet<>(),
                took,
                false,
                new Extent(ended.status(), new TreeSet<>()));
    }

    private static void tellLeft(Workspace workspace, List<String> leftovers) {
        if (!leftovers.isEmpty()) {
            LOG.warn(
                    "the check of {} left running and coord ended: {}",
                    workspace.feature(),
                    SafeText.line(String.join(", ", leftovers)));
        }
    }

    private void requireThere(Workspace workspace) {
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        if (!tree.exists() || !tree.registered()) {
            throw new RepositoryFailed("its work tree " + workspace.directory() + " is gone");
        }
    }

    private static RepositoryFailed failed(Workspace workspace, IOException e) {
        return new RepositoryFailed(
                "cannot bring " + workspace.directory() + " back to what was collected there: " + FailureText.of(e), e);
    }

    private Path logs(Workspace workspace) {
        return coordination.resolve("runs").resolve(workspace.run().value()).resolve("check");
    }

    private SavedTree saved(Workspace workspace) {
        return new SavedTree(
                repository,
                workspace,
                logs(workspace).resolve(workspace.feature() + "-" + workspace.attempt() + ".before"));
    }
}
