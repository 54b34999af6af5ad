package dev.coord.core.report;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Resolved;
import dev.coord.plan.Feature;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What became of a feature in a run. Immutable.
 *
 * @param feature which feature
 * @param title its title, if it has one
 * @param isLanded whether it is on the target
 * @param phase how far it is; what has landed counts as finished until its work tree is gone
 * @param reason why it has not landed, where that is its own doing
 * @param keptAt where the work of a feature that failed is kept
 * @param waitsFor what it needs that has not landed
 * @param begun when its first agent began, or its branch was looked at first
 * @param landing with what it landed
 * @param tip what was finished of it last
 * @param calls how often its agent was called; never where branches were integrated
 * @param agentTime how long agents worked on it
 * @param resolved the files of its latest merge that git could not merge and that were merged all the same
 * @param renamings the migrations that got other numbers when they were merged last
 * @param proof what was found of its work when it was merged last
 * @param returns the times that it did not land as it was
 * @param checks the runs of its own check where it was made, and the latest one of what it was in, before landing; what was tried to find a
 *     culprit, or with what came later, says nothing about it
 * @param tests the latest combined tests of what it was in, before landing
 */
public record FeatureReport(
        FeatureId feature,
        Optional<String> title,
        boolean isLanded,
        FeaturePhase phase,
        Optional<String> reason,
        Optional<String> keptAt,
        List<FeatureId> waitsFor,
        Optional<Instant> begun,
        Optional<LandedWave> landing,
        Optional<CommitId> tip,
        int calls,
        Duration agentTime,
        List<Resolved> resolved,
        List<Renaming> renamings,
        Optional<FeatureProof> proof,
        List<Returned> returns,
        List<TestRun> checks,
        Optional<TestRun> tests) {

    /** Copies the lists. */
    public FeatureReport {
        waitsFor = List.copyOf(waitsFor);
        resolved = List.copyOf(resolved);
        renamings = List.copyOf(renamings);
        returns = List.copyOf(returns);
        checks = List.copyOf(checks);
    }

    static FeatureReport of(RunRecord run, FeatureId id, Optional<Feature> declared, Set<FeatureId> landed) {
        FeatureRun feature = run.feature(id);
        FeaturePhase phase = Progress.phaseOf(run, id);
        boolean isLanded = landed.contains(id);
        Optional<FeaturePhase.Failed> failed =
                phase instanceof FeaturePhase.Failed one ? Optional.of(one) : Optional.empty();
        Optional<FeatureWork> work = Optional.ofNullable(run.account().works().get(id));
        return new FeatureReport(
                id,
                declared.flatMap(Feature::title),
                isLanded,
                phase,
                isLanded
                        ? Optional.empty()
                        : failed.map(FeaturePhase.Failed::reason)
                                .or(() -> feature.sentBack().map(SentBack::reason)),
                failed.map(FeaturePhase.Failed::kept).filter(kept -> !kept.isEmpty()),
                isLanded ? List.of() : missing(run, declared, landed),
                work.map(FeatureWork::begun),
                isLanded
                        ? latest(run.account().landings().stream()
                                .filter(one -> one.features().contains(id))
                                .toList())
                        : Optional.empty(),
                work.flatMap(FeatureWork::tip),
                run.calls(id),
                feature.agentTime(),
                feature.resolved(),
                feature.renamings(),
                feature.proof(),
                run.account().returns().stream()
                        .filter(one -> one.feature().equals(id))
                        .toList(),
                checks(run, id),
                latest(run.account().tests().stream()
                        .filter(one -> one.purpose() == Purpose.WAVE
                                && one.tests().isEmpty()
                                && one.features().contains(id))
                        .toList()));
    }

    private static List<TestRun> checks(RunRecord run, FeatureId id) {
        List<TestRun> all = run.account().tests().stream()
                .filter(one -> one.tests().contains(id))
                .toList();
        Optional<TestRun> merged = latest(all.stream()
                .filter(one -> one.purpose() == Purpose.WAVE && one.features().contains(id))
                .toList());
        return Stream.concat(all.stream().filter(one -> one.purpose() == Purpose.CHECK), merged.stream())
                .toList();
    }

    private static List<FeatureId> missing(RunRecord run, Optional<Feature> declared, Set<FeatureId> landed) {
        return declared.stream()
                .flatMap(feature -> feature.blockedBy().stream())
                .filter(id -> run.features().containsKey(id) && !landed.contains(id))
                .toList();
    }

    private static <T> Optional<T> latest(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
