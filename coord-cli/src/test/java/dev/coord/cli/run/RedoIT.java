package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code coord run --redo}. */
class RedoIT {

    /** Each call says something new, also of itself. */
    private static final String WORKS = "echo $COORD_FEATURE >> ../../../calls; echo $COORD_TOKEN > $COORD_FEATURE.txt";

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("a repo"), "README", "hello\n");
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"description\": \"Say a.\", \"file_writes\": [\"a.txt\"]},"
                        + " \"b\": {\"description\": \"Say b.\", \"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"]},"
                        + " \"c\": {\"description\": \"Say c.\", \"file_writes\": [\"c.txt\"], \"blocked_by\": [\"b\"]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"waves", "continuous"})
    void landsWhatWasMadeOfNothingAndMakesNothingElseAgain(String schedule) throws Exception {
        assertThat(run("--agent", "true", "--allow-empty").status()).isZero();

        Called again = run("--agent", WORKS, "--schedule", schedule, "--redo", "b", "--redo", "a");

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(again.out()).endsWith("landed: all 3 features on refs/heads/main\n");
        assertThat(calls()).containsExactly("a", "b");
        assertThat(landings()).containsExactly("a", "b", "c", "a", "b");
        assertThat(repository.resolve("a.txt")).exists();
        assertThat(repository.resolve("c.txt")).doesNotExist();
        assertThat(run("--agent", "exit 1").out()).contains("nothing to do");
    }

    @Test
    void aKilledRunMakesItOnceAndTheNextOneAgain() throws Exception {
        assertThat(run("--agent", WORKS).status()).isZero();
        Files.delete(temp.resolve("calls"));
        Path log = temp.resolve("first.log");
        String waits = "test $COORD_FEATURE = a || until test -e ../../../go; do sleep 0.1; done; ";
        List<String> command = CoordProcess.command(arguments("--agent", waits + WORKS, "--redo", "a", "--redo", "c"));
        Process first = CoordProcess.start(temp, Map.of(), command, log, temp.resolve("err.log"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(log).lines().anyMatch(line -> line.contains("c: implementor")));
        first.destroyForcibly().waitFor();
        assertThat(landings()).containsExactly("a", "b", "c", "a");
        Files.createFile(temp.resolve("go"));

        Called second = run("--agent", waits + WORKS, "--redo", "a", "--redo", "c");

        assertThat(second.status()).as("%s", second).isZero();
        assertThat(landings()).containsExactly("a", "b", "c", "a", "c");
        assertThat(calls()).containsOnlyOnce("a").doesNotContain("b");
        assertThat(run("--agent", WORKS, "--redo", "a").status()).isZero();
        assertThat(landings()).containsExactly("a", "b", "c", "a", "c", "a");
    }

    @Test
    void whatHasLandedStaysWhereItsAgentFails() throws Exception {
        assertThat(run("--agent", WORKS).status()).isZero();
        String head = head();

        Called failed = run("--agent", "echo worse > a.txt; exit 3", "--redo", "a");

        assertThat(failed.status()).as("%s", failed).isEqualTo(1);
        assertThat(failed.out())
                .contains(
                        "stopped: 2 of 3 features landed on refs/heads/main, what 1 more landed before stays",
                        "feature 'a' failed",
                        "exit status 3",
                        "refs/coord/kept/",
                        "what it landed before stays");
        assertThat(head()).isEqualTo(head);
        assertThat(completed()).containsExactlyInAnyOrder("a", "b", "c");
        Called without = run("--agent", "exit 1");
        assertThat(without.status()).as("%s", without).isZero();
        assertThat(without.out()).contains("nothing to do");
    }

    @Test
    void whatHasNotLandedIsMadeAsEver() throws Exception {
        Called run = run("--agent", WORKS, "--redo", "a");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(landings()).containsExactly("a", "b", "c");
    }

    @Test
    void refusesWhatIsNoFeatureNamingAllOfIt() throws Exception {
        Called run = run("--agent", WORKS, "--redo", "nope", "--redo", "a", "--redo", "neither");

        assertThat(run.status()).as("%s", run).isEqualTo(2);
        assertThat(run.err())
                .startsWith("coord: ")
                .contains("neither, nope", "--redo")
                .hasLineCount(1);
        assertThat(repository.resolve(".git/coord")).doesNotExist();
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(temp.resolve("calls"));
    }

    private List<String> landings() throws Exception {
        return CoordProcess.git(
                        repository,
                        "log",
                        "--reverse",
                        "--first-parent",
                        "--merges",
                        "--format=%(trailers:key=Coord-Feature,valueonly)",
                        "main")
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private List<String> completed() throws Exception {
        List<String> completed = new ArrayList<>();
        String status = Called.coord("status", "--json", "--repo", repository.toString())
                .out();
        new JsonMapper()
                .readTree(status)
                .findPath("completed_features")
                .forEach(feature -> completed.add(feature.asText()));
        return completed;
    }

    private Called run(String... words) {
        return Called.coord(arguments(words));
    }

    private String[] arguments(String... words) {
        List<String> all = new ArrayList<>(
                List.of("run", temp.resolve("features.json").toString(), "--repo", repository.toString()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private String head() throws Exception {
        return CoordProcess.git(repository, "rev-parse", "main").out();
    }
}
