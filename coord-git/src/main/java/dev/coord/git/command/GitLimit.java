package dev.coord.git.command;

import dev.coord.core.process.ChildLimit;
import dev.coord.run.RunSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How long git commands may take. What only asks, or moves a ref, has the time that coord waits for anything outside. What
 * reads or writes files or history takes as long as the repository is large, and runs the user's filters and merge drivers.
 *
 * @param work for commands of the second kind
 * @param staleLock after how long a lock on what is coord's own counts as left behind, unless a process has it open
 */
public record GitLimit(Duration work, Duration staleLock) {

    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofSeconds(3);

    /** Where the caller says nothing else. */
    public static final GitLimit USUAL = new GitLimit(RunSettings.DEFAULT_TIMEOUT);

    private static final Set<String> QUESTIONS = Set.of(
            "check-ref-format",
            "commit-tree",
            "config",
            "for-each-ref",
            "init",
            "rev-parse",
            "show-ref",
            "symbolic-ref",
            "update-ref",
            "version",
            "worktree");

    public GitLimit {
        work = work.compareTo(LEAST) < 0 ? LEAST : work;
    }

    public GitLimit(Duration work) {
        this(work, STALE);
    }

    Duration of(List<String> command) {
        return !command.isEmpty() && QUESTIONS.contains(command.get(0)) ? ANSWER : work;
    }

    ChildLimit of(List<String> command, Consumer<String> told) {
        return new ChildLimit(of(command), told);
    }
}
