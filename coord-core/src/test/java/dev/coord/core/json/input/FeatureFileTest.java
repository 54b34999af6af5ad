package dev.coord.core.json.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.Problem;
import dev.coord.Problem.Code;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureFileTest {

    @Nested
    class Accepts {

        @Test
        void theSpecificationsExample() {
            FeatureSet features = read("specification-example.json");

            assertThat(features.features().keySet())
                    .extracting(FeatureId::value)
                    .containsExactly("P1_user_auth", "P2_user_profile", "P3_posts");
            assertThat(features.get(new FeatureId("P3_posts")))
                    .isEqualTo(Feature.builder("P3_posts")
                            .blockedBy("P1_user_auth")
                            .writes(
                                    "app/actions/posts.ts",
                                    "app/posts/page.tsx",
                                    "components/PostList.tsx",
                                    "supabase/migrations/002_posts.sql")
                            .reads("app/actions/auth.ts")
                            .changesSchema("posts")
                            .uses("supabase_auth")
                            .build());
        }

        @Test
        void aPrerequisiteThatWasCompletedBefore() {
            FeatureId auth = new FeatureId("P1_user_auth");

            FeatureSet features = read("specification-step-2.json", auth, new FeatureId("P0_unrelated"));

            assertThat(features.completedBefore()).containsExactly(auth);
            assertThat(features.features()).hasSize(2);
        }

        @Test
        void aDeclarationThatLeavesEverythingOut() {
            assertThat(parse("{'P1': {}}").get(new FeatureId("P1")))
                    .isEqualTo(Feature.builder("P1").build());
        }

        @Test
        void notesOfOthersAtBothLevels() {
            FeatureSet features = parse(
                    "{'$schema': 's', 'x-owner': {'x': [1, {}]}, 'P1': {'$schema': 1, 'x-note': null, 'x-note': [2]}}");

            assertThat(features.features().keySet()).containsExactly(new FeatureId("P1"));
            assertThat(features.get(new FeatureId("P1")).extras())
                    .as("of two of one name the later")
                    .isEqualTo(Map.of("x-note", List.of(BigInteger.TWO)));
        }

        @Test
        void whatIsToBeBuiltWordForWord() {
            FeatureSet features = parse(
                    "{'P1': {'title': 'Sign \\u202e in', 'description': '# Do\\n\\tit \\u001b 😀',"
                            + " 'allow_empty': true, 'check': 'cd app\\n\\tnpm test -- 😀', 'branch': 'topic/a', 'x-n': -1.50 , 'x-s':'a\\nb','x-o' : {'a' :\n[1E400, null ]}\n,'x-f': false}}");

            assertThat(features.get(new FeatureId("P1")))
                    .isEqualTo(Feature.builder("P1")
                            .title("Sign \u202e in")
                            .description("# Do\n\tit \u001b 😀")
                            .allowEmpty(true)
                            .check("cd app\n\tnpm test -- 😀")
                            .branch("topic/a")
                            .extra("x-n", new BigDecimal("-1.50"))
                            .extra("x-s", "a\nb")
                            .extra("x-o", Map.of("a", Arrays.asList(new BigDecimal("1E400"), null)))
                            .extra("x-f", false)
                            .build());
        }

        @Test
        void aDescriptionOfAnyLength() {
            String text = "word \u00e9 ".repeat(1_000_000);

            assertThat(parse("{'P1': {'description': '" + text + "', 'x-long': '" + text + "'}}")
                            .get(new FeatureId("P1"))
                            .description())
                    .contains(text);
        }

        @Test
        void aByteOrderMarkThatMovesNoColumn() {
            assertThat(parse("\ufeff{'P1': {}}").features()).hasSize(1);
            assertThat(problems("\ufeff{'P1': 1}")).containsExactly(wrong(1, 8, "/P1", "a number"));
        }

        @Test
        void aFileOfFiftyMegabytes() {
            int size = 50 * 1024 * 1024;
            ByteArrayOutputStream file = new ByteArrayOutputStream(size);
            file.writeBytes("{\"P1\": {\"file_writes\": [\"a\"".getBytes(StandardCharsets.UTF_8));
            byte[] path = ",\"some/directory/with/a/file\"".getBytes(StandardCharsets.UTF_8);
            while (file.size() < size) {
                file.writeBytes(path);
            }
            file.writeBytes("]}}".getBytes(StandardCharsets.UTF_8));

            FeatureSet features = FeatureFile.parse("f.json", file.toByteArray(), Set.of());

            assertThat(features.get(new FeatureId("P1")).fileWrites()).hasSize(2);
        }
    }

    @Nested
    class Refuses {

        @Test
        void aTaskOfAWrongKind() {
            assertThat(problems("{'P1': {'title': 'two\\nlines', 'description': ['a'], 'allow_empty': 'yes'},\n"
                            + " 'P2': {'title': '', 'description': '\\ud800', 'allow_empty': null, 'descripton': 'a'},\n"
                            + " 'P3': {'branch': '--upload-pack=x'}, 'P4': {'branch': true},\n"
                            + " 'P5': {'check': ' \\t\\n', 'estimate': 'soon'}, 'P6': {'check': 'a\\u0000b'}, 'P7': {'check': ['make']},\n"
                            + " 'P8': {'check': '\\ud800'}, 'P9': {'chek': 'make'}}"))
                    .containsExactly(
                            "f.json:1:18: error INVALID_VALUE /P1/title: title 'two\\nlines' is not a name;"
                                    + " write it without control characters",
                            "f.json:1:47: error WRONG_TYPE /P1/description: 'description' is a list; write a text",
                            "f.json:1:69: error WRONG_TYPE /P1/allow_empty: 'allow_empty' is a text; write true or false",
                            "f.json:2:18: error INVALID_VALUE /P2/title: title '' is not a name;"
                                    + " write it without control characters",
                            "f.json:2:37: error INVALID_VALUE /P2/description: '\\ud800' holds half a character;"
                                    + " write both parts of the pair",
                            "f.json:2:62: error WRONG_TYPE /P2/allow_empty: 'allow_empty' is null; write true or false",
                            "f.json:2:68: error UNKNOWN_FIELD /P2/descripton: unknown field 'descripton';"
                                    + " did you mean 'description'?",
                            "f.json:3:19: error INVALID_VALUE /P3/branch: '--upload-pack=x' cannot name a branch; write it as"
                                    + " 'git branch --all' shows it, such as 'topic/login' or 'origin/topic/login'",
                            "f.json:3:56: error WRONG_TYPE /P4/branch: 'branch' is true or false; write a text",
                            "f.json:4:18: error INVALID_VALUE /P5/check: the check ' \\t\\n' is not a command; write one for"
                                    + " /bin/sh, or no check at all",
                            "f.json:4:39: error INVALID_VALUE /P5/estimate: estimate 'soon' is not an ISO-8601 duration; write one"
                                    + " such as PT45M or P1DT2H, longer than zero",
                            "f.json:4:64: error INVALID_VALUE /P6/check: the check 'a\\u0000b' is not a command; write one for"
                                    + " /bin/sh, or no check at all",
                            "f.json:4:93: error WRONG_TYPE /P7/check: 'check' is a list; write a text",
                            "f.json:5:18: error INVALID_VALUE /P8/check: '\\ud800' holds half a character; write both parts of the"
                                    + " pair",
                            "f.json:5:36: error UNKNOWN_FIELD /P9/chek: unknown field 'chek'; did you mean 'check'?");
        }

        @Test
        void anUnknownFieldWithTheOneThatWasMeant() {
            assertThat(problems("{\n 'P1': {\n  'blocks': [],\n  'file_write': [1]}}"))
                    .containsExactly("f.json:4:3: error UNKNOWN_FIELD /P1/file_write: "
                            + "unknown field 'file_write'; did you mean 'file_writes'?");
        }

        @Test
        void everyProblemOfAFileInItsOrder() {
            assertThat(problems("{\n"
                            + " 'P1': {'blocks': ['P1', 'P3', 'a b', null], 'file_reads': 'a'},\n"
                            + " 'p1': {'file_writes': ['../x', 'ok', 3, ['y']], 'blocks': []},\n"
                            + " 'é😀': {'schema_changes': ['', '\\ud800'], 'blocks': null, 'blocks': {}},\n"
                            + " 'P1': 7 }"))
                    .extracting(problem ->
                            problem.substring("f.json:".length(), problem.indexOf(": ", problem.indexOf("error"))))
                    .containsExactly(
                            "2:20: error SELF_DEPENDENCY /P1/blocks/0",
                            "2:26: error UNKNOWN_FEATURE /P1/blocks/1",
                            "2:32: error INVALID_ID /P1/blocks/2",
                            "2:39: error WRONG_TYPE /P1/blocks/3",
                            "2:60: error WRONG_TYPE /P1/file_reads",
                            "3:2: error INVALID_ID /p1",
                            "3:25: error INVALID_PATH /p1/file_writes/0",
                            "3:39: error WRONG_TYPE /p1/file_writes/2",
                            "3:42: error WRONG_TYPE /p1/file_writes/3",
                            "4:2: error INVALID_ID /é😀",
                            "4:28: error INVALID_VALUE /é😀/schema_changes/0",
                            "4:32: error INVALID_VALUE /é😀/schema_changes/1",
                            "4:53: error WRONG_TYPE /é😀/blocks",
                            "4:59: error DUPLICATE_KEY /é😀/blocks",
                            "4:69: error WRONG_TYPE /é😀/blocks",
                            "5:2: error DUPLICATE_KEY /P1",
                            "5:8: error WRONG_TYPE /P1");
        }

        @Test
        void anUnknownIdWithTheOneThatWasMeant() {
            assertThat(problems("{'P1_auth': {}, 'P2': {'blocked_by': ['P1_auht', 'elsewhere']}}"))
                    .containsExactly(
                            "f.json:1:39: error UNKNOWN_FEATURE /P2/blocked_by/0: "
                                    + "no feature is named 'P1_auht'; did you mean 'P1_auth'?",
                            "f.json:1:50: error UNKNOWN_FEATURE /P2/blocked_by/1: "
                                    + "no feature is named 'elsewhere'; declare it or remove the name");
            assertThat(problems("{'a': {'blocked_by': ['b']}}"))
                    .containsExactly("f.json:1:23: error UNKNOWN_FEATURE /a/blocked_by/0: "
                            + "no feature is named 'b'; declare it or remove the name");
        }

        @Test
        void theShortestCircleOfEachKnotAtTheEntryThatBeginsIt() {
            assertThat(problems("{'A': {'blocks': ['B']}, 'B': {'blocks': ['C']}, 'C': {'blocks': ['A']},\n"
                            + " 'D': {'blocked_by': ['A', 'E']}, 'E': {'blocked_by': ['D', 'F']},\n"
                            + " 'F': {'blocked_by': ['D']}}"))
                    .containsExactly(
                            "f.json:1:19: error CYCLE /A/blocks/0: features wait for each other in a circle: "
                                    + "A -> B -> C -> A; remove one of these dependencies",
                            "f.json:2:56: error CYCLE /E/blocked_by/0: features wait for each other in a circle: "
                                    + "D -> E -> D; remove one of these dependencies, and check again: the 3 features"
                                    + " that are tied together here form more circles");
        }

        @Test
        void aLongCircleShortenedAndWhole() {
            String file = IntStream.range(0, 20)
                    .mapToObj(i -> "\"F" + i + "\":{\"blocks\":[\"F" + (i + 1) % 20 + "\"]}")
                    .collect(Collectors.joining(",", "{", "}"));

            BadInput refused = catchThrowableOfType(
                    BadInput.class, () -> FeatureFile.parse("f.json", file.getBytes(StandardCharsets.UTF_8), Set.of()));

            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.message()).contains("F8 -> F9 -> ... (20 features) -> F18 -> F19 -> F0");
                assertThat(problem.circle()).hasSize(20);
            });
        }

        @Test
        void aCircleBesideOtherProblems() {
            assertThat(problems("{'A': {'blocks': ['B', 'X'], 'block': 1}, 'B': {'blocks': ['A']}, 'b': {}}"))
                    .extracting(problem -> problem.substring(0, problem.lastIndexOf(": ")))
                    .allMatch(place -> place.contains("error"))
                    .hasSize(4)
                    .first()
                    .asString()
                    .startsWith("f.json:1:19: error CYCLE /A/blocks/0");
        }

        @Test
        void aCompletedFeatureInBlocks() {
            String file = "{'P2': {'blocks': ['P1']}}".replace('\'', '"');

            BadInput refused = catchThrowableOfType(
                    BadInput.class,
                    () -> FeatureFile.parse(
                            "f.json", file.getBytes(StandardCharsets.UTF_8), Set.of(new FeatureId("P1"))));

            assertThat(refused).hasMessageContaining("UNKNOWN_FEATURE").hasMessageContaining("completed before");
        }

        @Test
        void aDependencyOnWhatIsOnlyANote() {
            assertThat(problems("{'x-ray': {}, 'P1': {'blocked_by': ['x-ray']}}"))
                    .singleElement()
                    .asString()
                    .contains("a key that begins with 'x-' is a note");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1:1 []",
                    "1:1 null",
                    "1:1 'text'",
                    "1:7 {'P1':3}",
                    "1:7 {'P1':null}",
                    "1:7 {'P1':[{}]}",
                    "1:17 {'P1':{'blocks':'P2'}}",
                    "1:17 {'P1':{'blocks':{'P2':1}}}",
                    "1:18 {'P1':{'blocks':[1.5]}}"
                })
        void aValueOfAnotherType(String placeAndFile) {
            int space = placeAndFile.indexOf(' ');

            assertThat(problems(placeAndFile.substring(space + 1)))
                    .singleElement()
                    .asString()
                    .startsWith("f.json:" + placeAndFile.substring(0, space) + ": error WRONG_TYPE");
        }

        @Test
        void whatIsNotJsonWhereItEndsAndWhatStoodBefore() {
            assertThat(problems("{'P1': {'block': []},\n 'P2': {]}"))
                    .containsExactly(
                            "f.json:1:9: error UNKNOWN_FIELD /P1/block: unknown field 'block'; did you mean 'blocks'?",
                            "f.json:2:9: error NOT_JSON: not JSON: Unexpected close marker ']': expected '}' "
                                    + "(for Object starting at line 2); mend this and check again");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1:2 {",
                    "1:14 {'P1':{'block",
                    "1:10 {'P1':{}},{}",
                    "1:11 {'P1':{}} x",
                    "1:10 {'P1':{}}}",
                    "1:7 {'P1':nul}",
                    "1:10 {'P1':{},}",
                    "1:10 {'P1':{},//c",
                    "1:2 {P1:{}}",
                    "1:2 {`P1`:{}}",
                    "1:7 {'P1' {}}",
                    "1:1 %",
                    "1:1 \u0000"
                })
        void whatIsNotJson(String placeAndFile) {
            int space = placeAndFile.indexOf(' ');

            assertThat(problems(placeAndFile.substring(space + 1)))
                    .singleElement()
                    .asString()
                    .startsWith("f.json:" + placeAndFile.substring(0, space) + ": error NOT_JSON: ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " \n\t\r\n", "\ufeff", "{}", "{'x-note': {'P1': {}}}"})
        void whatHoldsNoFeature(String file) {
            assertThat(problems(file)).singleElement().asString().contains("error EMPTY");
        }

        @Test
        void bytesThatAreNotUtf8() {
            byte[] file = "{\n\"P1\": {\"block\": [\"é\", \"*\"]}}".getBytes(StandardCharsets.UTF_8);
            file[file.length - 5] = (byte) 0xe4;

            assertThat(problems(file))
                    .containsExactly(
                            "f.json:2:8: error UNKNOWN_FIELD /P1/block: unknown field 'block'; did you mean 'blocks'?",
                            "f.json:2:24: error NOT_JSON: the byte 0xe4 is not UTF-8; save the file as UTF-8");
        }

        @Test
        void utf16() {
            assertThat(problems("{\"P1\": {}}".getBytes(StandardCharsets.UTF_16)))
                    .containsExactly("f.json:1:1: error NOT_JSON: the file looks like UTF-16; save it as UTF-8");
        }

        @Test
        void nestingThatWouldNeedMemoryWithoutEnd() {
            assertThat(problems("{'x-note': " + "[".repeat(3_000_000)))
                    .containsExactly("f.json:1:111: error NOT_JSON: "
                            + "this is nested more than 100 deep; a feature file needs 3");
        }

        @Test
        void moreThanAHundredProblemsWithTheNumberOfTheRest() {
            String file = IntStream.range(0, 1_234)
                    .mapToObj(i -> "'P" + i + "': {'blocked_by': ['Q" + i + "']}")
                    .collect(Collectors.joining(",\n", "{", "}"));

            List<String> problems = problems(file);

            assertThat(problems).hasSize(101);
            assertThat(problems.get(99)).startsWith("f.json:100:24: error UNKNOWN_FEATURE /P99/blocked_by/0");
            assertThat(problems.get(100))
                    .isEqualTo("f.json: error TOO_MANY: 1134 more problems are not listed; mend these first");
        }

        @Test
        void controlCharactersWithoutSendingThemToATerminal() {
            assertThat(problems("{'\\u001b[2J\\u202e': {}}"))
                    .singleElement()
                    .asString()
                    .doesNotContain("\u001b", "\u202e")
                    .contains("\\u001b[2J");
        }
    }

    @Nested
    class RefusesTheFile {

        @TempDir
        Path directory;

        @Test
        void thatIsNotThere() {
            assertThat(problem(directory.resolve("none.json")))
                    .isEqualTo(new Problem(
                            directory.resolve("none.json").toString(),
                            0,
                            0,
                            Code.UNREADABLE,
                            "",
                            "there is no such file; check the path"));
        }

        @Test
        void thatIsADirectory() {
            assertThat(problem(directory).message()).isEqualTo("this is a directory; name the feature file in it");
        }

        @Test
        void thatLiesBehindAFile() throws IOException {
            Path file = Files.writeString(directory.resolve("f.json"), "{}");

            assertThat(problem(file.resolve("g.json")).code()).isEqualTo(Code.UNREADABLE);
        }

        @Test
        void thatIsTooLarge() throws IOException {
            Path file = directory.resolve("large.json");
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(FeatureFile.LARGEST + 1L);
            }

            assertThat(problem(file).toString())
                    .isEqualTo(file
                            + ": error TOO_LARGE: the file has more than 256 MB; split the work into several files");
        }

        private Problem problem(Path file) {
            BadInput refused = catchThrowableOfType(BadInput.class, () -> FeatureFile.read(file, Set.of()));
            assertThat(refused.problems()).hasSize(1);
            return refused.problems().get(0);
        }
    }

    @Test
    void readsEstimatesAndPriorities() {
        FeatureSet features = FeatureFile.parse(
                "f.json",
                "{\"a\": {\"estimate\": \"P1DT30M\", \"priority\": -3}, \"b\": {\"priority\": 1e2}}"
                        .getBytes(StandardCharsets.UTF_8),
                Set.of());

        assertThat(features.get(new FeatureId("a")).estimate()).contains(java.time.Duration.ofMinutes(1470));
        assertThat(features.get(new FeatureId("a")).priority()).isEqualTo(-3);
        assertThat(features.get(new FeatureId("b")).priority()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"estimate\": \"30m\"|INVALID_VALUE /a/estimate|write PT30M",
                "\"estimate\": \"2 days\"|INVALID_VALUE /a/estimate|write P2D",
                "\"estimate\": \"soon\"|INVALID_VALUE /a/estimate|such as PT45M",
                "\"estimate\": \"PT0S\"|INVALID_VALUE /a/estimate|longer than zero",
                "\"estimate\": \"P367D\"|INVALID_VALUE /a/estimate|at most 366 days",
                "\"estimate\": 30|WRONG_TYPE /a/estimate|is a number; write a text",
                "\"priority\": \"high\"|WRONG_TYPE /a/priority|is a text; write a whole number",
                "\"priority\": 1.5|INVALID_VALUE /a/priority|write a whole number from",
                "\"priority\": 99999999999|INVALID_VALUE /a/priority|99999999999 is not possible",
                "\"priority\": 1e9083850330|INVALID_VALUE /a/priority|1e9083850330 is not possible"
            })
    void placesWhatIsWrongWithAnEstimateOrAPriority(String field, String place, String mend) {
        BadInput refused = catchThrowableOfType(
                BadInput.class,
                () -> FeatureFile.parse(
                        "f.json", ("{\"a\": {" + field + "}}").getBytes(StandardCharsets.UTF_8), Set.of()));

        assertThat(refused)
                .hasMessageContaining("f.json:1:")
                .hasMessageContaining(place)
                .hasMessageContaining(mend);
    }

    @Test
    void warnsOfWhatIsProbablyNotMeantWithItsPlace() {
        String file = "{'A': {'file_writes': ['m/{001..010}.sql', 'ok.ts'], 'schema_changes': ['Posts']},\n"
                + " 'B': {'file_reads': ['x.ts:10-20'], 'schema_changes': ['posts']}}";

        FeatureFile.Checked checked =
                FeatureFile.check("f.json", file.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Set.of());

        assertThat(checked.features().features()).hasSize(2);
        assertThat(checked.warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.json:1:24: warning UNLIKELY_PATH /A/file_writes/0: path 'm/{001..010}.sql' is probably not"
                                + " meant: a range in braces is not written out; list the names, or write '*'",
                        "f.json:2:23: warning UNLIKELY_PATH /B/file_reads/0: path 'x.ts:10-20' is probably not meant:"
                                + " what stands behind the name is taken for a part of it; leave lines and parts out",
                        "f.json:2:57: warning SAME_TABLE /B/schema_changes/0: table 'posts' counts as 'Posts', which"
                                + " differs by case only; use one spelling");
    }

    @Test
    void tellsWarningsBesideProblemsInTheOrderOfTheFile() {
        assertThat(problems("{'A': {'file_writes': ['~/x', '/y']}}"))
                .extracting(problem -> problem.split(" ")[1])
                .containsExactly("warning", "error");
    }

    @Test
    void noNumberOfWarningsHidesAProblem() {
        String paths = IntStream.range(0, 300).mapToObj(i -> "'~/" + i + "'").collect(Collectors.joining(","));

        assertThat(problems("{'A': {'file_writes': [" + paths + ",'/y']}}"))
                .hasSize(102)
                .anyMatch(problem -> problem.contains("error INVALID_PATH"))
                .last()
                .asString()
                .isEqualTo("f.json: warning MORE_WARNINGS: 200 more warnings are not listed; mend these first");
    }

    private static String wrong(int line, int column, String pointer, String found) {
        return "f.json:" + line + ":" + column + ": error WRONG_TYPE " + pointer + ": the declaration is " + found
                + "; write an object with the fields [blocks, blocked_by, file_writes, file_reads, schema_changes,"
                + " shared_resources, estimate, priority, title, description, allow_empty, check, branch]";
    }

    private static FeatureSet read(String resource, FeatureId... completed) {
        try {
            Path file = Path.of(FeatureFileTest.class.getResource(resource).toURI());
            return FeatureFile.read(file, Set.of(completed));
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Single quotes stand for double ones. */
    private static FeatureSet parse(String file) {
        return FeatureFile.parse("f.json", file.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Set.of());
    }

    private static List<String> problems(String file) {
        return problems(file.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(byte[] file) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> FeatureFile.parse("f.json", file, Set.of()));
        return refused.problems().stream().map(Problem::toString).toList();
    }
}
