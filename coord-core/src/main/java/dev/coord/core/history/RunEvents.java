package dev.coord.core.history;

import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.store.History.HistoryEvent;
import java.util.List;
import java.util.Optional;

/** What a step did to the record of a run: what has landed, and what was taken back. */
final class RunEvents {

    private RunEvents() {}

    static void add(List<HistoryEvent> events, Optional<RunRecord> before, Optional<RunRecord> after) {
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return;
        }
        RunRecord was = before.get();
        RunRecord is = after.get();
        landing(was).filter(landing -> hasLanded(is, landing)).ifPresent(landing -> events.add(landed(landing)));
        List<FeatureId> gone = was.startedAt().equals(is.startedAt())
                ? was.features().entrySet().stream()
                        .filter(feature -> feature.getValue().phase() instanceof FeaturePhase.Landed)
                        .map(feature -> feature.getKey())
                        .filter(id -> is(is, id, FeaturePhase.Pending.class))
                        .toList()
                : List.of();
        if (!gone.isEmpty()) {
            events.add(new HistoryEvent.TakenBack(gone));
        }
    }

    private static HistoryEvent landed(Candidate landing) {
        return new HistoryEvent.Landed(
                landing.work().run(), landing.work().wave(), features(landing), landing.commit());
    }

    /** It is not ahead any more, and its features are not begun anew. */
    private static boolean hasLanded(RunRecord run, Candidate candidate) {
        return landing(run).filter(candidate::equals).isEmpty()
                && run.waves().stream()
                        .skip(run.wave())
                        .flatMap(wave -> wave.features().stream())
                        .noneMatch(features(candidate)::contains)
                && features(candidate).stream()
                        .allMatch(id ->
                                is(run, id, FeaturePhase.Finished.class) || is(run, id, FeaturePhase.Landed.class));
    }

    private static List<FeatureId> features(Candidate candidate) {
        return candidate.work().tips().stream().map(FeatureTip::feature).toList();
    }

    private static boolean is(RunRecord run, FeatureId id, Class<? extends FeaturePhase> phase) {
        return Optional.ofNullable(run.features().get(id))
                .map(FeatureRun::phase)
                .filter(phase::isInstance)
                .isPresent();
    }

    private static Optional<Candidate> landing(RunRecord run) {
        if (run.phase() instanceof RunPhase.Landing landing) {
            return Optional.of(landing.candidate());
        }
        if (run.phase() instanceof RunPhase.Draining draining) {
            return draining.landing();
        }
        return run.phase() instanceof RunPhase.Stopped stopped ? stopped.landing() : Optional.empty();
    }
}
