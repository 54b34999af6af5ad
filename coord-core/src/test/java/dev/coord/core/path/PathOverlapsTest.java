package dev.coord.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.Names;
import dev.coord.core.plan.Planner;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathOverlapsTest {

    @Property(tries = 1500)
    void agreesWithComparingAllPairs(@ForAll("paths") List<String> texts) {
        Names names = new Names(texts.size());
        texts.forEach(text -> names.number(new RepoPath(text).value()));

        IntAdjacency overlaps = PathOverlaps.of(names);

        for (int one = 0; one < names.size(); one++) {
            List<Integer> expected = new ArrayList<>();
            for (int other = 0; other < names.size(); other++) {
                if (one != other && byAutomata(names.name(one), names.name(other))) {
                    expected.add(other);
                }
            }
            assertThat(overlaps.of(one)).as(names.name(one)).containsExactly(expected.toArray(Integer[]::new));
        }
    }

    /** Comparing all pairs takes minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "**/m#.ts",
                "**/m#/*.ts",
                "**/m#_*.ts",
                "**/*_m#.ts",
                "src/**/m#.ts",
                "src/m#/**/*.ts",
                "{app,lib}/m#/**",
                "**/m#.{ts,tsx}",
                "src/**/{m#,n#}.ts",
                "**/m#"
            })
    void manyOfTheShapesThatPeopleWriteCostLittle(String shape) {
        List<Feature> features = IntStream.range(0, 8_000)
                .mapToObj(i -> Feature.builder("f" + i)
                        .writes(shape.replace("#", Integer.toString(i)), "other/f" + i + ".go")
                        .build())
                .toList();

        Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(Planner.plan(FeatureSet.of(features), 4).waves())
                        .hasSize(1));
    }

    @Provide
    Arbitrary<List<String>> paths() {
        Arbitrary<String> segment = Arbitraries.of(
                "a",
                "b",
                "src",
                "x.ts",
                "y.ts",
                "ab",
                "*",
                "**",
                "*.ts",
                "x*",
                "?",
                "{a,b}",
                "{x,y}.ts",
                "*{a,b}",
                "{a");
        Arbitrary<String> path = segment.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts));
        return Arbitraries.oneOf(
                        path, path, path, path.map(directory -> directory + "/"), path.map(p -> "{" + p + ",a/b}"))
                .list()
                .ofMinSize(2)
                .ofMaxSize(12);
    }

    private static boolean byAutomata(String one, String other) {
        return GlobParser.parse(one).meets(GlobParser.parse(other));
    }
}
