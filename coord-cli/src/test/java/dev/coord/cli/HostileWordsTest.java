package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile texts in the words of commands, and in what the directory holds. */
class HostileWordsTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String FORGED = "[2026-01-01T00:00:00Z] CONFLICT: forged";
    private static final String EVIL =
            "ok\n" + FORGED + "\nFeatures: X\n\u001b[31mred\u009b1m\u202e\u2066\u2028" + FORGED + "\udb40\udc41\t.";

    /** As much of it as the name of an agent may hold. */
    private static final String AGENT = "a\u202e\u2028\ufeff";

    @TempDir
    Path home;

    private Path features;

    @BeforeEach
    void store() throws IOException {
        features = Called.file(
                home, "features.json", "{\"A\": {\"file_writes\": [\"a\"]}, \"B\": {\"blocked_by\": [\"A\"]}}");
        coord("init", features.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "--%",
                "lock|%",
                "plan|%",
                "plan|FEATURES|--overlap|%",
                "check|FEATURES|%|A",
                "why|FEATURES|%",
                "simulate|%",
                "init|%",
                "start|%|--agent|a",
                "start|A|--agent|%",
                "start|A|--agent|a|--wait|%",
                "block|A|--agent|a|--reason|%",
                "fail|B|--agent|a|--reason|%",
                "complete|A|--agent|a|--token|%",
                "retry|%|--agent|a",
                "lock|acquire|--agent|%|--feature|A|--write|x",
                "lock|acquire|--agent|a|--feature|%|--write|x",
                "lock|acquire|--agent|a|--feature|A|--write|%",
                "lock|acquire|--agent|a|--feature|A|--write|x|--wait|%",
                "lock|release|%",
                "lock|renew|%",
                "lock|upgrade|%",
                "lock|downgrade|%",
                "lock|break|%|--reason|%",
                "lock|break|--foreign|%|--agent|%|--reason|%",
                "history|--feature|%",
                "jq|%|.",
                "jq|state|%",
                "run|%|--agent|true",
                "run|FEATURES|--agent|%|--repo|%"
            })
    void noWordOfACommandIsPrintedAsItIs(String words) {
        String[] args = Stream.of(words.split("\\|"))
                .map(word -> word.replace("FEATURES", features.toString()).replace("%", EVIL))
                .toArray(String[]::new);

        assertSafe(coord(args));
        assertSafe(coord(Stream.concat(Stream.of(args), Stream.of("--json")).toArray(String[]::new)));
    }

    @Test
    void reasonsAreShownSafelyAndToldExactly() throws IOException {
        coord("start", "A", "--agent", AGENT);
        coord("block", "A", "--agent", AGENT, "--reason", EVIL);
        String lease = coord("lock", "acquire", "--agent", AGENT, "--feature", "A", "--write", "a\u202e")
                .out()
                .lines()
                .findFirst()
                .orElseThrow()
                .replace("COORD_LEASE=", "");
        coord("lock", "acquire", "--agent", "b", "--feature", "B", "--write", "a\u202e", "--fail");
        coord("lock", "break", lease, "--reason", EVIL);

        for (String verb : List.of("status", "history", "conflicts")) {
            assertSafe(coord(verb));
            assertSafe(coord(verb, "--json"));
        }
        assertThat(coord("status").out()).contains("\\u001b[31mred\\u009b1m\\u202e");
        assertThat(coord("history").out()).contains(": ok ...\n");
        assertThat(coord("conflicts").out()).contains(": ok\\n" + FORGED + "\\nFeatures: X\\n");
        assertThat(MAPPER.readTree(coord("status", "--json").out())
                        .at("/features/0/reason")
                        .asText())
                .isEqualTo(EVIL);
        assertThat(MAPPER.readTree(coord("conflicts", "--json").out()).findValuesAsText("resolution"))
                .last()
                .asString()
                .endsWith(EVIL);
    }

    @Test
    void aLogThatHoldsControlCharactersIsShownSafely() throws IOException {
        Files.writeString(
                home.resolve("conflicts.log"),
                FORGED.replace("forged", "schema_conflict") + "\nFeatures: A\nTable: t\u001b[31m\u202e\nResolution: x\r"
                        + FORGED + "\u0085\n");

        assertSafe(coord("conflicts"));
        assertThat(coord("conflicts").out())
                .contains("Table: t\\u001b[31m\\u202e\nResolution: x\\r" + FORGED + "\\u0085\n");
    }

    private Called coord(String... words) {
        boolean elsewhere = Stream.of("plan", "check", "why", "simulate").anyMatch(words[0]::equals);
        return Called.coord(elsewhere ? Map.of() : Map.of("COORD_DIR", home.toString()), words);
    }

    private static void assertSafe(Called called) {
        for (String printed : List.of(called.out(), called.err())) {
            assertThat(printed.codePoints()).as(printed).allMatch(c -> c == '\n' || SafeText.isSafe(c));
            assertThat(printed.lines()).as(printed).noneMatch(line -> line.startsWith(FORGED));
        }
        assertThat(called.err()).doesNotContain("this should not have happened");
    }
}
