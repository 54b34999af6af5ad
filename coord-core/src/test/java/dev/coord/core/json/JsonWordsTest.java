package dev.coord.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.Problem;
import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.core.json.state.SnapshotWords;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Holder;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.PathLock.Operation;
import dev.coord.plan.ConflictType;
import dev.coord.plan.ConflictType.Severity;
import dev.coord.plan.Independence;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.Proof.Side;
import dev.coord.run.Collected.Undone;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import dev.coord.state.ClaimOutcome.Obstacle;
import dev.coord.state.FeatureStatus;
import dev.coord.store.History.HistoryEvent.Ending;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Example;

class JsonWordsTest {

    @Example
    void everyConstantHasAWordOfItsOwn() {
        assertWords(FeatureStatus.class, JsonWords::of);
        assertWords(Holder.Kind.class, JsonWords::of);
        assertWords(Obstacle.Kind.class, JsonWords::of);
        assertWords(Ending.class, JsonWords::of);
        assertWords(OverlapPolicy.class, JsonWords::of);
        assertWords(Schedule.class, JsonWords::of);
        assertWords(Independence.Question.class, JsonWords::of);
        assertWords(Severity.class, JsonWords::of);
        assertWords(Problem.Code.class, JsonWords::of);
        assertWords(ConflictType.class, ConflictType::jsonName);
        assertWords(Operation.class, Operation::jsonName);
        assertWords(Undone.How.class, JsonWords::of);
        assertWords(UndeclaredPolicy.class, JsonWords::of);
        assertWords(DeletionPolicy.class, JsonWords::of);
        assertWords(Side.class, JsonWords::of);
    }

    @Example
    void everyConstantHasAWordOfItsOwnInASnapshot() {
        assertWords(Operation.class, SnapshotWords::of);
        assertWords(ContentionPolicy.class, SnapshotWords::of);
        assertWords(LostLease.Cause.class, SnapshotWords::of);
        assertWords(FeatureStatus.class, SnapshotWords::of);
    }

    @Example
    void everyPhaseHasAWordOfItsOwn() {
        assertWords(samples(RunPhase.class).map(RunPhase.class::cast).map(JsonWords::of));
        assertWords(samples(FeaturePhase.class).map(FeaturePhase.class::cast).map(JsonWords::of));
    }

    @Example
    void everyFindingHasAWordOfItsOwn() {
        assertWords(samples(AuditFinding.class).map(AuditFinding.class::cast).map(JsonWords::of));
    }

    @Example
    void refusesAWordThatNoConstantHas() {
        Function<String, Schedule> schedule = JsonWords.constant(Schedule.class, JsonWords::of);

        assertThatThrownBy(() -> schedule.apply("WAVES"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'WAVES' is not known");
    }

    private static <E extends Enum<E>> void assertWords(Class<E> type, Function<E, String> wordOf) {
        assertWords(Arrays.stream(type.getEnumConstants()).map(wordOf));
        assertThat(type.getEnumConstants())
                .allSatisfy(
                        constant -> assertThat(JsonWords.constant(type, wordOf).apply(wordOf.apply(constant)))
                                .isEqualTo(constant));
    }

    private static void assertWords(Stream<String> words) {
        List<String> all = words.toList();
        assertThat(all).isNotEmpty().doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z_]+|[A-Z_]+"));
    }

    private static Stream<Object> samples(Class<?> sealed) {
        return AnySnapshot.variants(sealed).stream()
                .map(variant -> AnySnapshot.any(variant).sample());
    }
}
