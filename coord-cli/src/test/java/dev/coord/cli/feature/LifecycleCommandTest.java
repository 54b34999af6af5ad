package dev.coord.cli.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.cli.Called;
import dev.coord.cli.JsonTrees;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LifecycleAnswers;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.NotMoved;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleCommandTest {

    private static final FeatureId A = new FeatureId("a");
    private static final FeatureId B = new FeatureId("b");
    private static final AgentId ME = new AgentId("me");

    private static final Map<Class<?>, ExitCode> CODES = Map.of(
            LifecycleOutcome.Moved.class, ExitCode.DONE,
            LifecycleOutcome.Stored.class, ExitCode.DONE,
            LifecycleOutcome.PrerequisitesMissing.class, ExitCode.PREREQUISITES,
            LifecycleOutcome.Halted.class, ExitCode.CONFLICT,
            LifecycleOutcome.NotTheOwner.class, ExitCode.CONFLICT,
            LifecycleOutcome.MadeByRun.class, ExitCode.CONFLICT,
            LifecycleOutcome.UnknownFeature.class, ExitCode.BAD_INPUT,
            LifecycleOutcome.IllegalMove.class, ExitCode.FAILED,
            LifecycleOutcome.StaleLease.class, ExitCode.LEASE_LOST);

    private static final List<LifecycleOutcome> OUTCOMES = List.of(
            new LifecycleOutcome.Moved(A, FeatureStatus.PENDING, FeatureStatus.ACTIVE),
            new LifecycleOutcome.Stored(2),
            new LifecycleOutcome.PrerequisitesMissing(A, List.of(B)),
            new LifecycleOutcome.Halted(A, B, List.of("posts")),
            new LifecycleOutcome.NotTheOwner(A, ME, new AgentId("other")),
            new LifecycleOutcome.MadeByRun(A, new RunId("r1"), "complete"),
            new LifecycleOutcome.UnknownFeature(A, List.of(B)),
            new LifecycleOutcome.IllegalMove(A, FeatureStatus.COMPLETED, "start"),
            new LifecycleOutcome.StaleLease(A, "gone"));

    @TempDir
    Path temp;

    @BeforeEach
    void storeFeatures() throws IOException {
        Path features = Called.file(temp, "features.json", """
                {
                  "first":  {"schema_changes": ["posts"]},
                  "second": {"blocked_by": ["first"]},
                  "rival":  {"schema_changes": ["posts"]}
                }
                """);
        assertThat(coord("init", features.toString()).out()).isEqualTo("stored 3 features in " + temp + "\n");
    }

    @Test
    void startWaitsForPrerequisitesAndGivesUpInTheEnd() {
        Called start = coord("start", "second", "--agent", "me", "--wait", "50ms");

        assertThat(start.status()).isEqualTo(5);
        assertThat(start.err()).contains("'second'", "before first");
        assertThat(coord("conflicts", "--json").out()).containsOnlyOnce("dependency_violation");
        assertThat(coord("status").out()).doesNotContain("second is active");
    }

    @Test
    void startThatWaitsBeginsWhenThePrerequisiteIsCompleted() throws Exception {
        coord("start", "first", "--agent", "other");
        FutureTask<Called> start = new FutureTask<>(() -> coord("start", "second", "--agent", "me", "--wait", "1h"));
        new Thread(start, "second").start();
        while (!coord("conflicts", "--json").out().contains("dependency_violation")) {
            Thread.onSpinWait();
        }

        coord("complete", "first", "--agent", "other");

        Called begun = start.get(1, TimeUnit.MINUTES);
        assertThat(begun.out()).isEqualTo("second is active (was pending)\n");
        assertThat(begun.status()).isZero();
    }

    @Test
    void goesThroughAFeaturesLife() {
        assertThat(coord("start", "first", "--agent", "me").out()).isEqualTo("first is active (was pending)\n");
        assertThat(coord("start", "first", "--agent", "me").out()).isEqualTo("first is active already\n");
        assertThat(coord("block", "first", "--agent", "me", "--reason", "no key")
                        .status())
                .isZero();
        assertThat(coord("status").out()).contains("blocked", "me: no key");
        assertThat(coord("retry", "first", "--agent", "me").out()).isEqualTo("first is pending (was blocked)\n");
        coord("start", "first", "--agent", "me");
        assertThat(coord("fail", "first", "--agent", "me").out()).isEqualTo("first is failed (was active)\n");
        coord("retry", "first", "--agent", "me");
        coord("start", "first", "--agent", "me");
        assertThat(coord("complete", "first", "--agent", "me").out()).isEqualTo("first is completed (was active)\n");
        assertThat(coord("start", "second", "--agent", "me").status()).isZero();
    }

    @Test
    void doesNotStartBeforeThePrerequisites() throws IOException {
        Called start = coord("start", "second", "--agent", "me", "--json");

        assertThat(start.status()).isEqualTo(5);
        JsonNode answer = new JsonMapper().readTree(start.out());
        assertThat(answer.path("result").asText()).isEqualTo("refused");
        assertThat(answer.path("missing")).hasSize(1);
        assertThat(start.err()).contains("first").hasLineCount(1);
    }

    @Test
    void doesNotStartBesideAFeatureThatChangesTheSameTable() {
        coord("start", "first", "--agent", "me");

        Called start = coord("start", "rival", "--agent", "other");

        assertThat(start.status()).isEqualTo(3);
        assertThat(start.err()).contains("posts", "first");
    }

    @Test
    void leavesAnothersFeatureAlone() {
        coord("start", "first", "--agent", "me");

        assertThat(coord("complete", "first", "--agent", "other").status()).isEqualTo(3);
        assertThat(coord("start", "first", "--agent", "other").status()).isEqualTo(3);
    }

    @Test
    void knowsOnlyTheFeaturesThatAreStored() {
        Called start = coord("start", "frist", "--agent", "me");

        assertThat(start.status()).isEqualTo(2);
        assertThat(start.err()).contains("did you mean", "first");
    }

    @Test
    void doesNotCompleteUnderAStaleToken() {
        coord("start", "first", "--agent", "me");

        assertThat(coord("complete", "first", "--agent", "me", "--token", "7").status())
                .isEqualTo(6);
    }

    @Test
    void doesNotCompleteWhatWasNotStarted() {
        assertThat(coord("complete", "first", "--agent", "me").status()).isEqualTo(1);
    }

    @Test
    void hasAnAnswerForEveryOutcome() {
        assertThat(OUTCOMES).extracting(Object::getClass).hasSameElementsAs(variants(LifecycleOutcome.class));
        for (LifecycleOutcome outcome : OUTCOMES) {
            assertThat(ExitCode.of(outcome)).isEqualTo(CODES.get(outcome.getClass()));
            assertThat(JsonTrees.of(LifecycleAnswers.of(outcome)).path("result").asText())
                    .isEqualTo(
                            outcome instanceof NotMoved
                                    ? "refused"
                                    : outcome instanceof LifecycleOutcome.Moved ? "moved" : "stored");
        }
    }

    private static List<Class<?>> variants(Class<?> sealed) {
        List<Class<?>> variants = new ArrayList<>();
        for (Class<?> variant : sealed.getPermittedSubclasses()) {
            variants.addAll(variant.isSealed() ? variants(variant) : List.of(variant));
        }
        return variants;
    }

    private Called coord(String... args) {
        return Called.coord(Stream.concat(Stream.of(args), Stream.of("--dir", temp.toString()))
                .toArray(String[]::new));
    }
}
