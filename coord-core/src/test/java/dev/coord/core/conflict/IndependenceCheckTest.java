package dev.coord.core.conflict;

import static dev.coord.core.plan.FeatureSets.id;
import static dev.coord.core.plan.FeatureSets.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.plan.FeatureSets;
import dev.coord.core.plan.Planner;
import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Independence;
import dev.coord.plan.Independence.Criterion;
import dev.coord.plan.Independence.Question;
import dev.coord.plan.Independence.Verdict;
import dev.coord.plan.Plan;
import dev.coord.plan.Wave;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IndependenceCheckTest {

    @Test
    void letsTheSpecificationsPairRunTogetherAfterWhatBothWaitFor() {
        Independence answer = check(FeatureSets.specification(), "P2_user_profile", "P3_posts");

        assertThat(answer.verdict()).isEqualTo(new Verdict.ParallelAfter(ids("P1_user_auth")));
        assertThat(answer.criteria())
                .containsExactly(
                        new Criterion(
                                Question.FILE_WRITES,
                                true,
                                "no overlap (P2_user_profile writes app/actions/profile.ts, app/profile/page.tsx,"
                                        + " components/ProfileForm.tsx; P3_posts writes app/actions/posts.ts,"
                                        + " app/posts/page.tsx, components/PostList.tsx,"
                                        + " supabase/migrations/002_posts.sql)"),
                        new Criterion(
                                Question.SCHEMA,
                                true,
                                "no overlap (P2_user_profile changes profiles; P3_posts changes posts)"),
                        new Criterion(Question.DEPENDENCIES, false, "both are blocked by P1_user_auth"),
                        new Criterion(
                                Question.INDEPENDENT_TESTING,
                                true,
                                "neither reads what the other writes; both use supabase_auth, with care"));
    }

    @Test
    void letsThemRunAtOnceWhereWhatTheyWaitForWasCompletedBefore() {
        TreeMap<FeatureId, Feature> features = new TreeMap<>();
        FeatureSets.specification().subList(3, 5).forEach(feature -> features.put(feature.id(), feature));
        FeatureSet set = new FeatureSet(features, new TreeSet<>(ids("P1_user_auth")));

        assertThat(IndependenceCheck.check(set, id("P2_user_profile"), id("P3_posts"))
                        .verdict())
                .isEqualTo(new Verdict.Parallel());
    }

    @Test
    void serializesThoseThatWriteOneFile() {
        Independence answer = check(FeatureSets.withAdminPanel(), "P4_admin_panel", "P1_user_auth");

        assertThat(answer.first()).isEqualTo(id("P4_admin_panel"));
        assertThat(answer.verdict())
                .isEqualTo(new Verdict.Serialize(List.of(new Conflict.FileWrite(
                        id("P1_user_auth"), id("P4_admin_panel"), List.of("middleware.ts"), false))));
        assertThat(answer.criteria().get(0))
                .isEqualTo(new Criterion(Question.FILE_WRITES, false, "both write middleware.ts"));
    }

    @Test
    void tellsThePathThatOrdersTwo() {
        Independence answer = check(FeatureSets.specification(), "P3_posts", "foundational_features");

        assertThat(answer.verdict())
                .isEqualTo(new Verdict.Ordered(ids("foundational_features", "P1_user_auth", "P3_posts")));
        assertThat(answer.criteria().get(2).evidence()).isEqualTo("foundational_features -> P1_user_auth -> P3_posts");
        assertThat(answer.criteria().get(3).holds()).isFalse();
    }

    @Test
    void doesNotTestApartWhatReadsTheOther() {
        List<Feature> features = List.of(
                Feature.builder("a").reads("app/**").build(),
                Feature.builder("b").writes("app/x.ts").build());

        assertThat(check(features, "a", "b").verdict()).isEqualTo(new Verdict.Parallel());
        assertThat(check(features, "a", "b").criteria().get(3))
                .isEqualTo(new Criterion(Question.INDEPENDENT_TESTING, false, "a reads app/** of b"));
    }

    @Test
    void refusesUnknownFeaturesAllAtOnceWithTheNearest() {
        assertThatThrownBy(() -> check(FeatureSets.specification(), "P2_user_profil", "P3"))
                .isInstanceOf(BadInput.class)
                .hasMessage("no feature is named 'P2_user_profil'; did you mean 'P2_user_profile'?\n"
                        + "no feature is named 'P3'; did you mean 'P3_posts'?");
    }

    @Test
    void refusesOneFeatureTwice() {
        assertThatThrownBy(() -> check(FeatureSets.specification(), "P3_posts", "P3_posts"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("against itself");
    }

    @Property(tries = 300)
    void allowsWhateverThePlanRunsTogether(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        Plan plan = Planner.plan(set, 3);

        for (Wave wave : plan.waves()) {
            for (FeatureId one : wave.features()) {
                for (FeatureId other : wave.features()) {
                    if (!one.equals(other)) {
                        assertThat(IndependenceCheck.check(set, one, other).verdict())
                                .isInstanceOfAny(Verdict.Parallel.class, Verdict.ParallelAfter.class);
                    }
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    private static Independence check(List<Feature> features, String first, String second) {
        return IndependenceCheck.check(FeatureSet.of(features), id(first), id(second));
    }
}
