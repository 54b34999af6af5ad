package dev.coord.store;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.ConflictEntry;
import dev.coord.state.FeatureStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the commits of a store did: grants, waits, releases, transitions of features and conflicts. A record for reports and
 * checkers, not the truth: a store may drop the oldest in time, and marks what it did not come to write as a gap. Safe from many
 * threads, and while others write.
 */
public interface History {

    /**
     * The commits after a revision, as far as they are kept.
     *
     * @param revision a revision the caller has seen; -1 for all
     * @return the entries with a greater revision, in the order of commits; read while they are asked for, and to be closed. A
     *     commit that was acknowledged before the call is there, or a gap stands for it
     * @throws StoreFailed if it cannot be read
     */
    Stream<HistoryEntry> since(long revision);

    /**
     * One line of a history. A commit leaves one line or more, one behind the other, all with the same numbers.
     *
     * @param revision the revision the commit led to
     * @param since the revision it was made from; nothing is missing where it is the revision of the commit before
     * @param at when, by the store's clock; never an order
     * @param more whether the commit goes on in the next line
     * @param event what happened
     */
    record HistoryEntry(long revision, long since, Instant at, boolean more, HistoryEvent event) {

        /**
         * The line that stands for commits that were not written down.
         *
         * @param since the revision of the last commit that was
         * @param revision the revision of the last commit that was not
         * @param now when that was noticed
         * @return the line
         */
        public static HistoryEntry gap(long since, long revision, Instant now) {
            return new HistoryEntry(revision, since, now, false, new HistoryEvent.Gap());
        }
    }

    /** One thing that a commit did. */
    sealed interface HistoryEvent {

        /** Why a lease is not in force, or a request not in the queue, any more. */
        enum Ending {
            /** Its holder gave it up, by itself or with the feature it was for. */
            RELEASED,
            /** Its time was over: a lease's, or a request's patience. */
            EXPIRED,
            /** A person took it away. */
            BROKEN,
            /** An older request took its locks. */
            WOUNDED,
            /** The process that owned it died. */
            OWNER_DIED,
            /** Somebody took its rows out of the protocol's file. */
            EDITED,
            /** Another lease answers its request, or took its place by an upgrade. */
            REPLACED,
            /** Its caller gave up waiting, or gave up the feature. */
            WITHDRAWN
        }

        /**
         * A lease was granted; its request waits no longer.
         *
         * @param lease as it was granted
         */
        record Granted(Lease lease) implements HistoryEvent {}

        /**
         * A lease is in force as before, but for its expiry or its locks.
         *
         * @param lease as it is since
         */
        record Changed(Lease lease) implements HistoryEvent {}

        /**
         * A lease is over.
         *
         * @param lease which lease
         * @param agent who held it
         * @param feature what it was for
         * @param token its token
         * @param why how it came to an end
         */
        record Ended(LeaseId lease, AgentId agent, FeatureId feature, FencingToken token, Ending why)
                implements HistoryEvent {}

        /**
         * A request is in the queue, or stays there in another form.
         *
         * @param request as it waits
         */
        record Waiting(PendingRequest request) implements HistoryEvent {}

        /**
         * A request left the queue without a grant.
         *
         * @param request which request
         * @param agent whose request
         * @param feature what for
         * @param why how it came to an end
         */
        record Left(RequestId request, AgentId agent, FeatureId feature, Ending why) implements HistoryEvent {}

        /**
         * Somebody wrote a lock into the protocol's file.
         *
         * @param lock the lock
         */
        record ForeignAdded(ForeignLock lock) implements HistoryEvent {}

        /**
         * A lock that somebody had written into the protocol's file is gone.
         *
         * @param lock the lock
         */
        record ForeignRemoved(ForeignLock lock) implements HistoryEvent {}

        /**
         * A feature stands elsewhere, or somebody else works on it, or the reason is another.
         *
         * @param feature which feature
         * @param from where it stood
         * @param to where it stands
         * @param agent who works or worked on it, where the state says so
         * @param reason why it is blocked or failed; else empty
         */
        record Moved(FeatureId feature, FeatureStatus from, FeatureStatus to, Optional<AgentId> agent, String reason)
                implements HistoryEvent {}

        /**
         * Another wave runs.
         *
         * @param wave its number
         */
        record WaveBegun(int wave) implements HistoryEvent {}

        /**
         * A wave of a run is on its target.
         *
         * @param run which run
         * @param wave the number of the landing, from 0
         * @param features what landed
         * @param commit what the target was moved to
         */
        record Landed(RunId run, int wave, List<FeatureId> features, CommitId commit) implements HistoryEvent {

            /** Copies the list. */
            public Landed {
                features = List.copyOf(features);
            }
        }

        /**
         * Features that the latest run had landed are not on its target any more, since somebody took them back with coord.
         *
         * @param features which ones
         */
        record TakenBack(List<FeatureId> features) implements HistoryEvent {

            /** Copies the list. */
            public TakenBack {
                features = List.copyOf(features);
            }
        }

        /**
         * An entry of the conflict log.
         *
         * @param entry the entry
         */
        record Conflicted(ConflictEntry entry) implements HistoryEvent {}

        /**
         * Something changed that no other event of this commit tells.
         *
         * @param parts of {@code features}, {@code locks}, {@code state} and {@code run}
         */
        record Other(List<String> parts) implements HistoryEvent {

            /** Copies the list. */
            public Other {
                parts = List.copyOf(parts);
            }
        }

        /** What was committed up to this revision was not written down: a process died over it, or the file could not be written. */
        record Gap() implements HistoryEvent {}
    }
}
