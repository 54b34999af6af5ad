package dev.coord.core.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.plan.Planner;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PicturesTest {

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    @Test
    void cutsALongListWithACount() {
        String[] paths = IntStream.range(0, 500)
                .mapToObj(i -> String.format("packages/app/src/components/part%04d/index.tsx", i))
                .toArray(String[]::new);
        FeatureSet set = FeatureSet.of(List.of(
                Feature.builder("A").writes(paths).build(),
                Feature.builder("B").writes(paths).build()));

        assertThat(dot(set)).contains("part0000/index.tsx, ").contains("part0019/index.tsx, and 480 more\"");
        assertThat(mermaid(set)).contains("part0019/index.tsx, and 480 more\"").doesNotContain("left out");
    }

    @Test
    void drawsNoLabelThatGraphvizDoesNotRead() {
        String longest = "\"\\".repeat(500) + "x".repeat(20_000);
        FeatureSet set = FeatureSet.of(List.of(
                Feature.builder("A").changesSchema(longest, "b").build(),
                Feature.builder("B").changesSchema(longest, "b").build()));

        assertThat(QUOTED.matcher(dot(set)).results())
                .isNotEmpty()
                .allMatch(label -> label.group().length() < 16_000);
        assertThat(dot(set)).contains("and 1 more");
    }

    @Test
    void saysInThePictureWhatMermaidDoesNotDraw() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Feature.Builder feature =
                    Feature.builder("feature_with_a_long_name_" + i).writes("hot.ts");
            features.add(
                    i % 2 == 0
                            ? feature.build()
                            : feature.blockedBy("feature_with_a_long_name_" + (i - 1))
                                    .build());
        }

        FeatureSet set = FeatureSet.of(features);
        String picture = mermaid(set);

        int serializations = Planner.plan(set, 4).serializations().size();
        assertThat(picture).hasSizeLessThanOrEqualTo(50_000);
        long nodes = count("(?m)^    f\\d+\\[", picture);
        long lines = count(" --> ", picture);
        long dotted = count(" \\.-> ", picture);
        assertThat(lines + dotted).isPositive().isLessThanOrEqualTo(500);
        assertThat(picture)
                .contains("left out, as Mermaid draws no more#58; " + (2000 - nodes) + " features, " + (1000 - lines)
                        + " dependencies, " + (serializations - dotted) + " serializations");
    }

    @Test
    void drawsAllThatMermaidCanDraw() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Feature.Builder feature = Feature.builder("f" + i);
            for (int before = 0; before < i && before < 12; before++) {
                feature.blockedBy("f" + before);
            }
            features.add(feature.build());
        }

        assertThat(mermaid(FeatureSet.of(features))).doesNotContain("left out");
    }

    private static long count(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.results().count();
    }

    private static String dot(FeatureSet set) {
        return Dot.of(set, Planner.plan(set, 4));
    }

    private static String mermaid(FeatureSet set) {
        return Mermaid.of(set, Planner.plan(set, 4));
    }
}
