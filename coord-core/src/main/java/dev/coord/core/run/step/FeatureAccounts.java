package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.AuditText;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the account of a run keeps of features whose phases do not tell it for ever. */
public final class FeatureAccounts {

    private FeatureAccounts() {}

    /** With one more call of its agent; a branch has none, and is only looked at. */
    public static RunRecord called(RunRecord run, FeatureId id, Instant now) {
        RunAccount account = run.account();
        Optional<FeatureWork> known = Optional.ofNullable(account.works().get(id));
        int calls = run.calls(id) + (run.settings().origin() == Origin.AGENTS ? 1 : 0);
        FeatureWork work = new FeatureWork(begun(known, now), known.flatMap(FeatureWork::tip), calls);
        return run.with(account.with(id, work));
    }

    /** With when each feature was begun, and what was finished of it last. */
    static RunRecord noted(RunRecord run, Instant now) {
        RunAccount account = run.account();
        for (FeatureId id : Progress.ahead(run)) {
            FeaturePhase phase = Progress.phaseOf(run, id);
            Optional<FeatureWork> known = Optional.ofNullable(account.works().get(id));
            if (phase instanceof FeaturePhase.Finished finished) {
                FeatureWork work = new FeatureWork(begun(known, now), Optional.of(finished.tip()), run.calls(id));
                account = known.filter(work::equals).isPresent() ? account : account.with(id, work);
            }
        }
        return account.works().equals(run.account().works()) ? run : run.with(account);
    }

    private static Instant begun(Optional<FeatureWork> known, Instant now) {
        return known.map(FeatureWork::begun).orElse(now);
    }

    /** With work that does not land as it is. */
    public static RunRecord returned(RunRecord run, FeatureId id, SentBack why) {
        List<FeatureId> with = Stream.concat(
                        why.files().stream().flatMap(file -> file.with().stream()),
                        why.findings().stream().flatMap(finding -> AuditText.others(finding).stream()))
                .distinct()
                .toList();
        int wave = Progress.waveNumber(run);
        Cause cause = Progress.phaseOf(run, id) instanceof FeaturePhase.Checking ? Cause.CHECK : cause(why);
        return run.with(run.account().with(new Returned(wave, id, cause, with, count(cause, why))));
    }

    /** What it met before stays with it, and is not why it goes back again. */
    private static Cause cause(SentBack why) {
        if (!why.output().isEmpty()) {
            return Cause.TESTS;
        }
        if (!why.lost().isEmpty()) {
            return Cause.LOST_LINES;
        }
        if (!why.findings().isEmpty()) {
            return Cause.WRITES;
        }
        return why.files().isEmpty() ? Cause.OTHER : Cause.CONFLICT;
    }

    private static int count(Cause cause, SentBack why) {
        return switch (cause) {
            case CONFLICT -> why.files().size();
            case LOST_LINES -> why.lost().size();
            case WRITES -> why.findings().size();
            case CHECK, TESTS, OTHER -> 0;
        };
    }
}
