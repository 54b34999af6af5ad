package dev.coord.core.json.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.plan.Feature;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureJsonTest {

    private static final Feature POSTS = Feature.builder("P3_posts")
            .blocks("P5", "P4")
            .blockedBy("P1_user_auth")
            .writes("app/posts/page.tsx", "app/é.ts")
            .reads("app/actions/auth.ts")
            .changesSchema("posts")
            .uses("supabase_auth")
            .build();

    @Test
    void writesTheSixFieldsAndTheIdOnOneLine() {
        assertThat(FeatureJson.toJson(POSTS))
                .isEqualTo("{\"feature_id\":\"P3_posts\",\"blocks\":[\"P5\",\"P4\"],\"blocked_by\":[\"P1_user_auth\"],"
                        + "\"file_writes\":[\"app/posts/page.tsx\",\"app/é.ts\"],\"file_reads\":[\"app/actions/auth.ts\"],"
                        + "\"schema_changes\":[\"posts\"],\"shared_resources\":[\"supabase_auth\"]}\n");
    }

    @Test
    void givesTheDigestThatEarlierVersionsGave() {
        assertThat(FeatureJson.digest(POSTS))
                .isEqualTo("93b67fb34fab1d3d3428fb15f030741bf5867ec40cf38491cbb4623ae1220d79");
        assertThat(FeatureJson.digest(Feature.builder("P1").build()))
                .isEqualTo("2a21ca904c117d56fbe9a80868d70641505b04f04276fe21ad8d229e34f0b590");
        assertThat(FeatureJson.digest(Feature.builder("docs-1.x")
                        .writes("docs/", "src/*.{ts,tsx}", "a \"b\"/\ud83d\ude00.md")
                        .reads("README.md")
                        .changesSchema("Profiles", "posts")
                        .uses("mail \u20ac")
                        .takes(Duration.ofMinutes(45))
                        .priority(-3)
                        .build()))
                .isEqualTo("375c988f188195c8ee5d266a270092390958606205445fb2e89d72bc3a7fa259");
    }

    @Test
    void givesOneDigestWhateverTheOrderOfTheLists() {
        Feature turned = Feature.builder("P3_posts")
                .blocks("P4", "P5")
                .blockedBy("P1_user_auth")
                .writes("./app//é.ts", "app/posts/page.tsx")
                .reads("app/actions/auth.ts")
                .changesSchema("posts")
                .uses("supabase_auth")
                .build();

        assertThat(FeatureJson.digest(turned)).isEqualTo(FeatureJson.digest(POSTS));
    }

    @Test
    void givesAnotherDigestForEachOtherDeclaration() {
        Set<String> digests = new HashSet<>();
        for (Feature feature : List.of(
                Feature.builder("P1").build(),
                Feature.builder("P2").build(),
                Feature.builder("P1").blocks("a").build(),
                Feature.builder("P1").blockedBy("a").build(),
                Feature.builder("P1").writes("a").build(),
                Feature.builder("P1").reads("a").build(),
                Feature.builder("P1").changesSchema("a").build(),
                Feature.builder("P1").uses("a").build(),
                Feature.builder("P1").uses("a", "b").build(),
                Feature.builder("P1").uses("a\",\"b").build())) {
            digests.add(FeatureJson.digest(feature));
        }

        assertThat(digests).hasSize(10).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    @Test
    void digestsTheWorkAndNotTheGuessOfHowLongItTakes() {
        Feature plain = Feature.builder("P1").writes("a").build();
        Feature guessed = Feature.builder("P1")
                .writes("a")
                .takes(Duration.ofMinutes(5))
                .priority(3)
                .build();

        assertThat(FeatureJson.digest(guessed)).isEqualTo(FeatureJson.digest(plain));
        assertThat(FeatureJson.toJson(guessed)).contains("\"estimate\":\"PT5M\",\"priority\":3");
    }

    @Test
    void digestsTheDescriptionAndNotWhatIsSaidBesideIt() {
        Feature plain = Feature.builder("P1").writes("a").build();
        Feature described = plain.toBuilder().description("Build it.").build();
        Feature beside = plain.toBuilder()
                .title("It")
                .allowEmpty(true)
                .check("make test")
                .branch("topic/a")
                .extra("x-owner", "1")
                .build();

        assertThat(FeatureJson.digest(beside)).isEqualTo(FeatureJson.digest(plain));
        assertThat(FeatureJson.digest(described))
                .isNotEqualTo(FeatureJson.digest(plain))
                .isNotEqualTo(FeatureJson.digest(
                        plain.toBuilder().description("Build it!").build()))
                .isEqualTo("a2f51b03d1b38c219884fe8f589d1cf5fcb7719db19b10c3b5efba4ee0b5886a");
    }

    @Test
    void givesTheAgentTheTaskAndTheFieldsOfOthersWordForWord() {
        Feature feature = Feature.builder("P1")
                .title("Sign \u202e in")
                .description("# Do\n\tit \u001b")
                .allowEmpty(true)
                .check("make \"a\"\ntest")
                .extra("x-b", Map.of("n", List.of(new BigDecimal("1.50"), BigInteger.ZERO)))
                .extra("x-a", null)
                .build();

        assertThat(FeatureJson.toJson(feature))
                .endsWith(
                        "\"shared_resources\":[],\"title\":\"Sign \u202e in\",\"description\":\"# Do\\n\\tit \\u001B\","
                                + "\"allow_empty\":true,\"check\":\"make \\\"a\\\"\\ntest\",\"x-b\":{\"n\":[1.50,0]},\"x-a\":null}\n");
    }
}
