package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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

/** {@code coord run --carry --setup}. */
class SetUpIT {

    private static final String AGENT = "cat .env node_modules/dep > $COORD_FEATURE.txt";

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), ".gitignore", ".env\nnode_modules/\n");
        Files.writeString(repository.resolve(".env"), "KEY=1\n");
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"description\": \"A\", \"file_writes\": [\"**\"]}, \"b\": {\"description\": \"B\","
                        + " \"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"]}}");
    }

    @Test
    void agentsAndTestsFindAWorkingCopyOfWhichNothingLands() throws Exception {
        CoordProcess.Ended run = process(
                "--carry",
                ".env",
                "--carry",
                "not-there/",
                "--setup",
                "mkdir node_modules && echo dep > node_modules/dep",
                "--agent",
                AGENT,
                "--test",
                "cat .env node_modules/dep");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "a: set up in ", "the integration tree was set up in ", "KEY=1", "dep", "b: set up in ")
                .endsWith("landed: all 2 features on refs/heads/main\n")
                .doesNotContain("kept at", "stays");
        assertThat(run.err()).contains("'not-there/'").hasLineCount(1);
        assertThat(repository.resolve("b.txt")).hasContent("KEY=1\ndep");
        assertThat(landed()).isEqualTo(".gitignore\na.txt\nb.txt\n");
        assertThat(repository.resolve("node_modules")).doesNotExist();
        assertThat(temp.resolve("repo.coord")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"waves", "continuous"})
    void aFeatureThatTookInWhatWasCarriedFailsByItselfAndIsMadeAnew(String schedule) throws Exception {
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"file_writes\": [\"**\"], \"blocked_by\": [\"b\"]}, \"b\": {\"file_writes\": [\"b.txt\"]},"
                        + " \"c\": {\"file_writes\": [\"c.txt\"]}}");
        String agent = "echo x > $COORD_FEATURE.txt";

        Called run = run(
                "--carry",
                ".env",
                "--schedule",
                schedule,
                "--agent",
                agent + "; test $COORD_FEATURE != c || git add -f .env");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).contains("it would land '.env', which was carried into its work tree");
        assertThat(landed()).isEqualTo(".gitignore\na.txt\nb.txt\n");
        Called again = run("--carry", ".env", "--schedule", schedule, "--agent", agent);
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(landed()).isEqualTo(".gitignore\na.txt\nb.txt\nc.txt\n");
    }

    @Test
    void aSetUpThatFailsIsTheFeaturesFailureAndShowsTheEndOfItsLog() throws Exception {
        Called run = run("--setup", "seq 1 30; echo no network >&2; exit 7", "--agent", AGENT, "--json");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.err())
                .containsSubsequence("its set-up failed: exit status 7", "\n", "12", "30", "no network")
                .doesNotContain(" 11\n");
        JsonNode reasons = new JsonMapper().readTree(run.out()).path("reasons");
        assertThat(reasons.path(0).asText())
                .contains("feature 'a' failed", "exit status 7", "/setup/a.log")
                .doesNotContain("no network");
    }

    @Test
    void aSetUpThatFailsInTheIntegrationTreeIsTheRunsAndTheWorkIsUsedAgain() throws Exception {
        String agent = "echo x >> ../../calls; echo $COORD_FEATURE > $COORD_FEATURE.txt";
        Called run = run(
                "--setup",
                "test -z \"$COORD_WAVE\" || { echo no network; exit 1; }",
                "--agent",
                agent,
                "--test",
                "true",
                "--no-baseline");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.out())
                .contains("wave 0 (a) could not be integrated: its set-up failed: exit status 1", "no network")
                .doesNotContain("feature 'a' failed");

        Called again = run("--agent", agent, "--test", "true");

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(temp.resolve("repo.coord/calls")).hasContent("x\nx");
    }

    @Test
    void tellsWhatIsNotCarriedOrNotAsItIsAndWhatSetUpLeavesRunning() throws Exception {
        Files.writeString(repository.resolve("set.txt"), "committed\n");
        CoordProcess.git(repository, "add", "set.txt");
        CoordProcess.git(repository, "commit", "--quiet", "-m", "set", "--", "set.txt");
        Files.writeString(repository.resolve("set.txt"), "mine\n");
        CoordProcess.git(repository, "update-index", "--assume-unchanged", "set.txt");
        Files.delete(repository.resolve(".env"));
        Files.writeString(temp.resolve("shared.env"), "KEY=2\n");
        Files.createSymbolicLink(repository.resolve(".env"), Path.of("../shared.env"));
        Files.createDirectories(repository.resolve("node_modules"));
        new ProcessBuilder("mkfifo", repository.resolve("node_modules/pipe").toString())
                .start()
                .waitFor();

        CoordProcess.Ended run = process(
                "--carry",
                ".env",
                "--carry",
                "node_modules/",
                "--carry",
                "set.txt",
                "--setup",
                "test $COORD_FEATURE = b || exit 0; sleep 600 > /dev/null 2>&1 &",
                "--agent",
                "echo x > $COORD_FEATURE.txt");

        assertThat(run.err())
                .as("%s", run)
                .contains("neither a file nor a link: 'node_modules/pipe'")
                .contains("without your changes: 'set.txt'")
                .contains("'.env' to '../shared.env', which leads elsewhere or nowhere")
                .containsPattern("the set-up of b, attempt 1 left running and coord ended: process [0-9]+ \\(sleep\\)")
                .doesNotContain("git ignores no such file");
        assertThat(run.status()).as("%s", run).isZero();
        assertThat(CoordProcess.git(repository, "status", "--porcelain").out()).isEmpty();
    }

    @Test
    void aSetUpMayMakeOnlyWhatGitIgnores() throws Exception {
        Called run = run("--setup", "echo x >> .gitignore; touch left", "--agent", AGENT);

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.out())
                .contains("it changed what git tracks, '.gitignore', and it left what git does not ignore, 'left'");
    }

    @Test
    void refusesToCarryWhatGitDoesNotIgnore() throws Exception {
        Files.writeString(repository.resolve("notes.txt"), "mine\n");
        Files.writeString(repository.resolve("more.txt"), "mine\n");

        assertRefused("'more.txt', 'notes.txt'", "--agent", AGENT, "--carry", "*.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", ".git/config", "", "a\\b"})
    void refusesToCarryFromOutside(String pattern) throws Exception {
        assertRefused("path '", "--agent", AGENT, "--carry", pattern);
    }

    @Test
    void refusesAnEmptySetUp() throws Exception {
        assertRefused("set-up command is empty", "--agent", AGENT, "--setup", " ");
    }

    @Test
    void aRunThatIsKilledWhileItSetsUpGoesOn() throws Exception {
        Path pid = temp.resolve("pid");
        Process killed = CoordProcess.start(
                temp,
                Map.of(),
                CoordProcess.command(arguments(
                        "--carry", ".env", "--setup", "echo $$ > '" + pid + "'; sleep 600", "--agent", AGENT)),
                temp.resolve("out.log"),
                temp.resolve("err.log"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        killed.destroyForcibly().waitFor();

        Called run =
                run("--carry", ".env", "--setup", "mkdir node_modules; echo dep > node_modules/dep", "--agent", AGENT);

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.out()).doesNotContain("kept at", "stays");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(process -> process.info().command().isPresent()))
                .isEmpty();
        assertThat(temp.resolve("repo.coord")).doesNotExist();
    }

    private String landed() throws Exception {
        return CoordProcess.git(repository, "ls-tree", "-r", "--name-only", "main")
                .out();
    }

    private void assertRefused(String why, String... words) throws Exception {
        Called run = run(words);

        assertThat(run.status()).as("%s", run).isEqualTo(2);
        assertThat(run.err()).startsWith("coord: ").contains(why).hasLineCount(1);
        assertThat(repository.resolve(".git/coord")).doesNotExist();
        assertThat(temp.resolve("repo.coord")).doesNotExist();
    }

    /** What is logged is on the standard error of a process. */
    private CoordProcess.Ended process(String... words) throws Exception {
        return CoordProcess.coord(temp, arguments(words));
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
}
