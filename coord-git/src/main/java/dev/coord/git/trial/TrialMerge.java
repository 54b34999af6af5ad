package dev.coord.git.trial;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.WaveMerge;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.Trial;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the commit that a trial is of, in the private clone: no ref leads to it, so that nothing of a wave that was merged before is
 * touched.
 */
public final class TrialMerge {

    private final IntegrationClone clone;
    private final Supplier<WaveMerge> waves;

    /**
     * Binds what merges.
     *
     * @param waves how a wave is merged onto the trial's base
     */
    public TrialMerge(IntegrationClone clone, Supplier<WaveMerge> waves) {
        this.clone = clone;
        this.waves = waves;
    }

    /**
     * What came of it.
     *
     * @param commit what is tested; none where nothing of the work merges
     * @param leftOut what does not merge
     */
    public record Merged(Optional<CommitId> commit, List<FeatureId> leftOut) {

        static Merged of(CommitId commit) {
            return new Merged(Optional.of(commit), List.of());
        }
    }

    @SuppressWarnings("try") // one process reads as long as that takes
    public Merged merge(Trial trial) {
        if (trial.commit().isPresent()) {
            return Merged.of(trial.commit().get());
        }
        if (trial.work().tips().isEmpty()) {
            return Merged.of(trial.base());
        }
        try (ObjectReader.Use use = clone.reading()) {
            return trial.changeSince()
                    .map(since -> change(trial, since))
                    .orElseGet(() -> wave(waves.get().merge(trial.work(), trial.base())));
        }
    }

    private Merged change(Trial trial, CommitId since) {
        FeatureTip tip = trial.work().tips().get(0);
        Optional<CommitId> commit = waves.get().change(tip, since, trial.base());
        return new Merged(commit, commit.isPresent() ? List.of() : List.of(tip.feature()));
    }

    private static Merged wave(MergeOutcome outcome) {
        List<FeatureId> leftOut =
                outcome.leftOut().stream().map(LeftOut::feature).toList();
        return outcome instanceof MergeOutcome.Merged merged
                ? new Merged(Optional.of(merged.candidate().commit()), leftOut)
                : new Merged(Optional.empty(), leftOut);
    }
}
