package dev.coord.core.report;

import static dev.coord.core.report.SampleRun.commit;
import static dev.coord.core.report.SampleRun.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.report.Cost.Tests;
import dev.coord.core.report.Report.Result;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final SampleRun sample = new SampleRun("what it says");
    private final RunRecord record = sample.record();
    private final Report report = Report.of(record, Optional.of(sample.features()));

    private FeatureReport feature(String name) {
        return report.features().stream()
                .filter(feature -> feature.feature().equals(id(name)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsOfEachFeatureWhatBecameOfIt() {
        assertThat(report.features())
                .extracting(feature -> feature.feature().value())
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(report.before()).containsExactly(id("z"));
        assertThat(report.features())
                .extracting(FeatureReport::isLanded)
                .containsExactly(true, true, true, false, false);

        FeatureReport landed = feature("a");
        assertThat(landed.title()).contains("of what it says");
        assertThat(landed.landing()).map(landing -> landing.commit()).contains(commit(2));
        assertThat(landed.tip()).contains(commit(11));
        assertThat(landed.checks()).extracting(run -> run.purpose()).containsExactly(Purpose.CHECK, Purpose.WAVE);
        assertThat(landed.tests()).map(run -> run.features()).contains(List.of(id("a"), id("b")));
        assertThat(landed.reason()).isEmpty();
        assertThat(feature("b").returns()).extracting(one -> one.cause()).containsExactly(Cause.CONFLICT);
        assertThat(feature("d").reason()).contains("what it says");
        assertThat(feature("d").keptAt()).contains("refs/coord/kept/1/d");
        assertThat(feature("d").waitsFor()).isEmpty();
        assertThat(feature("e").waitsFor()).containsExactly(id("d"));
    }

    @Test
    void tellsOfEachWaveWhatRanAndLanded() {
        assertThat(report.waves()).extracting(WaveReport::number).containsExactly(0, 1, 2);
        assertThat(report.waves().get(0).tests())
                .extracting(run -> run.purpose())
                .containsExactly(Purpose.WAVE, Purpose.SEARCH, Purpose.WAVE, Purpose.WAVE);
        assertThat(report.waves().get(2).landings()).isEmpty();
        assertThat(report.waves().get(2).tests()).hasSize(4);
    }

    @Test
    void countsWhatWasSaved() {
        assertThat(report.saved()).isEqualTo(new Saved(3, 2, Optional.of(Duration.ofMinutes(30)), 2, 1, 2, 3, 1));
    }

    @Test
    void countsWhatItCost() {
        Duration two = Duration.ofSeconds(2);
        assertThat(report.cost())
                .isEqualTo(new Cost(
                        Duration.ofMinutes(45),
                        7,
                        List.of(
                                new Tests(Purpose.BASELINE, 1, two),
                                new Tests(Purpose.CHECK, 1, two),
                                new Tests(Purpose.WAVE, 5, two.multipliedBy(5)),
                                new Tests(Purpose.SEARCH, 1, two),
                                new Tests(Purpose.CONFIRMATION, 1, two)),
                        1,
                        true));
        assertThat(report.cost().testRuns()).isEqualTo(9);
        assertThat(report.cost().testTime()).isEqualTo(two.multipliedBy(9));
    }

    @Test
    void tellsWhatIsMergedAndHasNotLandedYet() {
        WaveWork work =
                new WaveWork(record.id(), 2, "refs/heads/main", List.of(new FeatureTip(id("d"), "d", commit(13))));
        Candidate candidate = new Candidate(work, commit(3), commit(4));

        Report soFar = Report.of(record.in(new RunPhase.Testing(candidate, 0)), Optional.empty());

        assertThat(soFar.result()).isEqualTo(Result.UNDER_WAY);
        assertThat(soFar.waves().get(2).candidate()).contains(candidate);
        assertThat(soFar.waves().get(1).candidate()).isEmpty();
    }

    @Test
    void whatIsFinishedAndBehindTheRunHasLanded() {
        RunRecord still = record.with(
                id("d"),
                record.feature(id("d"))
                        .in(new FeaturePhase.Failed("it does not land although its wave is behind", "")));
        RunRecord behind = still.atWave(3);

        assertThat(Report.of(behind, Optional.empty()).features())
                .filteredOn(feature -> !feature.isLanded())
                .extracting(feature -> feature.feature().value())
                .containsExactly("d", "e");
    }

    @Test
    void aRunThatFoundEverythingLandedIsNotReported() {
        RunRecord nothing =
                record.with(List.<Wave>of()).atWave(0).with(RunAccount.NONE).in(new RunPhase.Done());

        assertThat(Report.isOf(nothing)).isFalse();
        assertThat(Report.isOf(record)).isTrue();
        assertThat(Report.isOf(nothing.with(record.account()))).isTrue();
    }
}
