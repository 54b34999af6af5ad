package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.RightOfWay;
import dev.coord.core.run.step.RunContext;
import dev.coord.merge.Integrator.Landed;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The plan without what is not to be made. The numbers of the waves go on from those that have landed in earlier tries of the run. */
final class RemainingWaves {

    private RemainingWaves() {}

    /**
     * The waves of the plan. What an earlier try has finished out of its turn, since a wave before it failed in part, comes
     * first: what that wave makes now is built on it.
     */
    static List<Wave> of(
            RunContext context,
            RunStart start,
            OpenWork open,
            Optional<RunRecord> old,
            Map<FeatureId, FeatureRun> features) {
        List<Wave> waves = new ArrayList<>();
        int number = old.map(record -> next(start, record)).orElse(0);
        for (List<FeatureId> wave : order(context, start, open, features)) {
            waves.add(new Wave(number, wave, List.of()));
            number++;
        }
        return waves;
    }

    private static List<List<FeatureId>> order(
            RunContext context, RunStart start, OpenWork open, Map<FeatureId, FeatureRun> features) {
        List<List<FeatureId>> order = new ArrayList<>();
        List<FeatureId> outOfTurn = new ArrayList<>();
        for (Wave wave : start.plan().waves()) {
            Predicate<FeatureId> isOutOfTurn = id -> !order.isEmpty() && canLand(context, open, features, id);
            List<FeatureId> early = wave.features().stream()
                    .filter(open::contains)
                    .filter(isOutOfTurn)
                    .toList();
            List<FeatureId> inTurn = wave.features().stream()
                    .filter(open::contains)
                    .filter(isOutOfTurn.negate())
                    .toList();
            outOfTurn.addAll(early);
            List<FeatureId> back = inTurn.stream()
                    .filter(id -> features.containsKey(id)
                            && features.get(id).sentBack().isPresent())
                    .toList();
            order.addAll(RightOfWay.groups(features, back));
            List<FeatureId> rest =
                    inTurn.stream().filter(id -> !back.contains(id)).toList();
            if (!rest.isEmpty()) {
                order.add(rest);
            }
        }
        if (!outOfTurn.isEmpty()) {
            order.add(0, outOfTurn);
        }
        return order;
    }

    /** It is finished, and everything that it needs has landed. */
    private static boolean canLand(
            RunContext context, OpenWork open, Map<FeatureId, FeatureRun> features, FeatureId id) {
        FeatureRun feature = features.get(id);
        return feature != null
                && feature.phase() instanceof FeaturePhase.Finished
                && context.prerequisites().getOrDefault(id, List.of()).stream().noneMatch(open::contains);
    }

    /** Nobody may have been left to note that the current wave has landed. */
    private static int next(RunStart start, RunRecord old) {
        List<Wave> waves = old.waves();
        if (old.wave() < waves.size()) {
            Wave current = waves.get(old.wave());
            boolean landed = current.features().stream().allMatch(id -> hasLanded(start, old.feature(id), id));
            return current.number() + (landed ? 1 : 0);
        }
        return waves.isEmpty() ? 0 : waves.get(waves.size() - 1).number() + 1;
    }

    private static boolean hasLanded(RunStart start, FeatureRun made, FeatureId id) {
        Landed landed = start.survey().landed().get(id);
        return landed != null
                && landed.digest().equals(made.digest())
                && made.redoes().filter(landed.commit()::equals).isEmpty();
    }
}
