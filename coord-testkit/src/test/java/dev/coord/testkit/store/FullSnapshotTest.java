package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FullSnapshotTest {

    @Test
    void holdsEveryPhaseOfAFeature() {
        List<Class<?>> held =
                FullSnapshot.phases().stream().<Class<?>>map(Object::getClass).toList();

        assertThat(held).hasSameElementsAs(leaves(FeaturePhase.class).toList());
    }

    @Test
    void holdsEveryPhaseOfARun() {
        List<Class<?>> held = FullSnapshot.runPhases().stream()
                .<Class<?>>map(Object::getClass)
                .toList();

        assertThat(held)
                .containsExactlyInAnyOrderElementsOf(leaves(RunPhase.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(FullSnapshotTest::leaves)
                        .distinct()
                : Stream.of(type);
    }
}
