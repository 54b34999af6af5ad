package dev.coord.core.answer.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.plan.Planner;
import dev.coord.core.state.Readiness;
import dev.coord.plan.Wave;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.state.ClaimOutcome.Obstacle;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where one feature stands.
 *
 * @param feature which feature
 * @param wave its wave in the run that makes it, otherwise in the plan of the stored features
 * @param status where it stands
 * @param agent who works on it
 * @param reason why it is blocked or failed; empty where it is not
 * @param waitsFor what keeps it from starting; empty for one that can start, or that nobody waits to start
 */
public record FeatureStanding(
        FeatureId feature,
        OptionalInt wave,
        FeatureStatus status,
        Optional<AgentId> agent,
        String reason,
        List<Obstacle> waitsFor) {

    /** Copies the list. */
    public FeatureStanding {
        waitsFor = List.copyOf(waitsFor);
    }

    /**
     * Every feature that is stored or that the state names.
     *
     * @param snapshot what is stored
     * @return where each stands, by wave, those without one last
     */
    public static List<FeatureStanding> all(Snapshot snapshot) {
        List<FeatureStanding> standings = new ArrayList<>();
        Set<FeatureId> rest = new TreeSet<>(snapshot.state().completed());
        snapshot.state().active().forEach(active -> rest.add(active.feature()));
        snapshot.state().blocked().forEach(blocked -> rest.add(blocked.feature()));
        Readiness readiness = Readiness.of(snapshot, Optional.empty());
        SortedMap<Integer, Set<FeatureId>> waves = new TreeMap<>();
        waves(snapshot)
                .forEach((feature, wave) ->
                        waves.computeIfAbsent(wave, number -> new TreeSet<>()).add(feature));
        waves.forEach((wave, features) -> features.forEach(feature -> {
            rest.remove(feature);
            standings.add(of(snapshot, feature, OptionalInt.of(wave), readiness));
        }));
        rest.forEach(feature -> standings.add(of(snapshot, feature, OptionalInt.empty(), readiness)));
        return standings;
    }

    private static Map<FeatureId, Integer> waves(Snapshot snapshot) {
        Map<FeatureId, Integer> numbers = new TreeMap<>();
        List<Wave> planned = snapshot.features()
                .map(set -> Planner.plan(set, RunSettings.DEFAULT_AGENTS).waves())
                .orElse(List.of());
        List<Wave> ofTheRun = snapshot.run().map(RunRecord::waves).orElse(List.of());
        Stream.of(planned, ofTheRun)
                .flatMap(List::stream)
                .forEach(wave -> wave.features().forEach(feature -> numbers.put(feature, wave.number())));
        return numbers;
    }

    private static FeatureStanding of(Snapshot snapshot, FeatureId feature, OptionalInt wave, Readiness readiness) {
        Optional<BlockedFeature> blocked = snapshot.state().blocked().stream()
                .filter(entry -> entry.feature().equals(feature))
                .findFirst();
        Optional<AgentId> agent = snapshot.state().active().stream()
                .filter(entry -> entry.feature().equals(feature))
                .findFirst()
                .flatMap(ActiveFeature::agent)
                .or(() -> blocked.flatMap(BlockedFeature::agent));
        return new FeatureStanding(
                feature,
                wave,
                snapshot.state().statusOf(feature),
                agent,
                blocked.map(BlockedFeature::reason).orElse(""),
                readiness.obstacles(feature));
    }
}
