package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.cli.JsonTrees;
import dev.coord.cli.feature.StatusText;
import dev.coord.cli.text.Paint;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Lifecycle;
import dev.coord.merge.Candidate;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.Workspace;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final RunId RUN = new RunId("k3x9");
    private static final CommitId COMMIT = new CommitId("3f".repeat(20));
    private static final RunSettings SETTINGS = RunSettings.builder("refs/heads/main")
            .agents(2)
            .timeout(Duration.ofMinutes(1))
            .build();
    private static final ProcessId GONE = new ProcessId(
            ProcessLife.current().pid(), Instant.EPOCH, ProcessLife.current().host());
    private static final RunPhase LANDING =
            new RunPhase.Landing(new Candidate(new WaveWork(RUN, 0, "refs/heads/main", List.of()), COMMIT, COMMIT), 0);
    private static final String KEPT = "refs/coord/kept/k3x9/b-1";
    private static final RunPhase STOPPED = new RunPhase.Stopped(List.of("feature 'b' failed: exit status 3"));

    @Test
    void tellsWhatLandedAndWhyTheRestDidNot() {
        assertThat(RunReport.text(ended(new RunPhase.Done()), Paint.PLAIN).toString())
                .isEqualTo("landed: the one feature on refs/heads/main\n");
        assertThat(RunReport.text(ended(STOPPED), Paint.PLAIN).toString())
                .startsWith("stopped: 1 of 2 features landed on refs/heads/main\n  feature 'b' failed: exit status 3\n"
                        + "  mend what is wrong");
    }

    @Test
    void whatWasNotMadeOnceMoreIsNotCountedAsLanded() {
        RunRecord stopped = record(ProcessLife.current(), STOPPED);
        FeatureId b = new FeatureId("b");
        FeatureRun failed = stopped.feature(b);
        RunRecord redo = stopped.with(
                b,
                new FeatureRun(
                        failed.digest(),
                        2,
                        failed.phase(),
                        failed.agentTime(),
                        Optional.of(COMMIT),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()));

        assertThat(RunReport.text(new RunAttempt.Ended(redo), Paint.PLAIN).toString())
                .startsWith("stopped: 1 of 2 features landed on refs/heads/main, what 1 more landed before stays\n");
    }

    @Test
    void hasADocumentForEveryAttempt() {
        RunAttempt other = new RunAttempt.AlreadyRunning(record(ProcessLife.current(), LANDING));
        RunAttempt busy = new RunAttempt.RepositoryBusy("by process 12");
        assertThat(RunAttempt.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        RunAttempt.Ended.class,
                        RunAttempt.AlreadyRunning.class,
                        RunAttempt.RepositoryBusy.class,
                        RunAttempt.Interrupted.class);

        assertThat(json(ended(new RunPhase.Done())).path("result").asText()).isEqualTo("landed");
        assertThat(json(ended(STOPPED)).path("reasons")).hasSize(1);
        assertThat(json(other).path("result").asText()).isEqualTo("already_running");
        assertThat(json(busy).path("result").asText()).isEqualTo("already_running");
        assertThat(json(busy).path("reasons")).hasSize(1);
        assertThat(json(new RunAttempt.Interrupted()).path("result").asText()).isEqualTo("stopped");
        assertThat(other.message())
                .contains("run k3x9", "process " + ProcessLife.current().pid());
    }

    @Test
    void aRunWhoseProcessIsGoneIsShownAsAbandoned() {
        assertThat(status(GONE, LANDING))
                .contains("interrupted while landing, onto refs/heads/main", "that process is gone");
        assertThat(status(ProcessLife.current(), LANDING)).doesNotContain("that process is gone", "interrupted");
        assertThat(status(GONE, STOPPED)).doesNotContain("that process is gone").contains("exit status 3");
    }

    @Test
    void aStoppedRunAndItsFeaturesTellOneStory() {
        RunRecord stopped = record(GONE, STOPPED);
        FeaturePhase finished = new FeaturePhase.Finished(
                new Workspace(RUN, new FeatureId("a"), 1, Path.of("/w"), "refs/heads/feature/a", COMMIT),
                COMMIT,
                List.of(),
                Optional.empty());
        Snapshot snapshot = Snapshot.EMPTY
                .withFeatures(FeatureSet.of(List.of(
                        Feature.builder("a").build(), Feature.builder("b").build())))
                .withRun(stopped.with(
                        new FeatureId("a"), stopped.feature(new FeatureId("a")).in(finished)));

        assertThat(StatusText.of(snapshot, Path.of("/home"), Instant.EPOCH, Paint.PLAIN)
                        .toString())
                .containsPattern("b +failed +the next 'coord run' makes it anew; it had failed: exit status 3")
                .containsPattern("pending +a +finished, but not landed; the next 'coord run' merges it again")
                .containsPattern("pending +b +can start");

        Snapshot red =
                Lifecycle.reject(snapshot, List.of(new FeatureId("a")), "the combined tests failed", Instant.EPOCH);
        assertThat(StatusText.of(red, Path.of("/home"), Instant.EPOCH, Paint.PLAIN)
                        .toString())
                .containsPattern(
                        "a +failed +finished, but its tests failed; the next 'coord run' merges and tests it again")
                .containsPattern("failed +a +the combined tests failed");
    }

    @Test
    void whatGoesOnWithAnIntegrationIsTheCommandThatMadeIt() {
        RunRecord run = record(GONE, STOPPED);
        RunRecord integration = new RunRecord(
                run.id(),
                run.owner(),
                run.driver(),
                run.startedAt(),
                SETTINGS.toBuilder().origin(Origin.BRANCHES).build(),
                run.waves(),
                0,
                run.features(),
                run.phase());
        for (RunPhase phase : List.of(STOPPED, LANDING)) {
            Snapshot snapshot = Snapshot.EMPTY
                    .withFeatures(FeatureSet.of(List.of(
                            Feature.builder("a").build(), Feature.builder("b").build())))
                    .withRun(integration.in(phase));

            assertThat(StatusText.of(snapshot, Path.of("/home"), Instant.EPOCH, Paint.PLAIN)
                            .toString())
                    .contains(
                            phase == STOPPED
                                    ? "the next 'coord integrate' merges it again"
                                    : "the same 'coord integrate'")
                    .doesNotContain("coord run");
        }
    }

    @Test
    void whatWasTakenBackIsNotCalledLanded() {
        FeatureId a = new FeatureId("a");
        RunRecord run = record(GONE, new RunPhase.Done());
        RunRecord back = new RunRecord(
                run.id(),
                run.owner(),
                run.driver(),
                run.startedAt(),
                SETTINGS,
                List.of(new Wave(0, List.of(a), List.of())),
                1,
                run.with(a, run.feature(a).in(new FeaturePhase.Pending())).features(),
                run.phase());
        Snapshot snapshot = Snapshot.EMPTY
                .withFeatures(FeatureSet.of(List.of(Feature.builder("a").build())))
                .withRun(back);

        assertThat(StatusText.of(snapshot, Path.of("/home"), Instant.EPOCH, Paint.PLAIN)
                        .toString())
                .containsPattern("a +pending +taken back; the next 'coord run' makes it anew")
                .containsPattern("pending +a +can start");
    }

    @Test
    void aRunUnderWayAndItsFeaturesTellOneStory() {
        RunRecord working = record(ProcessLife.current(), LANDING);
        FeatureId a = new FeatureId("a");
        FeaturePhase finished = new FeaturePhase.Finished(
                new Workspace(RUN, a, 1, Path.of("/w"), "refs/heads/feature/a", COMMIT),
                COMMIT,
                List.of(),
                Optional.empty());
        RunRecord run = new RunRecord(
                working.id(),
                working.owner(),
                working.driver(),
                working.startedAt(),
                working.settings(),
                List.of(new Wave(4, List.of(a), List.of())),
                0,
                working.with(a, working.feature(a).in(finished)).features(),
                working.phase());
        Snapshot snapshot = Lifecycle.land(
                Snapshot.EMPTY
                        .withFeatures(FeatureSet.of(List.of(
                                Feature.builder("a").build(),
                                Feature.builder("b").build())))
                        .withRun(run),
                List.of(a),
                Instant.EPOCH);

        assertThat(StatusText.of(snapshot, Path.of("/home"), Instant.EPOCH, Paint.PLAIN)
                        .toString())
                .containsPattern("wave 4 +completed +a +finished, but not landed yet");
    }

    @Test
    void phasesHaveTheirNames() {
        JsonNode run =
                json(new RunAttempt.AlreadyRunning(record(GONE, LANDING))).path("run");

        assertThat(run.path("phase").asText()).isEqualTo("landing");
        assertThat(run.path("abandoned").asBoolean()).isTrue();
        assertThat(run.at("/features/1/phase").asText()).isEqualTo("failed");
        assertThat(run.at("/features/1/reason").asText()).isEqualTo("exit status 3");
        assertThat(run.at("/features/1/kept_at").asText()).isEqualTo(KEPT);
        assertThat(run.at("/features/0/agent_seconds").asDouble()).isEqualTo(1.5);
    }

    private static JsonNode json(RunAttempt attempt) {
        return JsonTrees.of(RunAnswer.of(attempt, ProcessLife::isAlive));
    }

    private static String status(ProcessId owner, RunPhase phase) {
        Snapshot snapshot = Snapshot.EMPTY.withRun(record(owner, phase));
        return StatusText.of(snapshot, Path.of("/home"), Instant.EPOCH, Paint.PLAIN)
                .toString();
    }

    private static RunAttempt ended(RunPhase phase) {
        return new RunAttempt.Ended(record(ProcessLife.current(), phase));
    }

    private static RunRecord record(ProcessId owner, RunPhase phase) {
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        features.put(new FeatureId("a"), new FeatureRun("d", 1, new FeaturePhase.Landed(), Duration.ofMillis(1500)));
        if (!(phase instanceof RunPhase.Done)) {
            features.put(
                    new FeatureId("b"),
                    new FeatureRun("d", 1, new FeaturePhase.Failed("exit status 3", KEPT), Duration.ZERO));
        }
        return new RunRecord(RUN, owner, Optional.empty(), Instant.EPOCH, SETTINGS, List.of(), 0, features, phase);
    }
}
