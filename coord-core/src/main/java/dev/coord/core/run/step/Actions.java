package dev.coord.core.run.step;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.FeedbackText;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.Wave;
import dev.coord.run.AgentTask;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be done outside for a run: it follows from the phases of the run and its features alone. What a record wants
 * and the one before it did not is begun by the step between them; whoever takes a run over begins all that its record wants.
 */
public final class Actions {

    private Actions() {}

    /** What a step begins. What both records want is under way already. */
    static List<RunAction> between(RunContext context, RunRecord before, RunRecord after) {
        Set<RunAction> underWay = new HashSet<>(wanted(context, before));
        return wanted(context, after).stream()
                .filter(action -> !underWay.contains(action))
                .toList();
    }

    /** All that is under way, or has to be begun, while the record is as it is. */
    public static List<RunAction> wanted(RunContext context, RunRecord run) {
        List<RunAction> wanted = new ArrayList<>();
        Set<FeatureId> ahead = new HashSet<>(Progress.ahead(run));
        run.features().forEach((id, feature) -> {
            Feature declared = context.declared(id);
            forFeature(context, run, declared, feature, !ahead.contains(id)).ifPresent(wanted::add);
        });
        Trials.ofBaseline(run)
                .<RunAction>map(RunAction.RunTrial::new)
                .or(() -> forWave(context, run))
                .ifPresent(wanted::add);
        return wanted;
    }

    private static Optional<RunAction> forFeature(
            RunContext context, RunRecord run, Feature declared, FeatureRun feature, boolean hasLanded) {
        FeaturePhase phase = feature.phase();
        if (phase instanceof FeaturePhase.Preparing preparing) {
            return Optional.of(new RunAction.MakeWorkspace(preparing.workspace()));
        }
        if (phase instanceof FeaturePhase.Running running) {
            return Optional.of(new RunAction.RunAgent(AgentTask.builder(
                            declared, running.workspace(), running.agent(), running.lease())
                    .timeout(run.settings().timeout())
                    .prerequisites(context.prerequisites().getOrDefault(declared.id(), List.of()))
                    .tryNumber(feature.calls() + 1)
                    .feedback(feature.sentBack()
                            .map(back -> FeedbackText.of(
                                    back,
                                    context.features().features(),
                                    renamed(feature, back),
                                    Landings.between(
                                            run.account(),
                                            back.base(),
                                            running.workspace().base()),
                                    Progress.isTheResolvers(run, feature)))
                            .orElse(""))
                    .resolves(Progress.isTheResolvers(run, feature))
                    .earlier(feature.earlier())
                    .build()));
        }
        if (phase instanceof FeaturePhase.Collecting collecting) {
            return Optional.of(new RunAction.CollectWork(collecting.workspace(), declared));
        }
        if (phase instanceof FeaturePhase.Checking checking) {
            return Optional.of(new RunAction.CheckWork(
                    checking.workspace(), declared, checking.passed().tip()));
        }
        if (phase instanceof FeaturePhase.Salvaging salvaging) {
            return Optional.of(new RunAction.KeepWork(salvaging.workspace(), declared, salvaging.process()));
        }
        return phase instanceof FeaturePhase.Finished finished && hasLanded
                ? Optional.of(new RunAction.RemoveWorkspace(finished.workspace()))
                : Optional.empty();
    }

    /** What its work tree was begun with. */
    private static List<Renaming> renamed(FeatureRun feature, SentBack back) {
        return feature.renumbered().stream()
                .filter(one -> one.commit().equals(Optional.of(back.tip())))
                .findFirst()
                .map(Renumbered::renamings)
                .orElse(List.of());
    }

    private static Optional<RunAction> forWave(RunContext context, RunRecord run) {
        if (run.phase() instanceof RunPhase.Merging merging) {
            return Optional.of(new RunAction.MergeWave(work(run, merging.base())));
        }
        if (run.phase() instanceof RunPhase.Proving proving) {
            return Optional.of(new RunAction.ProveCandidate(proving.candidate()));
        }
        if (run.phase() instanceof RunPhase.Testing testing) {
            return Optional.of(new RunAction.RunTrial(Trials.of(context, testing)));
        }
        if (run.phase() instanceof RunPhase.Searching searching) {
            return Trials.of(context, run, searching).map(RunAction.RunTrial::new);
        }
        return run.phase() instanceof RunPhase.Landing landing
                ? Optional.of(new RunAction.LandWave(landing.candidate()))
                : Optional.empty();
    }

    /** What merging the current wave means, all of which has finished. */
    public static WaveWork work(RunRecord run, CommitId since) {
        List<FeatureTip> tips = new ArrayList<>();
        Wave wave = run.waves().get(run.wave());
        for (FeatureId id : wave.features()) {
            FeatureRun feature = run.feature(id);
            FeaturePhase.Finished finished = (FeaturePhase.Finished) feature.phase();
            tips.add(new FeatureTip(id, feature.digest(), finished.tip(), finished.fence()));
        }
        return new WaveWork(run.id(), wave.number(), run.settings().target(), tips, Optional.of(since));
    }
}
