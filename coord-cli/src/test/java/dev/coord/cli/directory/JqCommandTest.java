package dev.coord.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.cli.Called;
import dev.coord.cli.golden.Golden;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class JqCommandTest {

    @TempDir
    Path home;

    @BeforeEach
    void needJq() {
        boolean installed = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "jq")));
        assumeTrue(installed, "skipped: there is no jq here");
    }

    @Test
    void editsTheState() {
        Called edited = jq("state", ".completed_features += [\"P2\"]");

        assertThat(edited.status()).as(edited.err()).isZero();
        assertThat(edited.out()).isEmpty();
        assertThat(snapshot().state().completed()).hasToString("[P2]");
    }

    @Test
    void addsALockAndTakesItAwayAndLeavesThoseOfCoord() {
        Called.coord("lock", "acquire", "--write", "a.ts", "--agent", "x", "--feature", "P1", "--dir", home.toString());

        jq("locks", "--arg", "path", "b.ts", """
                .locks += [{file_path: $path, locked_by: "me", feature_id: "P2",
                  timestamp: "2025-10-30T14:30:00Z", operation: "write"}]""");
        assertThat(snapshot().locks().foreign())
                .extracting(ForeignLock::lockedBy)
                .hasToString("[me]");
        jq("locks", "del(.locks[] | select(.locked_by == \"me\"))");

        assertThat(snapshot().locks().foreign()).isEmpty();
        assertThat(snapshot().locks().leases()).hasSize(1);
    }

    @Test
    void releasesWhatIsTakenOutOfTheDocument() {
        Called.coord("lock", "acquire", "--write", "a.ts", "--agent", "x", "--feature", "P1", "--dir", home.toString());

        jq("locks", ".locks = []");

        assertThat(snapshot().locks().leases()).isEmpty();
    }

    @Test
    void tellsTheRevisionOfAnEdit() throws IOException {
        Called edited = jq("state", ".current_wave = 3", "--json");

        Golden.ANSWERS.check("jq-edited", edited.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                ".completed_features",
                ".shared_resources",
                "{current_wave}",
                "del(.revision)",
                "., .",
                "empty"
            })
    void printsWhatIsNoEdit(String filter) {
        Called printed = jq("state", filter);

        assertThat(printed.status()).isZero();
        assertThat(printed.out().isEmpty()).isEqualTo(filter.equals("empty"));
        assertThat(snapshot().revision()).isZero();
    }

    @Test
    void printsAsEscapesWhatCannotBeSeen() {
        String hostile = "\u001b[31m\u009b\u202e\u2028 \ud83d\ude00";

        String shown = jq("state", "--arg", "text", hostile, "$text").out();

        assertThat(shown).isEqualTo("\"\\u001b[31m\\u009b\\u202e\\u2028 \ud83d\ude00\"\n");
        assertThat(jq("state", "-r", "--arg", "text", hostile, "$text").out()).isEqualTo(hostile + "\n");
    }

    @Test
    void passesOptionsOnToJq() {
        jq("state", ".completed_features += [\"P2\"]");

        assertThat(jq("state", "-r", ".completed_features[0]").out()).isEqualTo("P2\n");
        assertThat(jq("state", "-e", ".completed_features | contains([\"P3\"])").status())
                .isEqualTo(1);
        assertThat(jq("state", "-e", "empty").status()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "locks|.locks += [{}]|/locks/0: ",
                "locks|.locks = 7|/locks: ",
                "state|.completed_features += [\"a b\"]|/completed_features/0: ",
                "state|.current_wave = \"x\"|/current_wave: "
            })
    void refusesADocumentThatIsNotAllowedAndChangesNothing(String document, String filter, String pointer) {
        Called refused = jq(document, filter);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(pointer).contains("nothing was changed");
        assertThat(snapshot().revision()).isZero();
        assertThat(home.toFile().list()).noneMatch(name -> name.contains("rejected"));
    }

    @Test
    void saysWhatJqSaysOfABadFilter() {
        Called refused = jq("state", ".[");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("syntax error");
        assertThat(jq("--json", "state", ".[").out()).startsWith("{").contains("\"error\"", "syntax error");
    }

    @Test
    void knowsTwoDocuments() {
        assertThat(jq("log", ".").err()).contains("'log' is none of the documents");
        assertThat(jq("log", ".").status()).isEqualTo(2);
        assertThat(jq("-r", "state", ".").err())
                .contains("'-r', as every option of jq, stands behind the document; say 'coord jq state FILTER'");
    }

    @Test
    void losesNoneOfManyEditsAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Called>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String filter = ".completed_features += [\"P" + i + "\"] | .current_wave += 1";
                all.add(pool.submit(() -> jq("state", filter)));
            }
            for (Future<Called> each : all) {
                assertThat(each.get().status()).as(each.get().err()).isZero();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(snapshot().state().completed().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 24).mapToObj(i -> "P" + i).toList());
        assertThat(snapshot().state().currentWave()).isEqualTo(24);
    }

    @Test
    void historyTellsOfLocksAndFeatures() {
        Called.coord("lock", "acquire", "--write", "a.ts", "--agent", "x", "--feature", "P1", "--dir", home.toString());
        jq("state", ".completed_features += [\"P2\"]");

        assertThat(history().out()).contains("x (P1) holds 'a.ts' to write").contains("P2 is completed");
        assertThat(history("--feature", "P2").out()).doesNotContain("P1").contains("P2 is completed");
        assertThat(history("--since", "1", "--json").out())
                .startsWith("{\"format\": \"coord.history/1\", \"history\": [\n  {\"revision\":2,")
                .endsWith("\n]}\n");
    }

    private Called history(String... options) {
        List<String> words = new ArrayList<>(List.of("history", "--dir", home.toString()));
        words.addAll(List.of(options));
        return Called.coord(words.toArray(String[]::new));
    }

    private Called jq(String... words) {
        List<String> all = new ArrayList<>(List.of("jq", "--dir", home.toString()));
        all.addAll(List.of(words));
        return Called.coord(all.toArray(String[]::new));
    }

    private Snapshot snapshot() {
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            return store.read();
        }
    }

    @Test
    void refusesAnEditThatCouldBeTakenOverInPartOnly() {
        Called.coord("lock", "acquire", "--write", "a.ts", "--agent", "x", "--feature", "P1", "--dir", home.toString());

        Called refused = jq("locks", ".locks[0].token = 99 | .note = 1");

        assertThat(refused.status()).as("%s", refused).isEqualTo(2);
        assertThat(refused.err()).contains(".token' stays 1, not 99", "nothing was changed");
        assertThat(jq("locks", ".note").out()).isEqualTo("null\n");
    }
}
