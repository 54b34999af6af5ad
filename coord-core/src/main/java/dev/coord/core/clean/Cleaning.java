package dev.coord.core.clean;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.run.EarlierTry;
import dev.coord.merge.Candidate;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which refs of coord's can go. What the target contains can go any time. What nothing else may hold goes only when it is older
 * than somebody said. What a run, or taking its work back, still needs stays in any case.
 */
public final class Cleaning {

    private final Set<RunId> runs = new HashSet<>();
    private final Set<FeatureId> waiting = new HashSet<>();
    private final Set<CommitId> commits;
    private final Optional<Instant> limit;

    private Cleaning(Snapshot snapshot, Optional<RunId> latest, Optional<Duration> olderThan, Instant now) {
        EarlierTry earlier = EarlierTry.of(snapshot);
        this.commits = new HashSet<>(earlier.commits());
        earlier.landing().map(Candidate::commit).ifPresent(commits::add);
        this.limit = olderThan.map(now::minus);
        latest.ifPresent(runs::add);
        snapshot.run().map(RunRecord::id).ifPresent(runs::add);
        snapshot.run()
                .ifPresent(run -> run.features().forEach((id, feature) -> {
                    if (feature.phase() instanceof FeaturePhase.Placed) {
                        waiting.add(id);
                    }
                }));
    }

    /** Why a ref goes, or stays. */
    public enum Reason {
        /** It goes: the target contains it. */
        ON_TARGET(true),
        /** It goes: it is older than was said. */
        OLD(true),
        /** It stays: a run that is not over, or taking back what the latest one landed, needs it. */
        NEEDED(false),
        /** It stays: it may be the only copy of work. */
        ONLY_COPY(false);

        private final boolean goes;

        Reason(boolean goes) {
            this.goes = goes;
        }

        /**
         * Whether the ref goes.
         *
         * @return false if it stays
         */
        public boolean goes() {
            return goes;
        }
    }

    /**
     * What is to become of a ref.
     *
     * @param ref the ref
     * @param reason why
     */
    public record Verdict(KeptRef ref, Reason reason) {}

    /**
     * Decides.
     *
     * @param refs the refs
     * @param snapshot the snapshot as it is
     * @param latest the run that landed last on the target
     * @param olderThan how old the only copy of work has to be to go; none where none goes
     * @param now the store's time
     * @return a verdict for each, in their order
     */
    public static List<Verdict> of(
            List<KeptRef> refs, Snapshot snapshot, Optional<RunId> latest, Optional<Duration> olderThan, Instant now) {
        Cleaning cleaning = new Cleaning(snapshot, latest, olderThan, now);
        return refs.stream().map(ref -> new Verdict(ref, cleaning.reason(ref))).toList();
    }

    private Reason reason(KeptRef ref) {
        if (isNeeded(ref)) {
            return Reason.NEEDED;
        }
        if (ref.onTarget()) {
            return Reason.ON_TARGET;
        }
        return limit.filter(ref.committedAt()::isBefore).isPresent() ? Reason.OLD : Reason.ONLY_COPY;
    }

    /** Landings of the latest run have no feature: they are what 'rollback' goes back to, and what a run goes on from. */
    private boolean isNeeded(KeptRef ref) {
        boolean isOfLatest =
                ref.feature().isEmpty() && ref.run().filter(runs::contains).isPresent();
        boolean isWaiting = ref.feature().filter(waiting::contains).isPresent();
        return ref.isUnfinished() || isOfLatest || isWaiting || commits.contains(ref.commit());
    }
}
