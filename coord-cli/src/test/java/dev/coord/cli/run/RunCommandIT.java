package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code coord run}: what is about processes as one of its own, and each way to end once; the rest within this process. */
class RunCommandIT {

    private static final String WRITES_ITS_FILE = "echo $COORD_FEATURE > $COORD_FEATURE.txt";

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
                        + " \"b\": {\"description\": \"Say b.\", \"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"]}}");
    }

    @Test
    void landsEverythingAndTellsHow() throws Exception {
        CoordProcess.Ended run = process("--agent", WRITES_ITS_FILE, "--test", "ls");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "wave 0: a", "combined tests passed", "wave 0 landed", "wave 1: b", "wave 1 landed")
                .endsWith("landed: all 2 features on refs/heads/main\n");
        assertThat(run.err()).isEmpty();
        assertThat(repository.resolve("b.txt")).hasContent("b");
    }

    @Test
    void anAgentReadsItsTaskAndAsksForMoreLocksAsItSays() throws Exception {
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"file_writes\": [\"a.txt\"]}, \"b\": {\"title\": \"The second\", \"description\": \"Build *b*\\non"
                        + " a.\", \"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"], \"x-owner\": [1]}}");
        String agent = "cat > $COORD_FEATURE.txt && cmp \"$COORD_TASK_FILE\" $COORD_FEATURE.txt"
                + " && sed -n 's/^    //p' $COORD_FEATURE.txt | sed 's/PATH$/more.txt/' > ask"
                + " && sh ./ask && rm ask && git add -A && git commit -qm \"Make $COORD_FEATURE\"";

        CoordProcess.Ended run = process("--agent", agent, "--input", "prompt");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(Files.readString(repository.resolve("a.txt"))).startsWith("# Feature a\n\n## What you may write\n");
        assertThat(Files.readString(repository.resolve("b.txt")))
                .startsWith("# The second\n\nBuild *b*\non a.\n\n## What you may write\n")
                .contains("- `b.txt`", "\n- `a`\n  - Make a\n", " --agent implementor-", " --feature b ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"waves", "continuous"})
    void featuresThatWriteOneFileLandOneAfterTheOtherUnderGrowingTokens(String schedule) throws Exception {
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"file_writes\": [\"list.txt\"]}, \"b\": {\"file_writes\": [\"list.txt\"]},"
                        + " \"c\": {\"file_writes\": [\"list.txt\"], \"blocked_by\": [\"a\"]}}");

        Called run = run("--agent", "echo $COORD_FEATURE >> list.txt", "--schedule", schedule);

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(Files.readAllLines(repository.resolve("list.txt"))).containsExactlyInAnyOrder("a", "b", "c");
        List<Long> tokens = CoordProcess.git(
                        repository,
                        "log",
                        "--reverse",
                        "--first-parent",
                        "--merges",
                        "--format=%(trailers:key=Coord-Token,valueonly)")
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Long::valueOf)
                .toList();
        assertThat(tokens).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anAgentThatDoesNothingLandsNothing() throws Exception {
        String before = head();

        Called run = run("--agent", "true");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.out())
                .contains("feature 'a' failed: the agent changed nothing")
                .doesNotContain("nothing to do");
        assertThat(head()).isEqualTo(before);

        assertThat(run("--agent", "true", "--allow-empty").status()).isZero();
        assertThat(head()).isNotEqualTo(before);
    }

    @Test
    void aFeatureMayAllowThatItsAgentChangesNothing() throws Exception {
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"file_writes\": [\"a.txt\"], \"allow_empty\": true}, \"b\": {\"file_reads\": [\"a.txt\"]}}");

        Called run = run("--agent", "true");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.out()).endsWith("landed: all 2 features on refs/heads/main\n");
    }

    @Test
    void doesNothingWhereEverythingHasLanded() throws Exception {
        run("--agent", WRITES_ITS_FILE);
        String head = head();

        Called again = run("--agent", "exit 1");

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(again.out()).contains("nothing to do");
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void printsOneDocumentAndItsProgressElsewhere() throws Exception {
        Called run = run("--agent", WRITES_ITS_FILE, "--json");

        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.path("result").asText()).isEqualTo("landed");
        assertThat(document.at("/run/features")).hasSize(2);
        assertThat(run.err()).contains("wave 0 landed");
    }

    @Test
    void stopsBeforeAWaveWhoseAgentFailed() throws Exception {
        String before = head();

        CoordProcess.Ended run = process("--agent", "echo x > a.txt; echo why >&2; exit 3", "--json");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(head()).isEqualTo(before);
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.path("result").asText()).isEqualTo("stopped");
        assertThat(document.at("/reasons/0").asText()).contains("'a' failed", "exit status 3", "refs/coord/kept/");
    }

    @Test
    void showsWhyAnAgentCannotBeStarted() throws Exception {
        Called.file(temp, "features.json", "{\"a\": {\"file_writes\": [\"a.txt\"]}}");

        Called run = run("--agent", "no-such-agent --task -");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).containsSubsequence("exit status 127", "\n", "no-such-agent: not found");
        assertThat(run.err())
                .isEqualTo("coord: warning: without a description: 'a'; an agent's task says what to build by it\n");
    }

    @Test
    void stopsBeforeAWaveWhoseTestsAreRed() throws Exception {
        String before = head();

        Called run = run(
                "--agent",
                WRITES_ITS_FILE,
                "--test",
                "test ! -e a.txt || { echo no such luck; false; }",
                "--no-keep-good");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).contains("no such luck", "the combined tests fail", "culprit: a (4 test runs)");
        assertThat(run.out())
                .containsPattern("their output is in /.*/integration/wave-0[.]log.*'coord retry a --agent ID'");
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void tellsThatTheTargetHasLandedAndItsCheckoutIsBehindUntilTheNextRunMendsIt() throws Exception {
        CoordProcess.git(repository, "config", "filter.disk.required", "true");
        CoordProcess.git(repository, "config", "filter.disk.clean", "cat");
        CoordProcess.git(repository, "config", "filter.disk.smudge", "cat");
        Files.writeString(repository.resolve(".git/info/attributes"), "b.txt filter=disk\n");

        Called run = run(
                "--agent",
                WRITES_ITS_FILE,
                "--test",
                "test ! -e b.txt || git -C '" + repository + "' config filter.disk.smudge false");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(run.err()).contains("coord: refs/heads/main has landed", "could not follow", "'b.txt'");
        assertThat(repository.resolve("a.txt")).hasContent("a");

        CoordProcess.git(repository, "config", "filter.disk.smudge", "cat");
        Called again = run("--agent", "exit 1");

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(repository.resolve("b.txt")).hasContent("b");
    }

    @Test
    void warnsOfChangesThatAreHiddenFromGit() throws Exception {
        CoordProcess.git(repository, "update-index", "--assume-unchanged", "README");
        Files.writeString(repository.resolve("README"), "mine\n");

        CoordProcess.Ended run = process("--agent", WRITES_ITS_FILE);

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.err()).contains("--assume-unchanged", "'README'");
        assertThat(repository.resolve("README")).hasContent("mine");
    }

    @Test
    void landsOnAnotherBranch() throws Exception {
        CoordProcess.git(repository, "branch", "next");
        String before = head();

        Called run = run("--agent", WRITES_ITS_FILE, "--into", "next");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(head()).isEqualTo(before);
        assertThat(CoordProcess.git(repository, "show", "next:b.txt").out()).isEqualTo("b\n");
    }

    @Test
    void leavesTheFirstRunAlone() throws Exception {
        Path log = temp.resolve("first.log");
        Process first = start(log, "--agent", "until test -e ../../go; do sleep 0.1; done; " + WRITES_ITS_FILE);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(log).contains("works under token"));

        Called second = run("--agent", WRITES_ITS_FILE);

        assertThat(second.status()).as("%s", second).isEqualTo(3);
        assertThat(second.err()).contains("by process " + first.pid()).hasLineCount(1);
        Called elsewhere = run(
                "--agent", WRITES_ITS_FILE, "--dir", temp.resolve("elsewhere").toString(), "--json");
        assertThat(elsewhere.status()).as("%s", elsewhere).isEqualTo(3);
        assertThat(elsewhere.err()).contains("by process " + first.pid());
        assertThat(elsewhere.out()).contains("already_running");
        assertThat(temp.resolve("elsewhere")).doesNotExist();
        Files.createFile(temp.resolve("a repo.coord/go"));
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as(Files.readString(log)).isZero();
    }

    @Test
    void doesNotBringBackWhatTheUserTookOffTheTargetMeanwhile() throws Exception {
        String base = head().strip();
        String reset = "; if [ $COORD_FEATURE = b ] && [ ! -e ../../reset ]; then touch ../../reset;" + " git -C '"
                + repository + "' reset -q --hard " + base + "; fi";

        Called run = run("--agent", WRITES_ITS_FILE + reset);

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(head().strip()).isEqualTo(base);
        assertThat(run.out()).contains("somebody set refs/heads/main back", "git -C ");
        Called again = run("--agent", WRITES_ITS_FILE);
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(again.out()).contains("made anew");
    }

    @Test
    void endsPromptlyAndGoesOnLater() throws Exception {
        Path log = temp.resolve("first.log");
        Process first = start(log, "--agent", "echo begun > a.txt; sleep 600");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(log).contains("works under token"));

        first.destroy();

        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process("--agent", WRITES_ITS_FILE).status()).isZero();
        assertThat(repository.resolve("a.txt")).hasContent("a");
    }

    @Test
    void beginsAFeatureWhileAnotherStillWorksWhereItIsContinuous() throws Exception {
        Called.file(
                temp,
                "features.json",
                "{\"base\": {\"file_writes\": [\"base.txt\"]}, \"slow\": {\"file_writes\": [\"slow.txt\"]},"
                        + " \"next\": {\"blocked_by\": [\"base\"], \"file_writes\": [\"next.txt\"]}}");
        CoordProcess.run(temp, Map.of(), List.of("mkfifo", temp.resolve("go").toString()));
        // 'slow' and 'base' are one wave: wave by wave, 'slow' would wait for ever for what 'next' says
        String agent = "case $COORD_FEATURE in slow) read word < ../../../go || exit 7;;"
                + " next) test -e base.txt && echo now > ../../../go || exit 8;; esac; " + WRITES_ITS_FILE;

        Called run = run("--agent", agent, "--schedule", "continuous", "--test", "ls");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.out())
                .containsSubsequence("wave 0: base", "wave 0 landed", "wave 1 landed")
                .endsWith("landed: all 3 features on refs/heads/main\n");
        for (String feature : List.of("base", "slow", "next")) {
            assertThat(repository.resolve(feature + ".txt")).hasContent(feature);
        }
    }

    @Test
    void refusesAWorkTreeWithChanges() throws Exception {
        Files.writeString(repository.resolve("README"), "changed\n");

        assertRefused("README", "--agent", "true");
        assertThat(repository.resolve(".git/coord")).doesNotExist();
    }

    @Test
    void refusesABranchThatIsNotThere() throws Exception {
        assertRefused("refs/heads/nope", "--agent", "true", "--into", "nope");
    }

    @Test
    void refusesABranchThatCoordDidNotMake() throws Exception {
        CoordProcess.git(repository, "branch", "feature/a");

        assertRefused("feature/a", "--agent", "true");
    }

    @Test
    void refusesADetachedHead() throws Exception {
        CoordProcess.git(repository, "checkout", "-q", "--detach");

        assertRefused("--into", "--agent", "true");
    }

    @Test
    void refusesToRunWithoutAnAgent() throws Exception {
        assertRefused("--agent");
        assertRefused("agent command is empty", "--agent", " ");
    }

    @Test
    void refusesWhatIsNoRepository() throws Exception {
        Path plain = Files.createDirectory(temp.resolve("plain"));

        CoordProcess.Ended run =
                CoordProcess.coord(temp, "run", "features.json", "--repo", plain.toString(), "--agent", "true");

        assertThat(run.status()).as("%s", run).isEqualTo(2);
        assertThat(run.err()).contains("not in a git repository").hasLineCount(1);
        assertThat(plain).isEmptyDirectory();
    }

    @Test
    void refusesBadFeatures() throws Exception {
        Called.file(temp, "features.json", "{\"a\": {\"blocked_by\": [\"c\"]}}");

        CoordProcess.Ended run =
                CoordProcess.coord(temp, "run", "features.json", "--repo", repository.toString(), "--agent", "true");

        assertThat(run.status()).as("%s", run).isEqualTo(2);
        assertThat(run.err())
                .startsWith("features.json:1:")
                .contains("UNKNOWN_FEATURE")
                .hasLineCount(1);
        assertThat(repository.resolve(".git/coord")).doesNotExist();
    }

    private void assertRefused(String why, String... words) throws Exception {
        String before = refs();

        Called run = run(words);

        assertThat(run.status()).as("%s", run).isEqualTo(2);
        assertThat(run.err())
                .startsWith("coord: ")
                .contains(why)
                .doesNotContain("\tat ")
                .hasLineCount(1);
        assertThat(refs()).isEqualTo(before);
        assertThat(temp.resolve("a repo.coord")).doesNotExist();
    }

    private CoordProcess.Ended process(String... words) throws Exception {
        return CoordProcess.coord(temp, arguments(words));
    }

    private Called run(String... words) {
        return Called.coord(arguments(words));
    }

    private Process start(Path log, String... words) throws IOException {
        return CoordProcess.start(temp, Map.of(), CoordProcess.command(arguments(words)), log, temp.resolve("err.log"));
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

    private String refs() throws Exception {
        return CoordProcess.git(repository, "for-each-ref").out()
                + CoordProcess.git(repository, "status", "--porcelain").out();
    }
}
