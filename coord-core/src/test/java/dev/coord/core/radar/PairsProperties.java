package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.radar.Pairs.Pair;
import dev.coord.core.radar.Pairs.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PairsProperties {

    @Property(tries = 500)
    void whatIsKnownOfAnUntouchedPairStillHolds(@ForAll("seen") Seen before, @ForAll("seen") Seen after) {
        Map<Pair, String> known = looked(before, Pairs.of(before.works().keySet()));

        List<Pair> again = Pairs.toLookAt(before, after);
        Map<Pair, String> now = new HashMap<>(known);
        now.keySet().retainAll(Pairs.of(after.works().keySet()));
        now.putAll(looked(after, again));

        assertThat(now).isEqualTo(looked(after, Pairs.of(after.works().keySet())));
    }

    @Property(tries = 500)
    void nothingIsLookedAtAgainWhoseSidesAreTheSame(@ForAll("seen") Seen before, @ForAll("seen") Seen after) {
        for (Pair pair : Pairs.toLookAt(before, after)) {
            assertThat(sides(before, pair)).isNotEqualTo(sides(after, pair));
        }
    }

    @Test
    void everyTwoFeaturesAreOnePair() {
        FeatureId a = new FeatureId("a");
        FeatureId b = new FeatureId("b");

        assertThat(Pairs.of(List.of(b, a)))
                .containsExactly(
                        new Pair(a, Optional.empty()), new Pair(a, Optional.of(b)), new Pair(b, Optional.empty()));
    }

    private static Map<Pair, String> looked(Seen seen, List<Pair> pairs) {
        Map<Pair, String> found = new HashMap<>();
        pairs.forEach(pair -> found.put(pair, sides(seen, pair)));
        return found;
    }

    private static String sides(Seen seen, Pair pair) {
        return seen.works().get(pair.one()) + " "
                + pair.other().map(id -> "feature " + seen.works().get(id)).orElseGet(() -> "target " + seen.target());
    }

    @Provide
    Arbitrary<Seen> seen() {
        Arbitrary<String> tree = Arbitraries.of("1", "2", "3");
        return Combinators.combine(
                        tree,
                        Arbitraries.maps(Arbitraries.of("a", "b", "c", "d").map(FeatureId::new), tree)
                                .ofMaxSize(4))
                .as(Seen::new);
    }
}
