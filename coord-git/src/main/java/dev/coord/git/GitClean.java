package dev.coord.git;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.RunId;
import dev.coord.core.clean.CleanOutcome;
import dev.coord.core.clean.CleanOutcome.Busy;
import dev.coord.core.clean.CleanOutcome.Listed;
import dev.coord.core.clean.Cleaning;
import dev.coord.core.clean.Cleaning.Verdict;
import dev.coord.core.driver.RunTurn;
import dev.coord.git.object.Refs;
import dev.coord.git.rollback.History;
import dev.coord.git.rollback.KeptRefs;
import dev.coord.git.rollback.LeftBehind;
import dev.coord.git.rollback.Records;
import dev.coord.git.rollback.TargetOf;
import dev.coord.store.CoordinationStore;
import dev.coord.store.StoreReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Shows, and removes, what coord keeps in a repository under {@code refs/coord/}: what {@code coord clean} does, for other
 * programs. Immutable; safe from many threads.
 */
public final class GitClean {

    private final GitRepository repository;
    private final Optional<Duration> olderThan;

    private GitClean(GitRepository repository, Optional<Duration> olderThan) {
        this.repository = repository;
        this.olderThan = olderThan;
    }

    /**
     * Binds a repository; touches nothing.
     *
     * @param repository the repository
     * @param olderThan how long ago the only copy of work has to be committed to go; none where none goes
     * @return what can look and remove
     */
    public static GitClean in(GitRepository repository, Optional<Duration> olderThan) {
        return new GitClean(Objects.requireNonNull(repository, "repository"), olderThan);
    }

    /**
     * Looks at what is kept, and changes nothing.
     *
     * @param store the state that belongs to the repository
     * @param home the coordination directory
     * @param now the time
     * @return what is kept, and what of it would go
     * @throws BadInput if there is no branch to compare with
     * @throws RepositoryFailed if the repository cannot be read
     */
    public Listed look(StoreReader store, Path home, Instant now) {
        String target = TargetOf.latest(repository.internal(), store.read());
        CommitId tip = new Refs(repository.internal().git())
                .commit(target)
                .orElseThrow(() -> new BadInput("cannot compare with " + target + ": it has no commit yet"));
        Optional<RunId> latest = History.of(repository.internal().git(), tip, new Records(repository.internal()))
                .latestRun();
        List<Verdict> verdicts = Cleaning.of(kept(home).all(tip), store.read(), latest, olderThan, now);
        return new Listed(target, verdicts, false);
    }

    /**
     * Removes what {@link #look} says goes, all of it or nothing. It counts as a run.
     *
     * @param store the state that belongs to the repository
     * @param home the coordination directory, for others to be told
     * @return what was removed, and what stayed; or which run is in the way
     * @throws BadInput if there is no branch to compare with; nothing was removed
     * @throws RepositoryFailed if the repository failed; nothing was removed
     * @throws StoreFailed if the store failed
     */
    @SuppressWarnings("try") // the claim lasts as long as it takes
    public CleanOutcome delete(CoordinationStore store, Path home) {
        RunClaim claim = RunClaim.take(repository, home);
        if (claim instanceof RunClaim.Others others) {
            return new Busy("another run is under way in this repository, " + others.who()
                    + "; wait for its end, or see 'coord status'");
        }
        try (RunClaim.Mine mine = (RunClaim.Mine) claim) {
            Listed found = look(store, home, store.now());
            try (RunTurn turn = RunTurn.ask(store, found.target(), (snapshot, now) -> snapshot)) {
                if (turn.refusal().isPresent()) {
                    return new Busy(turn.refusal().get().message());
                }
                kept(home)
                        .delete(found.refs().stream()
                                .filter(verdict -> verdict.reason().goes())
                                .map(Verdict::ref)
                                .toList());
                return new Listed(found.target(), found.refs(), true);
            }
        }
    }

    /** What migrations that are not undone need stays, and what those of a record need that cannot be read. */
    private KeptRefs kept(Path home) {
        return new KeptRefs(
                repository.internal(),
                LeftBehind.noted(home, Records.marked(repository.internal().git()))
                        .unfinished());
    }
}
