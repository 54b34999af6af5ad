package dev.coord.core.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntegrationSetTest {

    private static final FeatureId A = new FeatureId("A");
    private static final FeatureId B = new FeatureId("B");
    private static final FeatureId C = new FeatureId("C");

    private final FeatureSet declared = FeatureSet.of(List.of(
            Feature.builder(A)
                    .blocks("B")
                    .writes("x")
                    .changesSchema("t")
                    .uses("db")
                    .build(),
            Feature.builder(B).writes("x").reads("y").build(),
            Feature.builder(C).writes("y").branch("topic").build()));
    private final SortedMap<FeatureId, SortedSet<FeatureId>> stacks = new TreeMap<>();

    @Test
    void filesOrderNothingDependenciesAndSchemasDo() {
        FeatureSet set = set(Set.of(A, B, C), Set.of());

        assertThat(set.get(A)).isEqualTo(Feature.builder(A).changesSchema("t").build());
        assertThat(set.get(B)).isEqualTo(Feature.builder(B).blockedBy("A").build());
        assertThat(set.get(C)).isEqualTo(Feature.builder(C).branch("topic").build());
    }

    @Test
    void aStackOrdersAsADependencyDoes() {
        stacks.put(C, new TreeSet<>(Set.of(B)));

        assertThat(set(Set.of(A, B, C), Set.of()).get(C).blockedBy()).containsExactly(B);
    }

    @Test
    void whatHasLandedIsInTheSetWhereItIsNeeded() {
        FeatureSet set = set(Set.of(B), Set.of(A));

        assertThat(set.features().keySet()).containsExactly(A, B);
        assertThat(set.get(B).blockedBy()).containsExactly(A);
    }

    @Test
    void refusesWhatNeedsMoreThanIsNamedAndTellsAllOfIt() {
        stacks.put(C, new TreeSet<>(Set.of(A)));

        assertThatThrownBy(() -> set(Set.of(B, C), Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "cannot integrate without what has not landed on main: 'B' needs 'A'; 'C' needs 'A', since its branch"
                                + " contains that one's; name that with --features, too");
    }

    @Test
    void refusesBranchesThatContainWhatWaitsForThem() {
        stacks.put(A, new TreeSet<>(Set.of(B)));

        assertThatThrownBy(() -> set(Set.of(A, B), Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("A -> B -> A")
                .hasMessageEndingWith("; the branch of 'A' contains that of 'B'");
    }

    @Test
    void refusesToIntegrateWhatIsNoFeature() {
        assertThatThrownBy(() -> IntegrationSet.chosen(declared, Set.of(A, new FeatureId("X"), new FeatureId("Y"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("X, Y");
        assertThat(IntegrationSet.chosen(declared, Set.of())).containsExactly(A, B, C);
    }

    private FeatureSet set(Set<FeatureId> chosen, Set<FeatureId> landed) {
        return IntegrationSet.of(declared, chosen, landed, stacks, "main");
    }
}
