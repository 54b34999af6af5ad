package dev.coord.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Resolved;
import dev.coord.plan.Wave;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.TakenAway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a parallel run: kept in the store, so that a killed run goes on where it stood. Immutable.
 *
 * @param id which run
 * @param owner the process that drives it
 * @param driver who in that process drives it; none in what an earlier build wrote, where the process alone tells
 * @param startedAt when this try began
 * @param settings how it is made
 * @param waves the plan, without what had landed before
 * @param wave index into {@code waves} of the current wave
 * @param features every feature of the plan
 * @param phase how far it is
 * @param account what it has done so far
 */
public record RunRecord(
        RunId id,
        ProcessId owner,
        Optional<RunDriver> driver,
        Instant startedAt,
        RunSettings settings,
        List<Wave> waves,
        int wave,
        SortedMap<FeatureId, FeatureRun> features,
        RunPhase phase,
        RunAccount account) {

    /** Copies the collections. */
    public RunRecord {
        waves = List.copyOf(waves);
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }

    /**
     * A run that has done nothing yet.
     *
     * @param id which run
     * @param owner the process that drives it
     * @param driver who in that process drives it
     * @param startedAt when this try began
     * @param settings how it is made
     * @param waves the plan, without what had landed before
     * @param wave index into {@code waves} of the current wave
     * @param features every feature of the plan
     * @param phase how far it is
     */
    public RunRecord(
            RunId id,
            ProcessId owner,
            Optional<RunDriver> driver,
            Instant startedAt,
            RunSettings settings,
            List<Wave> waves,
            int wave,
            SortedMap<FeatureId, FeatureRun> features,
            RunPhase phase) {
        this(id, owner, driver, startedAt, settings, waves, wave, features, phase, RunAccount.NONE);
    }

    /**
     * The same with another account.
     *
     * @param next what it has done by now
     * @return the record
     */
    public RunRecord with(RunAccount next) {
        return new RunRecord(id, owner, driver, startedAt, settings, waves, wave, features, phase, next);
    }

    /**
     * One feature of the run.
     *
     * @param id which feature
     * @return how far it is
     * @throws IllegalArgumentException if the run has no such feature
     */
    public FeatureRun feature(FeatureId id) {
        FeatureRun feature = features.get(id);
        if (feature == null) {
            throw new IllegalArgumentException("run " + this.id + " has no feature '" + id + "'");
        }
        return feature;
    }

    /**
     * How often the agent of a feature was called, over all starts of the run. Of what an earlier build began it is the number of its attempts.
     *
     * @param id which feature
     * @return so far; 0 where branches are integrated
     * @throws IllegalArgumentException if the run has no such feature
     */
    public int calls(FeatureId id) {
        RunAccount.FeatureWork work = account.works().get(id);
        if (work != null) {
            return work.calls();
        }
        return feature(id).agentTime().isZero() ? 0 : feature(id).attempts();
    }

    /**
     * Tells whether the run has ended.
     *
     * @return true if it is done or stopped
     */
    public boolean hasEnded() {
        return phase instanceof RunPhase.Done || phase instanceof RunPhase.Stopped;
    }

    /**
     * The same with another driver of its process.
     *
     * @param next the driver
     * @return the record
     */
    public RunRecord drivenBy(RunDriver next) {
        return new RunRecord(id, owner, Optional.of(next), startedAt, settings, waves, wave, features, phase, account);
    }

    /**
     * The same at the beginning of another try.
     *
     * @param process the process that drives it from here on
     * @param next who in that process drives it
     * @param made how it is made
     * @param now when the try begins
     * @return the record
     */
    public RunRecord takenOver(ProcessId process, RunDriver next, RunSettings made, Instant now) {
        return new RunRecord(id, process, Optional.of(next), now, made, waves, wave, features, phase, account);
    }

    /**
     * The same in another phase.
     *
     * @param next the phase
     * @return the record
     */
    public RunRecord in(RunPhase next) {
        return new RunRecord(id, owner, driver, startedAt, settings, waves, wave, features, next, account);
    }

    /**
     * The same with one feature changed.
     *
     * @param feature which feature
     * @param next what it is now
     * @return the record
     */
    public RunRecord with(FeatureId feature, FeatureRun next) {
        SortedMap<FeatureId, FeatureRun> changed = new TreeMap<>(features);
        changed.put(feature, next);
        return new RunRecord(id, owner, driver, startedAt, settings, waves, wave, changed, phase, account);
    }

    /**
     * The same with other waves.
     *
     * @param next the waves; those before the current one as they are
     * @return the record
     */
    public RunRecord with(List<Wave> next) {
        return new RunRecord(id, owner, driver, startedAt, settings, next, wave, features, phase, account);
    }

    /**
     * The same with other things known of its features.
     *
     * @param next every feature of the plan
     * @return the record
     */
    public RunRecord with(SortedMap<FeatureId, FeatureRun> next) {
        return new RunRecord(id, owner, driver, startedAt, settings, waves, wave, next, phase, account);
    }

    /**
     * The same at another wave.
     *
     * @param next index of the wave
     * @return the record
     */
    public RunRecord atWave(int next) {
        return new RunRecord(id, owner, driver, startedAt, settings, waves, next, features, phase, account);
    }

    /**
     * One feature within a run.
     *
     * @param digest digest of the declaration it is made from
     * @param attempts how many work trees were made, over all tries of the run; for some of them no agent was called
     * @param phase how far it is
     * @param agentTime how long agents worked on it in all
     * @param redoes the merge commit of what it landed before, which stays until this lands; none unless it is made once more
     * @param calls how often its agent has ended since the command was started, kills of coord aside
     * @param sentBack why its agent is called again, and on what; none as long as nothing of it was sent back
     * @param earlier how its latest attempt failed that nothing was sent back of; the next agent is told of it
     * @param proof what was found of its work when it was merged last
     * @param resolved the files of its latest merge that git could not merge and that were merged all the same
     * @param renumbered what merges did to its migrations, where there was anything to do or to tell: the latest of each tip, and
     *     of tips the latest last
     */
    public record FeatureRun(
            String digest,
            int attempts,
            FeaturePhase phase,
            Duration agentTime,
            Optional<CommitId> redoes,
            int calls,
            Optional<SentBack> sentBack,
            Optional<EarlierFailure> earlier,
            Optional<FeatureProof> proof,
            List<Resolved> resolved,
            List<Renumbered> renumbered) {

        private static final int MOST_RENUMBERED = 20;

        /** Copies the lists. */
        public FeatureRun {
            resolved = List.copyOf(resolved);
            renumbered = List.copyOf(renumbered);
        }

        /**
         * A feature that replaces nothing and was not sent back.
         *
         * @param digest digest of the declaration it is made from
         * @param attempts how many work trees were made, over all tries of the run; for some of them no agent was called
         * @param phase how far it is
         * @param agentTime how long agents worked on it in all
         */
        public FeatureRun(String digest, int attempts, FeaturePhase phase, Duration agentTime) {
            this(
                    digest,
                    attempts,
                    phase,
                    agentTime,
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }

        /**
         * The same in another phase.
         *
         * @param next the phase
         * @return the feature
         */
        public FeatureRun in(FeaturePhase next) {
            return new FeatureRun(
                    digest, attempts, next, agentTime, redoes, calls, sentBack, earlier, proof, resolved, renumbered);
        }

        /**
         * The same with one more attempt, whose work waits for nothing yet.
         *
         * @param next its phase
         * @return the feature
         */
        public FeatureRun begun(FeaturePhase next) {
            return new FeatureRun(
                    digest,
                    attempts + 1,
                    next,
                    agentTime,
                    redoes,
                    calls,
                    sentBack,
                    earlier,
                    proof.map(FeatureProof::waitingForNothing),
                    resolved,
                    renumbered);
        }

        /**
         * The same after its agent has ended.
         *
         * @param ran how long it worked
         * @return the feature
         */
        public FeatureRun called(Duration ran) {
            return new FeatureRun(
                    digest,
                    attempts,
                    phase,
                    agentTime.plus(ran),
                    redoes,
                    calls + 1,
                    sentBack,
                    earlier,
                    proof,
                    resolved,
                    renumbered);
        }

        /**
         * The same, whose agent is not to be called any more in this start.
         *
         * @param all how often it may be called
         * @return the feature
         */
        public FeatureRun calledOut(int all) {
            return new FeatureRun(
                    digest,
                    attempts,
                    phase,
                    agentTime,
                    redoes,
                    Math.max(calls, all),
                    sentBack,
                    earlier,
                    proof,
                    resolved,
                    renumbered);
        }

        /**
         * The same, whose agent is to be called again.
         *
         * @param why with what
         * @return the feature
         */
        public FeatureRun back(SentBack why) {
            return new FeatureRun(
                    digest,
                    attempts,
                    phase,
                    agentTime,
                    redoes,
                    calls,
                    Optional.of(why),
                    Optional.empty(),
                    proof,
                    List.of(),
                    renumbered);
        }

        /**
         * The same with an attempt that came to nothing.
         *
         * @param failure how it failed
         * @return the feature
         */
        public FeatureRun after(EarlierFailure failure) {
            return new FeatureRun(
                    digest,
                    attempts,
                    phase,
                    agentTime,
                    redoes,
                    calls,
                    sentBack,
                    Optional.of(failure),
                    proof,
                    resolved,
                    renumbered);
        }

        /**
         * The same after its work was merged and looked at.
         *
         * @param found what was found
         * @return the feature
         */
        public FeatureRun proven(FeatureProof found) {
            return new FeatureRun(
                    digest,
                    attempts,
                    phase,
                    agentTime,
                    redoes,
                    calls,
                    sentBack,
                    earlier,
                    Optional.of(found),
                    resolved,
                    renumbered);
        }

        /**
         * The same after it was merged.
         *
         * @param files those that git could not merge and that were merged all the same
         * @param tip what was merged
         * @param numbered what was done to its migrations, if there is anything to tell
         * @return the feature
         */
        public FeatureRun merged(List<Resolved> files, CommitId tip, Optional<Renumbered> numbered) {
            List<Renumbered> all = new ArrayList<>(renumbered);
            all.removeIf(one -> one.tip().equals(tip));
            numbered.ifPresent(all::add);
            return new FeatureRun(
                    digest,
                    attempts,
                    phase,
                    agentTime,
                    redoes,
                    calls,
                    sentBack,
                    earlier,
                    proof,
                    files,
                    all.subList(Math.max(0, all.size() - MOST_RENUMBERED), all.size()));
        }

        /**
         * What was done to the migrations of a tip when it was merged last.
         *
         * @param tip the tip
         * @return what, if there was anything to do or to tell
         */
        public Optional<Renumbered> renumbered(CommitId tip) {
            return renumbered.stream().filter(one -> one.tip().equals(tip)).findFirst();
        }

        /**
         * What was renamed last.
         *
         * @return the files; none where all of its work was merged as it is
         */
        public List<Renaming> renamings() {
            return renumbered.isEmpty()
                    ? List.of()
                    : renumbered.get(renumbered.size() - 1).renamings();
        }

        /**
         * What a file of the feature was called when an agent named it.
         *
         * @param path a file of its work, or of what was merged of it
         * @return its first path
         */
        public String original(String path) {
            String original = path;
            for (int i = renumbered.size() - 1; i >= 0; i--) {
                original = renumbered.get(i).original(original);
            }
            return original;
        }
    }

    /**
     * An attempt that came to nothing. The next one begins without what it made.
     *
     * @param reason why, for people
     * @param kept the ref that keeps what it made, or the work tree that stays; empty where it made nothing
     */
    public record EarlierFailure(String reason, String kept) {}

    /**
     * Work that could not land and goes back to its agent. Specification 6.2.
     *
     * @param tip what its agent made, pinned; the next work tree begins with it
     * @param base the target's commit that it was made on: the tip is used only where the target contains that
     * @param reason why it goes back, for people
     * @param files where it meets what landed, and whose work that is; it has right of way there
     * @param lost the lines that it lost, where it goes back for these
     * @param findings what of its writes has to go, where it goes back for these
     * @param output what tests printed that it failed, where it goes back for these
     * @param integrity what is wrong in its files, where it goes back for that
     * @param taken what it takes away of others and may not, where it goes back for that
     * @param held where it has right of way since it went back earlier, as the run names places
     */
    public record SentBack(
            CommitId tip,
            CommitId base,
            String reason,
            List<ConflictedFile> files,
            List<LostLine> lost,
            List<AuditFinding> findings,
            String output,
            List<IntegrityFinding> integrity,
            List<TakenAway> taken,
            List<String> held) {

        /** Copies the lists. */
        public SentBack {
            files = List.copyOf(files);
            lost = List.copyOf(lost);
            findings = List.copyOf(findings);
            integrity = List.copyOf(integrity);
            taken = List.copyOf(taken);
            held = List.copyOf(held);
        }

        /**
         * Work that goes back for the first time.
         *
         * @param tip what its agent made, pinned
         * @param base the target's commit that it was made on
         * @param reason why it goes back, for people
         * @param files where it meets what landed, and whose work that is
         * @param lost the lines that it lost
         * @param findings what of its writes has to go
         * @param output what tests printed that it failed
         * @param integrity what is wrong in its files
         * @param taken what it takes away of others and may not
         */
        public SentBack(
                CommitId tip,
                CommitId base,
                String reason,
                List<ConflictedFile> files,
                List<LostLine> lost,
                List<AuditFinding> findings,
                String output,
                List<IntegrityFinding> integrity,
                List<TakenAway> taken) {
            this(tip, base, reason, files, lost, findings, output, integrity, taken, List.of());
        }

        /**
         * The same with right of way where it had it before.
         *
         * @param places as the run names them
         * @return the same otherwise
         */
        public SentBack holding(Collection<String> places) {
            return new SentBack(
                    tip,
                    base,
                    reason,
                    files,
                    lost,
                    findings,
                    output,
                    integrity,
                    taken,
                    places.stream().sorted().toList());
        }

        /**
         * The same, gone on with from another commit.
         *
         * @param other the commit, pinned
         * @return the same otherwise
         */
        public SentBack from(CommitId other) {
            return new SentBack(other, base, reason, files, lost, findings, output, integrity, taken, held);
        }

        /**
         * Work with nothing wrong in its files.
         *
         * @param tip what its agent made, pinned
         * @param base the target's commit that it was made on
         * @param reason why it goes back, for people
         * @param files where it meets what landed, and whose work that is
         * @param lost the lines that it lost
         * @param findings what of its writes has to go
         * @param output what tests printed that it failed
         */
        public SentBack(
                CommitId tip,
                CommitId base,
                String reason,
                List<ConflictedFile> files,
                List<LostLine> lost,
                List<AuditFinding> findings,
                String output) {
            this(tip, base, reason, files, lost, findings, output, List.of(), List.of());
        }

        /**
         * Work that lost nothing and wrote what it may.
         *
         * @param tip what its agent made, pinned
         * @param base the target's commit that it was made on
         * @param reason why it goes back, for people
         * @param files where it meets what landed, and whose work that is
         */
        public SentBack(CommitId tip, CommitId base, String reason, List<ConflictedFile> files) {
            this(tip, base, reason, files, List.of(), List.of());
        }

        /**
         * Work that failed no tests.
         *
         * @param tip what its agent made, pinned
         * @param base the target's commit that it was made on
         * @param reason why it goes back, for people
         * @param files where it meets what landed, and whose work that is
         * @param lost the lines that it lost
         * @param findings what of its writes has to go
         */
        public SentBack(
                CommitId tip,
                CommitId base,
                String reason,
                List<ConflictedFile> files,
                List<LostLine> lost,
                List<AuditFinding> findings) {
            this(tip, base, reason, files, lost, findings, "");
        }

        /**
         * Work that failed tests.
         *
         * @param tip what its agent made, pinned
         * @param base the target's commit that it was made on
         * @param reason why it goes back, for people
         * @param output what they printed
         */
        public SentBack(CommitId tip, CommitId base, String reason, String output) {
            this(tip, base, reason, List.of(), List.of(), List.of(), output);
        }
    }
}
