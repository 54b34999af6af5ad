package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.verdict.KnownFailures;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.TestRun;
import java.util.List;

/** Notes what was tested in the account of a run. */
public final class Accounts {

    private Accounts() {}

    public static void note(RunDraft draft, Purpose purpose, List<FeatureId> features, TrialOutcome outcome) {
        note(draft, purpose, features, outcome, KnownFailures.NONE);
    }

    /**
     * The same.
     *
     * @param known what the target fails in as well, where it may
     */
    public static void note(
            RunDraft draft, Purpose purpose, List<FeatureId> features, TrialOutcome outcome, KnownFailures known) {
        int wave = Progress.waveNumber(draft.run());
        RunAccount account = draft.run().account();
        if (outcome.combined().isPresent()) {
            account = account.with(
                    run(wave, purpose, features, List.of(), outcome.combined().get(), known));
        }
        for (var check : outcome.checks().entrySet()) {
            account = account.with(
                    run(wave, purpose, features, List.of(check.getKey()), check.getValue(), KnownFailures.NONE));
        }
        draft.replace(draft.run().with(account));
    }

    private static TestRun run(
            int wave,
            Purpose purpose,
            List<FeatureId> features,
            List<FeatureId> tests,
            TestResult result,
            KnownFailures known) {
        return new TestRun(
                wave,
                purpose,
                features,
                tests,
                result.verdict(),
                result.isRemembered(),
                result.took(),
                !result.isGreen() && known.cover(result) ? result.failing().size() : 0);
    }
}
