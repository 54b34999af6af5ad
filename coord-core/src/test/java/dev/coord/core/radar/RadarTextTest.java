package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.Encounter.Side;
import dev.coord.radar.RadarPicture;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RadarTextTest {

    private static final String MAIN = "refs/heads/main";
    private static final FeatureId A = new FeatureId("a");
    private static final FeatureId B = new FeatureId("b");

    @Test
    void tellsWithWhomInWhichFileAndLinesAndWhatTheOtherSideDid() {
        String text = RadarText.of(picture(encounter("app.ts", "@@ -3 +3 @@\n-x\n+theirs\n")), A, MAIN);

        assertThat(text)
                .contains("## Conflict with feature b: app.ts\n")
                .contains("Your lines: 3-5. Theirs: 4, in their file.")
                .contains("```diff\n@@ -3 +3 @@\n-x\n+theirs\n```\n");
    }

    @Test
    void isEmptyWhereNothingIsInTheWay() {
        assertThat(RadarText.of(picture(), A, MAIN)).isEmpty();
        assertThat(RadarText.of(picture(encounter("f", "")), new FeatureId("c"), MAIN))
                .isEmpty();
    }

    @Test
    void nothingOfOthersEndsAFenceOrALine() {
        String text = RadarText.of(picture(encounter("a\n# b\u001b[31m", "+````\n+```\n")), A, MAIN);

        assertThat(text.lines().filter(line -> line.startsWith("# "))).containsExactly("# What your work meets");
        assertThat(text).contains("`````diff\n").doesNotContain("\u001b");
    }

    @Test
    void aLongDifferenceAndManyPlacesAreCutOff() {
        Encounter[] many = IntStream.range(0, 30)
                .mapToObj(i -> encounter("f" + i, "+line\n".repeat(5000)))
                .toArray(Encounter[]::new);

        String text = RadarText.of(picture(many), A, MAIN);

        assertThat(text).contains("10 more places").contains("of 30000 characters");
        assertThat(text.length()).isLessThan(20 * 1000);
    }

    @Test
    void aPlaceIsOneLineForPeople() {
        assertThat(RadarText.line(encounter("app.ts", ""), MAIN))
                .isEqualTo("conflicts with b in app.ts:3-5 (theirs: 4)");
        assertThat(RadarText.line(
                        new Encounter(
                                A,
                                Optional.empty(),
                                "app.ts",
                                Kind.CLOSE,
                                new Side(List.of(), ""),
                                new Side(List.of(), "")),
                        MAIN))
                .isEqualTo("is close to main in app.ts");
    }

    private static Encounter encounter(String path, String diff) {
        return new Encounter(
                A,
                Optional.of(B),
                path,
                Kind.CONFLICT,
                new Side(List.of(new LineRange(3, 5)), "own"),
                new Side(List.of(new LineRange(4, 4)), diff));
    }

    private static RadarPicture picture(Encounter... encounters) {
        return new RadarPicture(new CommitId("0".repeat(40)), List.of(A, B), List.of(encounters), List.of());
    }
}
