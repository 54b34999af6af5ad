package dev.coord.core.run.event;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Holder;
import dev.coord.lock.LeaseId;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Resolved;
import dev.coord.proof.AuditFinding;
import dev.coord.radar.Encounter;
import dev.coord.run.Collected.Undone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that happened to one feature of a run. */
public sealed interface FeatureNotice extends RunNotice {

    /**
     * Which one.
     *
     * @return the feature
     */
    FeatureId feature();

    @Override
    default Optional<FeatureId> about() {
        return Optional.of(feature());
    }

    /**
     * A feature's work tree was set up.
     *
     * @param feature which one
     * @param took how long that took
     */
    record SetUp(FeatureId feature, Duration took) implements FeatureNotice {}

    /**
     * A feature waits for its locks.
     *
     * @param feature which one
     * @param agent who will work on it
     * @param heldBy what is in the way
     */
    record LocksAwaited(FeatureId feature, AgentId agent, List<Holder> heldBy) implements FeatureNotice {

        /** Copies the list. */
        public LocksAwaited {
            heldBy = List.copyOf(heldBy);
        }
    }

    /**
     * A feature has its locks.
     *
     * @param feature which one
     * @param agent who will work on it
     * @param lease names the granted locks
     * @param token the fencing token
     * @param locks how many locks
     * @param waited whether it had to wait for them
     */
    record LocksGranted(FeatureId feature, AgentId agent, LeaseId lease, FencingToken token, int locks, boolean waited)
            implements FeatureNotice {}

    /**
     * A feature was given to an agent.
     *
     * @param feature which one
     * @param agent who works on it
     * @param attempt which attempt of this run, from 1
     * @param lease names its locks
     * @param token the fencing token
     * @param directory where the agent works
     */
    record Started(FeatureId feature, AgentId agent, int attempt, LeaseId lease, FencingToken token, String directory)
            implements FeatureNotice {}

    /**
     * A feature's work is committed.
     *
     * @param feature which one
     * @param agent who made it
     * @param attempt which attempt of this run, from 1
     * @param commit the commit
     * @param files how many files differ from its base
     * @param took how long the agent worked on it in this attempt
     */
    record Finished(FeatureId feature, AgentId agent, int attempt, CommitId commit, int files, Duration took)
            implements FeatureNotice {}

    /**
     * The check of a feature runs on its work.
     *
     * @param feature which one
     * @param command what runs
     */
    record CheckBegan(FeatureId feature, String command) implements FeatureNotice {}

    /**
     * A feature's work passes its check.
     *
     * @param feature which one
     * @param took how long the check ran
     */
    record CheckPassed(FeatureId feature, Duration took) implements FeatureNotice {}

    /**
     * A feature's work fails its check.
     *
     * @param feature which one
     * @param reason how the check ended
     * @param output what it printed last
     */
    record CheckFailed(FeatureId feature, String reason, String output) implements FeatureNotice {}

    /**
     * A feature failed.
     *
     * @param feature which one
     * @param agent who had it
     * @param attempt which attempt of this run, from 1
     * @param reason why
     * @param output what its agent printed last, empty where that says nothing about it
     */
    record Failed(FeatureId feature, AgentId agent, int attempt, String reason, String output)
            implements FeatureNotice {}

    /**
     * Work on a feature is not merged: with its wave, which goes on without it, or with the target, where its agent was called to do
     * that and left marks of the conflict.
     *
     * @param feature which one
     * @param wave the number of its wave
     * @param with the features it meets there; empty where only others than features have changed the files
     * @param files where
     * @param reason all of it in words
     * @param refusals why it was not merged by what its files mean, each with its file
     */
    record NotMerged(
            FeatureId feature, int wave, List<FeatureId> with, List<String> files, String reason, List<String> refusals)
            implements FeatureNotice {

        /** Copies the lists. */
        public NotMerged {
            with = List.copyOf(with);
            files = List.copyOf(files);
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Work on a feature waits. It meets other work of its wave, and is merged again once that has landed or is left out; or it needs what
     * others are to bring, and is merged again with those.
     *
     * @param feature which one
     * @param wave the number of the wave
     * @param with the features that it meets there, or that are to bring what it needs
     * @param reason how, or what, in words
     */
    record PutOff(FeatureId feature, int wave, List<FeatureId> with, String reason) implements FeatureNotice {

        /** Copies the list. */
        public PutOff {
            with = List.copyOf(with);
        }
    }

    /**
     * Something that was found of a feature's work, and is as it should be.
     *
     * @param feature which one
     * @param text what to know
     */
    record Noted(FeatureId feature, String text) implements FeatureNotice {}

    /**
     * A file of a feature that git could not merge was merged all the same, by what it means or by the user's command.
     *
     * @param wave the number of the wave it was merged with
     * @param file the file, and what of it came from where
     */
    record FileResolved(int wave, Resolved file) implements FeatureNotice {

        @Override
        public FeatureId feature() {
            return file.feature();
        }
    }

    /**
     * A migration got another number, or goes on from another one, before it was merged.
     *
     * @param feature whose it is
     * @param wave the number of the wave it was merged with
     * @param renaming the file, and why
     */
    record FileRenumbered(FeatureId feature, int wave, Renaming renaming) implements FeatureNotice {}

    /**
     * What was made of a feature that failed, or of an earlier try, could not be pinned. Its work tree stays.
     *
     * @param feature which one
     * @param attempt which attempt of the run, from 1
     * @param reason why, and what had been the matter before
     */
    record WorkNotKept(FeatureId feature, int attempt, String reason) implements FeatureNotice {}

    /**
     * Work that is not used is pinned.
     *
     * @param feature what it was made for
     * @param ref the ref that keeps it
     */
    record WorkKept(FeatureId feature, String ref) implements FeatureNotice {}

    /**
     * A work tree is not removed.
     *
     * @param feature whose it is
     * @param directory where it is
     * @param reason what lies in it and nowhere besides
     */
    record WorkTreeStays(FeatureId feature, String directory, String reason) implements FeatureNotice {}

    /**
     * The audit of a feature's writes found something that does not stop it.
     *
     * @param feature which one
     * @param findings all of one kind, at least one
     */
    record WriteAudited(FeatureId feature, List<AuditFinding> findings) implements FeatureNotice {

        /** Copies the list. */
        public WriteAudited {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A feature's work takes back what earlier ones landed.
     *
     * @param feature which one
     * @param how how it does that
     * @param landed the earlier ones, latest first
     * @param paths where
     */
    record LandedWorkUndone(FeatureId feature, Undone.How how, List<FeatureId> landed, List<String> paths)
            implements FeatureNotice {

        /** Copies the lists. */
        public LandedWorkUndone {
            landed = List.copyOf(landed);
            paths = List.copyOf(paths);
        }
    }

    /**
     * Work that is under way does not merge with other work that is, or with the target.
     *
     * @param seen where, and what both sides changed there
     * @param target the branch to land on
     */
    record ConflictAhead(Encounter seen, String target) implements FeatureNotice {

        @Override
        public FeatureId feature() {
            return seen.feature();
        }
    }

    /**
     * A conflict that was told is none any more.
     *
     * @param seen how it was seen last
     * @param target the branch to land on
     */
    record ConflictGone(Encounter seen, String target) implements FeatureNotice {

        @Override
        public FeatureId feature() {
            return seen.feature();
        }
    }
}
