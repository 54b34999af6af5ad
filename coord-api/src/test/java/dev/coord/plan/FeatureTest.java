package dev.coord.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FeatureTest {

    private static final Feature FULL = Feature.builder("P1")
            .blocks("P2")
            .blockedBy("P0")
            .writes("a.ts")
            .reads("b.ts")
            .changesSchema("profiles")
            .uses("mailer")
            .takes(Duration.ofMinutes(5))
            .priority(7)
            .title("One")
            .description("Build it.")
            .allowEmpty(true)
            .check("make test")
            .branch("topic/a")
            .extra("x-owner", "\"blog\"")
            .build();

    private static final List<UnaryOperator<Feature.Builder>> CHANGES = List.of(
            feature -> feature.blocks("P9"),
            feature -> feature.blockedBy("P9"),
            feature -> feature.writes("x"),
            feature -> feature.reads("x"),
            feature -> feature.changesSchema("x"),
            feature -> feature.uses("x"),
            feature -> feature.takes(Duration.ofMinutes(6)),
            feature -> feature.priority(8),
            feature -> feature.title("Two"),
            feature -> feature.description("Build that."),
            feature -> feature.allowEmpty(false),
            feature -> feature.check("make check"),
            feature -> feature.branch("topic/b"),
            feature -> feature.extra("x-owner", "1"));

    @Test
    void equalsWhatDeclaresTheSame() {
        Feature twin = FULL.toBuilder().build();

        assertThat(twin)
                .isNotSameAs(FULL)
                .isEqualTo(FULL)
                .hasSameHashCodeAs(FULL)
                .hasToString(FULL.toString());
        assertThat(Feature.builder("P1").build())
                .isNotEqualTo(FULL)
                .isNotEqualTo(Feature.builder("P2").build())
                .isEqualTo(Feature.builder(new FeatureId("P1")).description("").build());
        for (UnaryOperator<Feature.Builder> change : CHANGES) {
            assertThat(change.apply(FULL.toBuilder()).build()).isNotEqualTo(FULL);
        }
    }

    @Test
    void addsTextsAndSetsCollections() {
        Feature.Builder builder = Feature.builder("P1").writes("a").writes("b", "a");

        assertThat(builder.build().fileWrites()).containsExactly(new RepoPath("a"), new RepoPath("b"));
        assertThat(builder.writes(List.of(new RepoPath("c"))).build().fileWrites())
                .containsExactly(new RepoPath("c"));
    }

    @Test
    void isNotChangedByItsBuilder() {
        Feature.Builder builder = Feature.builder("P1").extra("x-a", "1");
        Feature built = builder.build();
        List<String> names = new ArrayList<>(built.extras().keySet());

        builder.extra("x-b", "2").writes("a");

        assertThat(built.extras().keySet()).containsExactlyElementsOf(names);
        assertThat(built.fileWrites()).isEmpty();
    }

    @Test
    void keepsTheFieldsOfOthersAsPlainValuesThatNobodyCanChange() {
        List<Object> list = new ArrayList<>(Arrays.asList(1, 1L, new BigDecimal("1.50"), null, true, "a  b"));
        Map<String, Object> map = new LinkedHashMap<>(Map.of("n", list));
        Feature feature =
                Feature.builder("P1").extra("x-b", map).extra("x-a", null).build();

        list.clear();
        map.clear();

        assertThat(feature.extras().keySet()).containsExactly("x-b", "x-a");
        assertThat(feature.extras())
                .containsEntry(
                        "x-b",
                        Map.of(
                                "n",
                                Arrays.asList(
                                        BigInteger.ONE, BigInteger.ONE, new BigDecimal("1.50"), null, true, "a  b")))
                .containsEntry("x-a", null);
        Map<?, ?> kept = (Map<?, ?>) feature.extras().get("x-b");
        assertThatThrownBy(kept::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((List<?>) kept.get("n"))::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(feature.extras()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesWhatIsNoTitleAndNoField() {
        Feature.Builder builder = Feature.builder("P1");

        assertThatThrownBy(() -> builder.title("two\nlines"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("title 'two\\nlines'");
        assertThatThrownBy(() -> builder.title(" ")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> builder.extra("owner", "1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("begin it with 'x-'");
        assertThatThrownBy(() -> builder.extra("x-due", List.of(Instant.EPOCH)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'x-due' has a java.time.Instant in it: '1970-01-01T00:00:00Z'");
        assertThatThrownBy(() -> builder.extra("x-rate", 1.5)).hasMessageContaining("BigDecimal");
        assertThatThrownBy(() -> builder.extra("x-map", Map.of(1, "a"))).hasMessageContaining("texts for keys");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> builder.extra("x-deep", itself))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nested deeper than 200");
    }
}
