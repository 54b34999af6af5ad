package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.text.AuditText;
import dev.coord.merge.CommitId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.SentBack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the account of a run keeps of features whose phases do not tell it for ever. */
final class FeatureAccounts {

    private FeatureAccounts() {}

    /** With when each feature was begun, and what was finished of it last. */
    static RunRecord noted(RunRecord run, Instant now) {
        RunAccount account = run.account();
        for (FeatureId id : Progress.ahead(run)) {
            FeaturePhase phase = Progress.phaseOf(run, id);
            Optional<FeatureWork> known = Optional.ofNullable(account.works().get(id));
            if (phase instanceof FeaturePhase.Finished finished) {
                FeatureWork work = new FeatureWork(begun(known, now), Optional.of(finished.tip()));
                account = known.filter(work::equals).isPresent() ? account : account.with(id, work);
            } else if (phase instanceof FeaturePhase.Running running && known.isEmpty()) {
                account = account.with(id, new FeatureWork(running.since(), Optional.<CommitId>empty()));
            }
        }
        return account.works().equals(run.account().works()) ? run : run.with(account);
    }

    private static Instant begun(Optional<FeatureWork> known, Instant now) {
        return known.map(FeatureWork::begun).orElse(now);
    }

    /** With work that does not land as it is. */
    static RunRecord returned(RunRecord run, FeatureId id, SentBack why) {
        List<FeatureId> with = Stream.concat(
                        why.files().stream().flatMap(file -> file.with().stream()),
                        why.findings().stream().flatMap(finding -> AuditText.others(finding).stream()))
                .distinct()
                .toList();
        int wave = Progress.waveNumber(run);
        return run.with(run.account().with(new Returned(wave, id, cause(why), with, count(why))));
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

    private static int count(SentBack why) {
        return switch (cause(why)) {
            case CONFLICT -> why.files().size();
            case LOST_LINES -> why.lost().size();
            case WRITES -> why.findings().size();
            case TESTS, OTHER -> 0;
        };
    }
}
