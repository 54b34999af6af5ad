package dev.coord.core.graph;

import static dev.coord.core.plan.FeatureSets.id;
import static dev.coord.core.plan.FeatureSets.ids;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void namesTheMostAlikeFirstAndAtMostThree() {
        assertThat(Nearest.of(
                        id("P2_user_profil"), ids("P1_user_auth", "P2_user_profile", "P2_user_profiles", "setup")))
                .startsWith(id("P2_user_profile"), id("P2_user_profiles"));
        assertThat(Nearest.of(id("a1"), ids("a2", "a3", "a4", "a5"))).isEqualTo(ids("a2", "a3", "a4"));
    }

    @Test
    void knowsAnIdByItsBeginningAndInAnyCase() {
        assertThat(Nearest.of(id("p3"), ids("P1_user_auth", "P3_posts"))).startsWith(id("P3_posts"));
        assertThat(Nearest.of(id("SETUP"), ids("setup"))).isEqualTo(ids("setup"));
    }

    @Test
    void namesNothingWhereNothingIsAlike() {
        assertThat(Nearest.of(id("payments"), ids("P1_user_auth"))).isEmpty();
        assertThat(Nearest.unknown(id("payments"), ids("P1_user_auth"))).isEqualTo("no feature is named 'payments'");
    }

    @Property
    void isAsFarInBothDirectionsAndNeverBelowZero(@ForAll("names") String one, @ForAll("names") String other) {
        assertThat(Nearest.distance(one, other))
                .isEqualTo(Nearest.distance(other, one))
                .isNotNegative();
        assertThat(Nearest.distance(one, one)).isZero();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(5);
    }
}
