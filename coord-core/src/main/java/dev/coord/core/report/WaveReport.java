package dev.coord.core.report;

import dev.coord.merge.Candidate;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * What became of what was merged together. Immutable.
 *
 * @param number its number
 * @param landings what of it landed, in this order
 * @param candidate what is merged and has not landed yet
 * @param tests the tests that ran on it, in the order they ended
 */
public record WaveReport(int number, List<LandedWave> landings, Optional<Candidate> candidate, List<TestRun> tests) {

    /** Copies the lists. */
    public WaveReport {
        landings = List.copyOf(landings);
        tests = List.copyOf(tests);
    }

    static WaveReport of(RunRecord run, int number) {
        Optional<Candidate> candidate = run.phase() instanceof RunPhase.Merged merged
                ? Optional.of(merged.candidate()).filter(one -> one.work().wave() == number)
                : Optional.empty();
        return new WaveReport(
                number,
                run.account().landings().stream()
                        .filter(landing -> landing.wave() == number)
                        .toList(),
                candidate,
                run.account().tests().stream()
                        .filter(test -> isOfAWave(test) && test.wave() == number)
                        .toList());
    }

    /** Rather than of the target, or of one feature's own work tree. */
    static boolean isOfAWave(TestRun test) {
        return test.purpose() != Purpose.BASELINE && test.purpose() != Purpose.CHECK;
    }
}
