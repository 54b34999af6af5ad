package dev.coord.core.run;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.Integrator.Landed;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is work for a run: what has not landed as it is declared, and what is made once more and has not landed again since. The
 * target alone says what has landed; of the record counts only which landing a feature was to replace when the run was first
 * told to make it once more, so that it is replaced once. Immutable.
 */
public final class OpenWork {

    private final SortedMap<FeatureId, String> digests;
    private final SortedMap<FeatureId, Landed> landed;
    private final SortedMap<FeatureId, CommitId> redoes = new TreeMap<>();

    private OpenWork(RunStart start, Optional<RunRecord> sameRun) {
        digests = start.digests();
        landed = start.survey().landed();
        for (FeatureId id : start.settings().redo()) {
            Optional<Landed> now = Optional.ofNullable(landed.get(id)).filter(landing -> isAsDeclared(id, landing));
            sameRun.map(record -> Optional.ofNullable(record.features().get(id)).flatMap(FeatureRun::redoes))
                    .orElseGet(() -> now.map(Landed::commit))
                    .filter(commit ->
                            now.map(Landed::commit).filter(commit::equals).isPresent())
                    .ifPresent(commit -> redoes.put(id, commit));
        }
    }

    /**
     * Looks at the target and at what was told before.
     *
     * @param start what the run begins, or goes on, with
     * @param old the latest run in the store
     * @return what is to be made
     */
    public static OpenWork of(RunStart start, Optional<RunRecord> old) {
        return new OpenWork(start, old.filter(record -> isGoneOnWith(record, start)));
    }

    /**
     * Makes sure that features that are to be made once more are there.
     *
     * @param features what is made
     * @param settings how
     * @throws BadInput if there is no such feature, naming all of them
     */
    public static void requireDeclared(FeatureSet features, RunSettings settings) {
        List<FeatureId> unknown = settings.redo().stream()
                .filter(id -> !features.features().containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw new BadInput("cannot make again what is no feature: " + Wording.names(unknown)
                    + "; name features of the feature file with --redo");
        }
    }

    /**
     * Whether a feature is to be made.
     *
     * @param feature which feature
     * @return false too for one that is declared no more
     */
    public boolean contains(FeatureId feature) {
        return digests.containsKey(feature) && !isDone(feature);
    }

    /** Whether a declared feature has landed as it is declared, and is not made once more. */
    boolean isDone(FeatureId feature) {
        return digests.containsKey(feature)
                && !redoes.containsKey(feature)
                && Optional.ofNullable(landed.get(feature))
                        .filter(landing -> isAsDeclared(feature, landing))
                        .isPresent();
    }

    /** The landing that a feature is to replace; none where it is not made once more. */
    Optional<CommitId> redoes(FeatureId feature) {
        return Optional.ofNullable(redoes.get(feature));
    }

    /** Whether what a feature of a record was to replace is its latest landing still. */
    boolean isLanded(FeatureId feature, FeatureRun run) {
        return run.redoes()
                .filter(commit -> Optional.ofNullable(landed.get(feature))
                        .map(Landed::commit)
                        .filter(commit::equals)
                        .isPresent())
                .isPresent();
    }

    private boolean isAsDeclared(FeatureId feature, Landed landing) {
        return landing.digest().equals(digests.get(feature));
    }

    /**
     * A run that was killed after all had landed has told nobody so: the same command does not make anything once more. Another
     * set of features that are made once more is another command.
     */
    private static boolean isGoneOnWith(RunRecord record, RunStart start) {
        return !hasToldItsEnd(record)
                && hasBegun(record)
                && record.settings().target().equals(start.settings().target())
                && record.settings().redo().equals(start.settings().redo());
    }

    /** Whether it is more than a name under which a run has signed in. */
    static boolean hasBegun(RunRecord run) {
        return !(run.phase() instanceof RunPhase.Stopped && run.features().isEmpty());
    }

    static boolean hasToldItsEnd(RunRecord record) {
        return record.phase() instanceof RunPhase.Done
                && record.driver().filter(RunDriver::hasSignedOff).isPresent();
    }
}
