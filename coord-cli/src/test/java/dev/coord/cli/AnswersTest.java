package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.shell.Output;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Paint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What could not be written is no success. */
class AnswersTest {

    private static final String FULL = "No space left on device";
    private static final String CLOSED = "Broken pipe";

    @TempDir
    Path directory;

    private String home = "";
    private String features = "";

    @BeforeEach
    void storeTheFeatures() throws IOException {
        home = directory.resolve("dir").toString();
        features = Called.file(
                        directory, "f.json", "{\"A\": {\"file_writes\": [\"a\"]}, \"B\": {\"blocked_by\": [\"A\"]}}")
                .toString();
        coord("init", features);
    }

    private Called coord(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        words.addAll(List.of("--dir", home));
        return Called.coord(words.toArray(String[]::new));
    }

    /** With a standard output that takes so many bytes. */
    private Called coord(String refusal, int room, String... args) {
        return coord(
                new OutputStream() {

                    private int left = room;

                    @Override
                    public void write(int b) throws IOException {
                        if (left-- <= 0) {
                            throw new IOException(refusal);
                        }
                    }
                },
                args);
    }

    private Called coord(OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of(args));
        if (!List.of("--help", "--version").contains(args[args.length - 1])) {
            words.addAll(List.of("--dir", home));
        }
        Shell shell = new Shell(
                Output.to(out), new Output(new PrintStream(err, true, StandardCharsets.UTF_8)), Map.of(), Paint.PLAIN);
        int status = Main.run(words.toArray(String[]::new), shell);
        return new Called(status, "", err.toString(StandardCharsets.UTF_8));
    }

    static Stream<String> commands() {
        return Stream.of(
                "--help",
                "--version",
                "lock --help",
                "lock acquire --help",
                "schema",
                "plan FILE",
                "plan FILE --json",
                "plan FILE --format dot",
                "check FILE A B",
                "why FILE A --json",
                "simulate FILE",
                "simulate FILE --json",
                "init FILE",
                "start A --agent a",
                "status",
                "status --json",
                "conflicts",
                "history",
                "history --json",
                "lock list",
                "lock list --json",
                "lock acquire --agent a --feature A --write a",
                "doctor");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void failsWhereItsAnswerCannotBeWritten(String command) {
        for (int room : List.of(0, 5)) {
            Called full = coord(FULL, room, command.replace("FILE", features).split(" "));

            assertThat(full.status()).as(full.toString()).isEqualTo(1);
            assertThat(full.err()).contains("cannot write the answer to standard output: its disk is full");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void endsWithoutAWordOfFailureWhereNobodyReadsOn(String command) {
        Called closed = coord(CLOSED, 5, command.replace("FILE", features).split(" "));

        assertThat(closed.status()).isEqualTo(141);
        assertThat(closed.err()).doesNotContain("cannot write", "Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {FULL, CLOSED})
    void givesALeaseBackThatNobodyWasToldOf(String refusal) {
        Called lost = coord(refusal, 3, "lock", "acquire", "--agent", "a", "--feature", "A", "--write", "a");

        assertThat(lost.err()).contains("was given back");
        assertThat(coord("lock", "list", "--json").out()).doesNotContain("lease");
    }

    @ParameterizedTest
    @ValueSource(strings = {FULL, CLOSED})
    void putsALeaseBackWhoseUpgradeNobodyWasToldOf(String refusal) {
        String lease = lease(coord("lock", "acquire", "--agent", "a", "--feature", "A", "--read", "a"));

        Called lost = coord(refusal, 3, "lock", "upgrade", lease);

        assertThat(lost.err()).contains("lease " + lease + " is as it was before the upgrade");
        assertThat(coord("lock", "renew", lease).status()).isZero();
        assertThat(coord("lock", "list", "--json").out())
                .contains("\"operation\": \"read\"")
                .doesNotContain("\"write\"");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("lock release LEASE", "lease LEASE is released"),
                Arguments.of("lock renew LEASE", "lease LEASE is renewed until"),
                Arguments.of("lock downgrade LEASE", "lease LEASE is downgraded"),
                Arguments.of("lock break LEASE --reason gone", "LEASE is broken"),
                Arguments.of("start A --agent a", "A is active"),
                Arguments.of("init FILE", "the features are stored"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void saysOfAChangeThatItIsMade(String command, String change) {
        String lease = lease(coord("lock", "acquire", "--agent", "a", "--feature", "A", "--write", "a"));

        Called lost = coord(
                FULL,
                3,
                command.replace("LEASE", lease).replace("FILE", features).split(" "));

        assertThat(lost.status()).isEqualTo(1);
        assertThat(lost.err()).contains(change.replace("LEASE", lease), "only the answer could not be written");
    }

    @Test
    void givesALeaseBackThatIsGrantedWhenTheProcessIsToEnd() {
        OutputStream interrupting = new OutputStream() {

            @Override
            public void write(int b) {
                Thread.currentThread().interrupt();
            }
        };

        Called ended = coord(interrupting, "lock", "acquire", "--agent", "a", "--feature", "A", "--write", "a");

        assertThat(Thread.interrupted()).isFalse();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("was given back");
        assertThat(coord("lock", "list", "--json").out()).doesNotContain("lease");
    }

    private static String lease(Called granted) {
        return granted.out().lines().findFirst().orElseThrow().replace("COORD_LEASE=", "");
    }
}
