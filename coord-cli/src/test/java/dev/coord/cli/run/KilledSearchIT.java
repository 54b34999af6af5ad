package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.cli.CoordProcess;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRun;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed at any instant while the base, the checks of features, a red wave and the parts of it are tested. Started again
 * it goes on where it stood: it names whom it would have named, and tests nothing more than what it was killed at.
 */
class KilledSearchIT {

    private static final int KILLS = Integer.getInteger("coord.kills", 3);

    private static final String FEATURES = """
            {
              "calm":  {"file_writes": ["src/calm"],
                "check": "echo junk > src/junk; git add -A; setsid sleep 600 & sleep $SLOW; test -s src/calm"},
              "even":  {"file_writes": ["src/even"], "check": "sleep $SLOW; test -s src/even"},
              "left":  {"file_writes": ["src/left"]},
              "odd":   {"file_writes": ["src/odd"]},
              "right": {"file_writes": ["src/right"]},
              "wrong": {"file_writes": ["src/wrong"]}
            }
            """;

    private static final String AGENT = """
            echo "$COORD_FEATURE${COORD_FEEDBACK_FILE:+ told}" >> "$CALLS"
            mkdir -p src; sleep $SLOW
            echo "${COORD_FEEDBACK_FILE:+mended}" > "src/$COORD_FEATURE"
            """;

    private static final String GREEN = """
            { test ! -e src/wrong || grep -q mended src/wrong; } &&
                { test ! -e src/left || test ! -e src/right || grep -q mended src/right; }
            """;

    private static final String TEST = "setsid sleep 600 & sleep $SLOW\n" + GREEN;

    /** How often the combined tests run without a kill: the base, the wave, 17 parts of it, and that with what was mended. */
    private static final int TESTS = 20;

    /** What stays of a run, so that nothing of it is lost. */
    private static final String REFS = "refs/(heads/main|coord/(backup|tips|waves|kept)/\\S+)";

    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 20);
    private final Random random = new Random(seed);

    @TempDir
    Path temp;

    private int searched;
    private int tested;

    @Test
    void namesTheSameAndTestsNothingTwice() throws Exception {
        Files.writeString(temp.resolve("features.json"), FEATURES);
        int repositories = 0;
        int kills = 0;
        while (kills < KILLS) {
            kills += play("killed-" + repositories++, KILLS - kills);
        }
        System.out.println(kills + " kills over " + repositories + " repositories, " + tested
                + " of them while tests ran, " + searched + " during a search, seed " + seed);
        if (KILLS > 3) { // of few each may fall between two tests
            assertThat(tested).as("seed %d", seed).isPositive();
        }
        assertThat(searched).as("seed %d", seed).isPositive();
    }

    private int play(String name, int most) throws Exception {
        Path repository = CoordProcess.repository(temp.resolve(name), "README", "calm\n");
        Path calls = temp.resolve(name + ".calls");
        Map<String, String> environment = Map.of("CALLS", calls.toString(), "SLOW", KILLS > 3 ? "0.3" : "0.1");
        String begin = Kills.main(repository);
        Kills on = new Kills(temp, seed);
        Set<String> merged = new TreeSet<>();
        List<String> calm = List.of();
        int kills = 0;
        while (on.killedAfter(
                repository,
                sign(repository, kills < most),
                random.nextInt(KILLS > 3 ? 400 : 150),
                environment,
                words(repository))) {
            kills++;
            tested += Kills.agentsOf(repository).isEmpty() ? 0 : 1;
            searched += isSearched(repository) ? 1 : 0;
            merged.addAll(Kills.candidates(repository));
            on.assertIntact(repository, begin, merged);
            assertGreen(repository, name + "-" + kills);
            if (!calm.isEmpty()) {
                assertThat(innocent(calls)).as("seed %d", seed).isEqualTo(calm);
            }
            calm = isSearched(repository) ? innocent(calls) : calm;
        }
        on.assertUnharmed(repository, Kills.tree(repository));
        assertGreen(repository, name);
        assertThat(headings(repository, "=== tests on "))
                .as("tests, seed %d", seed)
                .isLessThanOrEqualTo(TESTS + kills);
        assertThat(innocent(calls)).as("seed %d", seed).allMatch(call -> !call.endsWith("told"));
        assertNothingLeft(repository);
        assertNamed(repository);
        return kills;
    }

    /** So many tests later, in a build with few kills about a third of all each time. */
    private Kills.Sign sign(Path repository, boolean isWanted) throws IOException {
        int next = headings(repository, "=== tests on ") + random.nextInt(KILLS > 3 ? 5 : TESTS / 2);
        return () -> isWanted && headings(repository, "=== tests on ") > next;
    }

    private void assertGreen(Path repository, String name) throws Exception {
        Path copy = temp.resolve(name + ".copy");
        CoordProcess.git(temp, "clone", "--quiet", repository.toString(), copy.toString());
        assertThat(CoordProcess.run(copy, Map.of(), List.of("sh", "-c", GREEN)).status())
                .as("what landed is green, seed %d", seed)
                .isZero();
    }

    private void assertNothingLeft(Path repository) throws Exception {
        assertThat(CoordProcess.git(repository, "for-each-ref", "--format=%(refname)")
                        .out()
                        .lines())
                .as("refs, seed %d", seed)
                .allMatch(ref -> ref.matches(REFS));
        assertThat(CoordProcess.git(repository, "worktree", "list").out().lines())
                .as("seed %d", seed)
                .hasSize(1);
        assertThat(temp.resolve(repository.getFileName() + ".coord"))
                .as("seed %d", seed)
                .doesNotExist();
        try (Stream<Path> files = Files.walk(GitRun.defaultDirectory(repository).resolve("runs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("seed %d", seed)
                    .noneMatch(file -> file.matches(".*\\.(before|part|tmp)"));
        }
    }

    private void assertNamed(Path repository) {
        Snapshot snapshot = DirectoryStore.reader(GitRun.defaultDirectory(repository), InstantSource.system())
                .read();
        RunRecord run = snapshot.run().orElseThrow();
        assertThat(run.phase()).as("seed %d", seed).isInstanceOf(RunPhase.Done.class);
        assertThat(run.account().culprits())
                .as("seed %d", seed)
                .extracting(found -> found.feature() + " " + found.with() + " after " + found.runs())
                .containsExactly("right [left] after 11", "wrong [] after 6");
        assertThat(run.account().landings())
                .as("seed %d", seed)
                .flatExtracting(LandedWave::features)
                .extracting(FeatureId::value)
                .containsExactlyInAnyOrder("calm", "even", "left", "odd", "right", "wrong");
        assertThat(snapshot.locks().leases()).as("seed %d", seed).isEmpty();
    }

    /** Whether the wave was tested and is not mended yet. */
    private static boolean isSearched(Path repository) throws IOException {
        int tests = headings(repository, "=== tests on ");
        return tests > 2 && tests < TESTS;
    }

    private static int headings(Path repository, String begin) throws IOException {
        int count = 0;
        for (Path run : in(GitRun.defaultDirectory(repository).resolve("runs"), "*")) {
            for (Path log : in(run.resolve("integration"), "wave-*[0-9].log")) {
                count += (int) Files.readAllLines(log).stream()
                        .filter(line -> line.startsWith(begin))
                        .count();
            }
        }
        return count;
    }

    private static List<Path> in(Path directory, String glob) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            return StreamSupport.stream(files.spliterator(), false).toList();
        }
    }

    /** The calls of agents whose features break nothing. */
    private static List<String> innocent(Path calls) throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(call -> !call.startsWith("right") && !call.startsWith("wrong"))
                .toList();
    }

    private static String[] words(Path repository) {
        return new String[] {
            "run",
            "features.json",
            "--repo",
            repository.toString(),
            "--agent",
            AGENT,
            "--test",
            TEST,
            "--agents",
            "6",
            "--tries",
            "50",
            "--radar",
            "0s"
        };
    }
}
