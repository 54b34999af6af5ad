package dev.coord.cli.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.cli.Called;
import dev.coord.core.process.ProcessLife;
import dev.coord.fs.DirectoryStore;
import dev.coord.plan.Wave;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextCommandTest {

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void twoFeaturesOneAfterTheOther() throws IOException {
        environment.put("COORD_DIR", directory.resolve("coord").toString());
        Path file = Files.writeString(
                directory.resolve("features.json"),
                "{\"A\": {\"file_writes\": [\"a.ts\"], \"blocks\": [\"B\"], \"title\": \"The form\","
                        + " \"description\": \"Make\\tthe *form*.\"}, \"B\": {\"file_writes\": [\"b.ts\"]}}");
        assertThat(coord("init", file.toString()).status()).isZero();
    }

    @Test
    void printsLinesThatAShellTakesForVariables() {
        Called claimed = coord("next", "--agent", "me");

        assertThat(claimed.status()).isZero();
        assertThat(claimed.out().lines()).hasSize(6).first().isEqualTo("COORD_FEATURE=A");
        assertThat(claimed.out())
                .contains("\nCOORD_LEASE=lease-1-", "\nCOORD_TOKEN=1\n")
                .endsWith("\nexport COORD_FEATURE COORD_LEASE COORD_TOKEN COORD_EXPIRES_AT COORD_TASK_FILE\n");
        assertThat(coord("status").out()).containsPattern("A +me").containsPattern("B +waits for A \\(me\\)");
    }

    @Test
    void theTaskIsWhatAnAgentOfARunReads() throws IOException {
        Called claimed = coord("next", "--agent", "me", "--ttl", "20m");

        Path file = directory.resolve("coord/tasks/A.md").toRealPath();
        assertThat(claimed.out()).contains("\nCOORD_TASK_FILE=" + file + "\n");
        assertThat(Files.readString(file))
                .startsWith("# The form\n\nMake\tthe *form*.\n\n## What you may write\n")
                .contains("- `a.ts`\n")
                .contains(" lock acquire --dir " + file.getParent().getParent()
                        + " --agent me --feature A --ttl 1200s --wait 30s --write PATH\n");
    }

    @Test
    void aDeadAgentsTaskIsGivenToTheNextOne() throws IOException {
        coord("next", "--agent", "me", "--ttl", "1s");

        assertThat(coord("next", "--agent", "you", "--wait", "1m").status()).isZero();

        assertThat(Files.readString(directory.resolve("coord/tasks/A.md")))
                .contains("--agent you ")
                .doesNotContain("--agent me ");
    }

    @Test
    void aTaskThatCannotBeWrittenClaimsNothing() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("coord/tasks"), "a file");

        Called failed = coord("next", "--agent", "me");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("cannot write the task of 'A' to ");
        Files.delete(inTheWay);
        assertThat(coord("next", "--agent", "you").status()).isZero();
    }

    @Test
    void nothingThatCanStartIsToldAtOnceWithoutWait() {
        coord("next", "--agent", "me");

        Called none = coord("next", "--agent", "you");

        assertThat(none.status()).isEqualTo(4);
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).isEqualTo("coord: no feature can start yet: waiting for A (me)\n");
    }

    @Test
    void whatOneHasClaimedOneselfIsToldWithWhatEndsIt() {
        coord("next", "--agent", "me");

        Called none = coord("next", "--agent", "me");

        assertThat(none.status()).isEqualTo(4);
        assertThat(none.err())
                .isEqualTo(
                        "coord: no feature can start yet: waiting for A (me); you work on A yourself: complete, fail or block"
                                + " it first\n");
    }

    @Test
    void anAgentThatFailsEndsTheLoopOfTheHelp() throws Exception {
        coord("next", "--agent", "me");
        assertThat(coord("fail", "A", "--agent", "me", "--reason", "my-agent failed")
                        .status())
                .isZero();

        assertThat(coord("next", "--agent", "me", "--wait", "10m").status()).isEqualTo(5);
        assertThat(coord("next", "--help").out())
                .contains("coord fail \"$COORD_FEATURE\" --agent implementor-1 --reason ");
    }

    @Test
    void waitsForAClaimWhoseLeaseEnds() {
        coord("next", "--agent", "me", "--ttl", "1s");

        assertThat(coord("next", "--agent", "you", "--wait", "1m").out()).startsWith("COORD_FEATURE=A\n");
        Called late = coord("complete", "A", "--agent", "me");
        assertThat(late.status()).isEqualTo(3);
        assertThat(late.err()).contains("agent 'you' works on it");
    }

    @Test
    void everythingCompletedIsACodeOfItsOwn() {
        for (String feature : new String[] {"A", "B"}) {
            coord("next", "--agent", "me");
            assertThat(coord("complete", feature, "--agent", "me").status()).isZero();
        }

        Called done = coord("next", "--agent", "me");

        assertThat(done.status()).isEqualTo(7);
        assertThat(done.err()).isEqualTo("coord: every feature is completed; nothing is left to do\n");
    }

    @Test
    void theVariableSaysWhoAsks() {
        assertThat(coord("next").err()).contains("'--agent ID' is missing", "COORD_AGENT");
        environment.put("COORD_AGENT", "me");

        assertThat(coord("next").status()).isZero();
        assertThat(coord("status").out()).containsPattern("A +me");
    }

    @Test
    void whatADeadRunMakesIsNotWaitedFor() {
        storeDeadRun();

        Called stuck = coord("next", "--agent", "me", "--wait", "10m");

        assertThat(stuck.status()).isEqualTo(5);
        assertThat(stuck.err())
                .isEqualTo("coord: no feature can start: run k3x9 makes what is left, and its process is gone; the same"
                        + " 'coord run' goes on with it\n");
    }

    @Test
    void thatTheRecordOfARunGoesOnIsNoHistoryForPeople() {
        storeDeadRun();

        assertThat(coord("history").out()).contains("changed: features").doesNotContain("run");
        assertThat(coord("history").out().lines())
                .noneMatch(line -> line.strip().endsWith("changed:"));
        assertThat(coord("history", "--json").out()).contains("\"run\"");
    }

    private void storeDeadRun() {
        ProcessId self = ProcessLife.current();
        ProcessId gone = new ProcessId(self.pid(), Instant.EPOCH, self.host());
        FeatureRun pending = new FeatureRun("digest", 0, new FeaturePhase.Pending(), Duration.ZERO);
        RunRecord run = new RunRecord(
                new RunId("k3x9"),
                gone,
                Optional.empty(),
                Instant.EPOCH,
                RunSettings.builder("refs/heads/main").build(),
                List.of(new Wave(0, List.of(new FeatureId("A")), List.of())),
                0,
                new TreeMap<>(Map.of(new FeatureId("A"), pending)),
                new RunPhase.Working(new CommitId("3f".repeat(20))));
        try (CoordinationStore store = DirectoryStore.open(directory.resolve("coord"), InstantSource.system())) {
            store.update((before, now) -> Transition.of(before.withRun(run), ""));
        }
    }

    private Called coord(String... words) {
        return Called.coord(environment, words);
    }

    @Test
    void aTaskIsNotWrittenThroughALink() throws IOException {
        Path mine = Files.writeString(
                Files.createDirectories(directory.resolve("notes")).resolve("A.md"), "the only copy");
        Files.createSymbolicLink(directory.resolve("coord/tasks"), directory.resolve("notes"));

        Called failed = coord("next", "--agent", "me");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err())
                .contains("coord/tasks' cannot be used: it is a link, not a directory", "the claim was given back");
        assertThat(mine).hasContent("the only copy");
    }
}
