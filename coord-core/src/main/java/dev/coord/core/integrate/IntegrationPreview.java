package dev.coord.core.integrate;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.FeatureNotice.FileRenumbered;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Resolved;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.SentBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an integration would do.
 *
 * @param target full name of the branch that it would land on
 * @param landed what has landed, in order of their names
 * @param waves in their order
 * @param leftOut what would not land, in order of their names
 * @param reasons why, for people
 * @param resolved the files that git could not merge and that would be merged all the same, in the order of the merges
 * @param renumbered the migrations that would get other numbers, in the order of the merges
 * @param warnings what people would be told beside that, in order
 * @param structuredOff what would not land where conflicts are left to git; none where that makes no difference
 */
public record IntegrationPreview(
        String target,
        List<FeatureId> landed,
        List<PlannedWave> waves,
        List<LeftOut> leftOut,
        List<String> reasons,
        List<Resolved> resolved,
        List<FileRenumbered> renumbered,
        List<RunNotice> warnings,
        Optional<List<LeftOut>> structuredOff) {

    /** Copies the lists. */
    public IntegrationPreview {
        resolved = List.copyOf(resolved);
        renumbered = List.copyOf(renumbered);
        warnings = List.copyOf(warnings);
        structuredOff = structuredOff.map(List::copyOf);
        landed = List.copyOf(landed);
        waves = List.copyOf(waves);
        leftOut = List.copyOf(leftOut);
        reasons = List.copyOf(reasons);
    }

    /**
     * One wave.
     *
     * @param number as the landings are numbered
     * @param features what would be merged
     * @param lands what of it would land
     */
    public record PlannedWave(int number, List<FeatureId> features, List<FeatureId> lands) {

        /** Copies the lists. */
        public PlannedWave {
            features = List.copyOf(features);
            lands = List.copyOf(lands);
        }
    }

    /**
     * A feature that would not land.
     *
     * @param feature which one
     * @param reason why it does not merge; empty where it needs one that would not land
     * @param files what is in conflict, and with whom
     */
    public record LeftOut(FeatureId feature, String reason, List<ConflictedFile> files) {

        /** Copies the list. */
        public LeftOut {
            files = List.copyOf(files);
        }
    }

    /**
     * Reads it from a run that was made in the mind only.
     *
     * @param record how it ended
     * @param notices what it told
     * @return the preview
     */
    public static IntegrationPreview of(RunRecord record, List<RunNotice> notices) {
        List<PlannedWave> waves = new ArrayList<>();
        List<Resolved> resolved = new ArrayList<>();
        List<FileRenumbered> renumbered = new ArrayList<>();
        List<RunNotice> warnings = new ArrayList<>();
        Set<FeatureId> lands = new HashSet<>();
        for (RunNotice notice : notices) {
            if (notice instanceof WaveNotice.Began began) {
                waves.add(new PlannedWave(began.wave(), began.features(), List.of()));
            } else if (notice instanceof FeatureNotice.FileResolved file) {
                resolved.add(file.file());
            } else if (notice instanceof FileRenumbered file) {
                renumbered.add(file);
            } else if (isWarning(notice)) {
                warnings.add(notice);
            } else if (notice instanceof WaveNotice.Landed landed) {
                lands.addAll(landed.features());
                PlannedWave last = waves.remove(waves.size() - 1);
                waves.add(new PlannedWave(last.number(), last.features(), landed.features()));
            }
        }
        List<FeatureId> landed = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        record.features().forEach((id, feature) -> {
            if (!(feature.phase() instanceof FeaturePhase.Landed)) {
                String reason = feature.phase() instanceof FeaturePhase.Failed failed ? failed.reason() : "";
                leftOut.add(new LeftOut(
                        id, reason, feature.sentBack().map(SentBack::files).orElse(List.of())));
            } else if (!lands.contains(id)) {
                landed.add(id);
            }
        });
        List<String> reasons = record.phase() instanceof RunPhase.Stopped stopped ? stopped.reasons() : List.of();
        return new IntegrationPreview(
                record.settings().target(),
                landed,
                waves,
                leftOut,
                reasons,
                resolved,
                renumbered,
                warnings,
                Optional.empty());
    }

    private static boolean isWarning(RunNotice notice) {
        return notice instanceof RunNotice.Warning
                || notice instanceof FeatureNotice.WriteAudited
                || notice instanceof FeatureNotice.LandedWorkUndone;
    }

    /**
     * Whether files would be merged by what they mean, so that it makes a difference whether they may be.
     *
     * @return false where nothing but the user's commands made files anew
     */
    public boolean isStructured() {
        return resolved.stream().anyMatch(Resolved::isStructured);
    }

    /**
     * The same beside what would become of it where conflicts are left to git.
     *
     * @param off what would happen then
     * @return the preview
     */
    public IntegrationPreview beside(IntegrationPreview off) {
        return new IntegrationPreview(
                target, landed, waves, leftOut, reasons, resolved, renumbered, warnings, Optional.of(off.leftOut()));
    }
}
