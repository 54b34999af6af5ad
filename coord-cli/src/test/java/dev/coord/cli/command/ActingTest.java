package dev.coord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActingTest {

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aFeatureIsStored() throws IOException {
        environment.put("COORD_DIR", directory.resolve("coord").toString());
        Path file = Files.writeString(directory.resolve("features.json"), "{\"A\": {}, \"B\": {}}");
        assertThat(coord("init " + file).status()).isZero();
    }

    @Test
    void theVariablesSayWhoActsForWhatAndUnderWhichLease() {
        environment.putAll(Map.of("COORD_AGENT", "me", "COORD_FEATURE", "A"));

        assertThat(coord("start").out()).isEqualTo("A is active (was pending)\n");
        Called granted = coord("lock acquire --read a.ts");
        assertThat(granted.status()).as(granted.toString()).isZero();
        assertThat(granted.out()) // commands that the shell starts see nothing that is not exported
                .startsWith("COORD_LEASE=")
                .endsWith("\nexport COORD_LEASE COORD_TOKEN COORD_EXPIRES_AT\n");
        environment.put(
                "COORD_LEASE", granted.out().lines().findFirst().orElseThrow().split("=")[1]);
        assertThat(coord("lock renew").status()).isZero();
        assertThat(coord("lock downgrade").status()).isZero();
        assertThat(coord("lock upgrade").status()).isZero();
        assertThat(coord("complete").out()).isEqualTo("A is completed (was active)\n");
    }

    @Test
    void whatTheCommandSaysGoesAheadOfTheVariable() {
        environment.putAll(Map.of("COORD_AGENT", "me", "COORD_FEATURE", "A"));

        assertThat(coord("start B --agent you").out()).startsWith("B is active");
        assertThat(coord("block B").err()).contains("agent 'me' cannot change feature 'B': agent 'you' works on it");
    }

    @Test
    void whatIsMissingIsNamedWithItsOptionAndItsVariable() {
        assertThat(coord("start A")).isEqualTo(missing("start", "--agent ID", "COORD_AGENT"));
        assertThat(coord("complete --agent me")).isEqualTo(missing("complete", "FEATURE", "COORD_FEATURE"));
        assertThat(coord("lock acquire --agent me --write a"))
                .isEqualTo(missing("lock acquire", "--feature F", "COORD_FEATURE"));
        assertThat(coord("lock renew")).isEqualTo(missing("lock renew", "LEASE", "COORD_LEASE"));
    }

    @Test
    void whatIsAboutOthersNeverAsksTheVariables() {
        environment.putAll(Map.of("COORD_AGENT", "me", "COORD_FEATURE", "A", "COORD_LEASE", "lease-1-00000000"));

        assertThat(coord("lock release").err()).contains("Missing required parameter: 'LEASE'");
        assertThat(coord("lock break --reason why").status()).isEqualTo(2);
        assertThat(coord("run " + directory.resolve("features.json")).err()).contains("'--agent=COMMAND'");
        coord("start B --agent you");
        assertThat(coord("history").out()).contains("B", "you");
    }

    @Test
    void aShortenedOrUnknownOptionIsToldWithTheOneThatWasMeant() {
        assertThat(coord("start A --ag a").err())
                .isEqualTo("coord: unknown option '--ag'; did you mean --agent?; see 'coord start --help'\n");
        assertThat(coord("start A --agnet=a").err()).contains("unknown option '--agnet=a'; did you mean --agent?");
        assertThat(coord("run f.json --agnet --x").err()).contains("unknown option '--agnet'; did you mean --agent?");
        assertThat(coord("run --test --agnet").err()).contains("Missing required");
        assertThat(coord("start A --who a").err()).contains("the options of this command are", "--agent");
    }

    private static Called missing(String command, String option, String variable) {
        return new Called(
                2,
                "",
                "coord: '" + option + "' is missing; give it, or set the variable " + variable + "; see 'coord "
                        + command + " --help'\n");
    }

    private Called coord(String words) {
        return Called.coord(environment, words.split(" "));
    }
}
