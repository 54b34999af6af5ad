package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.TestRun;
import java.util.List;

/** Notes what was tested in the account of a run. */
final class Accounts {

    private Accounts() {}

    static void note(RunDraft draft, Purpose purpose, List<FeatureId> features, TrialOutcome outcome) {
        int wave = Progress.waveNumber(draft.run());
        RunAccount account = draft.run().account();
        if (outcome.combined().isPresent()) {
            account = account.with(
                    run(wave, purpose, features, List.of(), outcome.combined().get()));
        }
        for (var check : outcome.checks().entrySet()) {
            account = account.with(run(wave, purpose, features, List.of(check.getKey()), check.getValue()));
        }
        draft.replace(draft.run().with(account));
    }

    private static TestRun run(
            int wave, Purpose purpose, List<FeatureId> features, List<FeatureId> tests, TestResult result) {
        return new TestRun(wave, purpose, features, tests, result.verdict(), result.isRemembered(), result.took());
    }
}
