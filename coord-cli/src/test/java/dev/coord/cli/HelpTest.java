package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.lock.LockTop;
import dev.coord.core.answer.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    static Stream<String> verbs() {
        return Stream.concat(CoordTop.VERBS.stream(), LockTop.VERBS.stream().map(verb -> "lock " + verb));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void documentsEveryCommandInFull(String verb) {
        Called help = Called.coord((verb + " --help").split(" "));

        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains(
                        "Usage: coord " + verb, "--dir", "--json", "Exit codes:", "  0   ", "Example:", "coord " + verb)
                .doesNotContain("null");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(help.out()).as("a name is not broken").doesNotContainPattern("FEATURES\\.\\s");
    }

    @Test
    void jsonAheadOfTheCommandIsHonouredOrRefused(@TempDir Path directory) throws IOException {
        Path file = Called.file(directory, "features.json", "{\"A\": {}}");

        Called ahead = Called.coord("--json", "plan", file.toString());

        assertThat(ahead).isEqualTo(Called.coord("plan", file.toString(), "--json"));
        assertThat(ahead.out()).startsWith("{");
        assertThat(Called.coord("--json", "lock", "list", "--dir", directory.toString()))
                .isEqualTo(Called.coord("lock", "list", "--dir", directory.toString(), "--json"));
        Called refused = Called.coord("--json", "help", "plan");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("'coord help' prints no JSON");
    }

    @Test
    void tellsEveryVariableOfAnAgentThatTheDocumentationLists() throws IOException {
        String help = Called.coord("help", "run").out();

        assertThat(Files.readAllLines(Path.of("..", "docs", "format.md")).stream()
                        .filter(line -> line.startsWith("| `COORD_"))
                        .map(line -> line.replaceFirst("\\| `(\\w+)`.*", "$1")))
                .hasSizeGreaterThan(5)
                .allMatch(variable -> help.matches("(?s).*\\b" + variable + "\\b.*"));
    }

    @Test
    void listsEveryExitCode() {
        String help = Called.coord("--help").out();

        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("\n  " + code.number() + " +\\w");
        }
    }

    @Test
    void hasTheCommandsOfTheContract() {
        assertThat(verbs().toList())
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "plan",
                        "check",
                        "why",
                        "simulate",
                        "schema",
                        "init",
                        "next",
                        "start",
                        "complete",
                        "block",
                        "fail",
                        "retry",
                        "run",
                        "integrate",
                        "report",
                        "rollback",
                        "clean",
                        "radar",
                        "demo",
                        "status",
                        "conflicts",
                        "history",
                        "jq",
                        "doctor",
                        "lock acquire",
                        "lock hold",
                        "lock renew",
                        "lock upgrade",
                        "lock downgrade",
                        "lock release",
                        "lock break",
                        "lock list"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpBeforeACommandIsTheHelpBehindIt(String verb) {
        assertThat(Called.coord(("help " + verb).split(" "))).isEqualTo(Called.coord((verb + " --help").split(" ")));
    }

    @Test
    void helpAloneIsTheHelpOfAllAndKnowsWhatThereIsNot() {
        assertThat(Called.coord("help")).isEqualTo(Called.coord("--help"));
        assertThat(Called.coord("lock", "help", "hold")).isEqualTo(Called.coord("lock", "hold", "--help"));
        assertThat(Called.coord("help", "lock").out()).contains("Usage: coord lock", "acquire");

        Called none = Called.coord("help", "lock", "aquire");

        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("there is no command 'lock aquire'");
    }

    @Test
    void tellsItsVersionAsJsonToo() throws IOException {
        for (String[] words : new String[][] {{"--version", "--json"}, {"--json", "--version"}}) {
            Called version = Called.coord(words);

            assertThat(version.status()).isZero();
            assertThat(new JsonMapper().readTree(version.out()).path("name").asText())
                    .isEqualTo("coord");
        }
    }

    @Test
    void tellsItsVersion() {
        assertThat(Called.coord("--version").out()).startsWith("coord ");
    }
}
