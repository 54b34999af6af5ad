package dev.coord.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.demo.DemoIT;
import dev.coord.cli.directory.JqCommandTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --json} prints is what it printed before, byte for byte, but for times, numbers of processes and the like. */
class GoldenAnswersTest {

    private static final List<GoldenScript> SCRIPTS = List.of(
            new GoldenPlans(),
            new GoldenLocks(),
            new GoldenFeatures(),
            new GoldenStatus(),
            new GoldenHistory(),
            new GoldenRuns(),
            new GoldenIntegrations(),
            new GoldenRollbacks(),
            new GoldenRadar(),
            new GoldenDoctor(),
            new GoldenFailures());

    /** Answers that {@link DemoIT} and {@link JqCommandTest} compare, who have a demo and jq. */
    private static final Set<String> ELSEWHERE = Set.of("demo", "jq-edited");

    @TempDir
    Path temp;

    @TestFactory
    Stream<DynamicTest> answersAsBefore() throws Exception {
        SortedMap<String, String> answers = new TreeMap<>();
        for (GoldenStage stage : played()) {
            assertThat(answers).doesNotContainKeys(stage.answers().keySet().toArray(String[]::new));
            answers.putAll(stage.answers());
        }
        Set<String> names = new TreeSet<>(answers.keySet());
        names.addAll(ELSEWHERE);
        return Stream.concat(
                answers.entrySet().stream()
                        .map(answer -> DynamicTest.dynamicTest(
                                answer.getKey(), () -> Golden.ANSWERS.check(answer.getKey(), answer.getValue()))),
                Stream.of(DynamicTest.dynamicTest("every file", () -> Golden.ANSWERS.requireNoOthersThan(names))));
    }

    /** Several at a time, since most of what they take is waiting for the disk. */
    private List<GoldenStage> played() throws Exception {
        ExecutorService players = Executors.newFixedThreadPool(4);
        try {
            List<Future<GoldenStage>> plays = new ArrayList<>();
            for (GoldenScript script : SCRIPTS) {
                plays.add(players.submit(() -> played(script)));
            }
            List<GoldenStage> stages = new ArrayList<>();
            for (Future<GoldenStage> play : plays) {
                stages.add(play.get());
            }
            return stages;
        } finally {
            players.shutdownNow();
        }
    }

    private GoldenStage played(GoldenScript script) throws Exception {
        GoldenStage stage = new GoldenStage(temp.resolve(script.getClass().getSimpleName()));
        script.play(stage);
        return stage;
    }
}
