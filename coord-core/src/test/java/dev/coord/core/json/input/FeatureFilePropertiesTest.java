package dev.coord.core.json.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.Problem;
import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FeatureFilePropertiesTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void givesBackTheFeaturesThatAFileWasMadeOf(@ForAll("featureSets") FeatureSet features) {
        assertThat(parse(file(features))).isEqualTo(features);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void placesAProblemAtTheFirstCharacterOfItsToken(@ForAll("texts") String before, @ForAll("blanks") String blank) {
        String head = "{" + blank + "\"x-note\":\"" + before + "\"," + blank + "\"P1\":" + blank + "{\"file_writes\":[";
        String file = head + blank + "\"../up\"" + blank + "]}}";

        Problem problem = problems(file.getBytes(StandardCharsets.UTF_8)).get(0);

        String[] lines = (head + blank).split("\r\n|\r|\n", -1);
        String last = lines[lines.length - 1];
        assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_PATH);
        assertThat(problem.line()).isEqualTo(lines.length);
        assertThat(problem.column()).isEqualTo(last.codePointCount(0, last.length()) + 1);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void answersADamagedFileWithProblemsInItsOrder(
            @ForAll("featureSets") FeatureSet features,
            @ForAll @IntRange(max = 1_000_000) int place,
            @ForAll @IntRange(max = 3) int removed,
            @ForAll("damages") byte[] damage) {
        byte[] file = damaged(file(features), place, removed, damage);

        List<Problem> problems = problems(file);

        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.message().chars()).noneMatch(Character::isISOControl));
        assertThat(problems.stream().filter(problem -> problem.line() > 0))
                .isSortedAccordingTo(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void findsEveryOneOfSeveralProblems(@ForAll("featureSets") FeatureSet features) {
        String wrong = features.features().keySet().stream()
                .map(id -> "\"" + id + "\": {\"blocked_by\": [\"no_such\", \"" + id
                        + "\", 7], \"block\": [], \"file_reads\": \"\"}")
                .collect(Collectors.joining(",", "{", "}"));

        List<Problem> problems = problems(wrong.getBytes(StandardCharsets.UTF_8));

        assertThat(problems).hasSize(5 * features.features().size());
    }

    private static byte[] file(FeatureSet features) {
        return features.features().values().stream()
                .map(feature -> "\"" + feature.id() + "\":"
                        + FeatureJson.toJson(feature).replaceFirst("\"feature_id\":\"[^\"]*\",", ""))
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] damaged(byte[] file, int place, int removed, byte[] damage) {
        int at = place % file.length;
        int to = Math.min(file.length, at + removed);
        byte[] damaged = new byte[at + damage.length + file.length - to];
        System.arraycopy(file, 0, damaged, 0, at);
        System.arraycopy(damage, 0, damaged, at, damage.length);
        System.arraycopy(file, to, damaged, at + damage.length, file.length - to);
        return damaged;
    }

    private static FeatureSet parse(byte[] file) {
        return FeatureFile.parse("f.json", file, Set.of());
    }

    private static List<Problem> problems(byte[] file) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> parse(file));
        return refused == null ? List.of() : refused.problems();
    }

    @Provide
    Arbitrary<FeatureSet> featureSets() {
        return AnySnapshot.features()
                .filter(features -> !features.isEmpty())
                .flatMap(features -> Arbitraries.randomValue(random -> {
                    List<Feature> joined = new ArrayList<>();
                    List<FeatureId> earlier = new ArrayList<>();
                    for (Feature feature : features) {
                        if (!earlier.contains(feature.id())) {
                            Feature.Builder whole = feature.toBuilder()
                                    .blocks(List.of())
                                    .blockedBy(earlier.stream()
                                            .filter(id -> random.nextBoolean())
                                            .toList())
                                    .changesSchema(feature.schemaChanges().stream()
                                            .filter(FeatureFilePropertiesTest::isWhole)
                                            .toList())
                                    .uses(feature.sharedResources().stream()
                                            .filter(FeatureFilePropertiesTest::isWhole)
                                            .toList());
                            if (!feature.title()
                                    .filter(FeatureFilePropertiesTest::isWhole)
                                    .isPresent()) {
                                whole.title("whole");
                            }
                            if (!feature.description()
                                    .filter(FeatureFilePropertiesTest::isWhole)
                                    .isPresent()) {
                                whole.description("");
                            }
                            if (feature.check().filter(check -> !isWhole(check)).isPresent()) {
                                whole.check("whole");
                            }
                            joined.add(whole.build());
                            earlier.add(feature.id());
                        }
                    }
                    return FeatureSet.of(joined);
                }));
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "é", "漢", "\ud83d\ude00", " ", "\u2028")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.of(" ", "\n", "\r", "\r\n", "\t").list().ofMaxSize(5).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<byte[]> damages() {
        Arbitrary<String> tokens = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                ",",
                ":",
                "null",
                "1e9",
                "\\",
                "\"a\":[1],",
                "\"x-y\":{},",
                "\ud83d\ude00",
                "\u0000",
                "//");
        Arbitrary<byte[]> bytes = Arbitraries.bytes().map(value -> new byte[] {value});
        return Combinators.combine(Arbitraries.of(true, false), tokens, bytes)
                .as((text, token, raw) -> text ? token.getBytes(StandardCharsets.UTF_8) : raw);
    }
}
