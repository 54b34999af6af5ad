package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear error for each bad input, exit code 2, nothing changed. */
class BadInputTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            NOT_JSON        | hello                                            | 1:1
            NOT_JSON        | {"a": {}                                         | 1:9
            EMPTY           | {}                                               | 1:1
            UNKNOWN_FEATURE | {"a": {"blocked_by": ["b"]}}                     | 1:23
            CYCLE           | {"a": {"blocks": ["b"]}, "b": {"blocks": ["a"]}} | 1
            INVALID_PATH    | {"a": {"file_writes": ["../x"]}}                 | 1:24
            DUPLICATE_KEY   | {"a": {}, "a": {}}                               | 1:11
            WRONG_TYPE      | {"a": {"file_writes": "x"}}                      | 1:23
            UNKNOWN_FIELD   | {"a": {"file_write": []}}                        | 1:8
            """)
    void namesTheProblemAndItsPlace(String code, String content, String place) throws IOException {
        Path file = Called.file(temp, "features.json", content);
        Path home = temp.resolve("home");

        for (String verb : new String[] {"plan", "init"}) {
            Called called = Called.coord(verb, file.toString(), "--dir", home.toString());

            assertThat(called.status()).as("%s", called).isEqualTo(2);
            assertThat(called.err())
                    .startsWith(file + ":" + place)
                    .contains(": error " + code)
                    .hasLineCount(1);
            assertThat(called.out()).isEmpty();
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void tellsEveryProblemAtOnce() throws IOException {
        Path file = Called.file(
                temp, "features.json", "{\"a\": {\"file_writes\": [\"/x\", \"../y\"], \"blocked_by\": [\"c\"]}}");

        Called plan = Called.coord("plan", file.toString(), "--json");

        JsonNode error = new JsonMapper().readTree(plan.out()).path("error");
        assertThat(error.path("exit_code").asInt()).isEqualTo(2);
        assertThat(error.path("problems")).hasSize(3);
        assertThat(error.at("/problems/0/code").asText()).isEqualTo("INVALID_PATH");
        assertThat(error.at("/problems/0/pointer").asText()).isEqualTo("/a/file_writes/0");
        assertThat(plan.err()).hasLineCount(3);
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertRefused(Called.file(temp, "features.json", ""), "EMPTY");
    }

    @Test
    void refusesAFileThatIsTooLargeWithoutReadingIt() throws IOException {
        Path file = temp.resolve("features.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(257L * 1024 * 1024);
        }

        assertRefused(file, "TOO_LARGE");
    }

    @Test
    void refusesADirectory() throws IOException {
        assertRefused(Files.createDirectory(temp.resolve("features.json")), "UNREADABLE");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused(temp.resolve("features.json"), "UNREADABLE");
    }

    @Test
    void refusesToWorkOutsideOfAnyRepository() {
        for (String verb : new String[] {"status", "conflicts"}) {
            Called called = Called.coord(verb, "--repo", temp.toString());

            assertThat(called.status()).as("%s", called).isEqualTo(2);
            assertThat(called.err())
                    .contains("not in a git repository", "--dir")
                    .hasLineCount(1);
        }
        assertThat(temp).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plant",
                "plan",
                "plan features.json --agents",
                "plan features.json --agents many",
                "check features.json A",
                "start P1",
                "start --agent me",
                "lock",
                "lock acquire --agent me --feature P1 --write a --wait soon",
                "lock acquire --agent me --feature P1 --write a --wait 1s --fail",
                "lock acquire --agent me --feature P1 --write a --policy by_operation",
                "lock acquire --agent me --feature P1 --write a --first-asked yesterday",
                "lock acquire --agent me --write a",
                "run features.json",
                "status --nonsense"
            })
    void saysWhichOptionIsWrong(String words) {
        Called called = Called.coord(words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(called.status()).as("%s", called).isEqualTo(2);
        assertThat(called.err()).startsWith("coord: ").contains("--help").doesNotContain("Exception", "\tat ");
        assertThat(called.out()).isEmpty();
    }

    @Test
    void refusesWordsThatTheLocaleCannotRead() {
        Called called =
                Called.coord("lock", "acquire", "--agent", "me", "--feature", "a", "--write", "p\uFFFD\uFFFDth");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("UTF-8").hasLineCount(1);
    }

    @Test
    void givesBadOptionsAsADocumentToo() throws IOException {
        Called called = Called.coord("status", "--json", "--nonsense");

        assertThat(new JsonMapper()
                        .readTree(called.out())
                        .at("/error/exit_code")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start -x --agent me",
                "start a..b --agent me",
                "complete a --agent me --token -1",
                "lock acquire --agent me --feature P1",
                "lock acquire --agent me --feature P1 --write /etc/passwd",
                "lock acquire --agent me --feature P1 --write a --ttl 0s",
                "lock acquire --agent me --feature P1 --write a --fail --policy wait_die",
                "lock release not/a/lease"
            })
    void refusesWhatNoRuleAllows(String words) {
        Path home = temp.resolve("home");

        Called called = Called.coord((words + " --dir " + home).split(" "));

        assertThat(called.status()).as("%s", called).isEqualTo(2);
        assertThat(home).doesNotExist();
    }

    private void assertRefused(Path file, String code) {
        Called called = Called.coord("plan", file.toString());

        assertThat(called.status()).as("%s", called).isEqualTo(2);
        assertThat(called.err()).startsWith(file + ": error " + code).hasLineCount(1);
        assertThat(called.out()).isEmpty();
    }
}
