package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.ProcessId;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.process.WorkingBelow;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentRunner.AgentResult.Failed;
import dev.coord.run.AgentRunner.AgentResult.Succeeded;
import dev.coord.run.AgentRunner.AgentResult.TimedOut;
import dev.coord.run.AgentTask;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProcessAgentRunnerIT {

    private static final Feature P1 = Sandbox.feature("P1", "a.txt");
    private static final Duration LONG = Duration.ofSeconds(25);

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private Workspace workspace;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        workspace = sandbox.prepared("P1");
    }

    private AgentResult run(String command) throws InterruptedException {
        return run(command, LONG);
    }

    private AgentResult run(String command, Duration timeout) throws InterruptedException {
        return sandbox.agents(command).run(Sandbox.task(P1, workspace, timeout), process -> {});
    }

    private String log() {
        return Sandbox.read(sandbox.coordination.resolve("runs/r1/P1.log"));
    }

    /** The processes that a script wrote down by {@code echo $$ >> pids}. */
    private List<ProcessHandle> alive() {
        try (Stream<String> pids = Files.lines(temp.resolve("pids"))) {
            return pids.flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
                    .filter(process -> !Scripts.run(temp, "cat /proc/" + process.pid() + "/stat || true")
                            .matches("(?s)(.*\\) Z .*|)"))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void tellsTheAgentWhatToDo() throws InterruptedException {
        AgentResult result = run("cat; pwd; echo \"$COORD_FEATURE|$COORD_AGENT|$COORD_DIR|$COORD_LEASE|$COORD_TOKEN|"
                + "$COORD_BRANCH|$COORD_RUN\"; git rev-parse --abbrev-ref HEAD");

        assertThat(result).isEqualTo(new Succeeded());
        assertThat(log().lines().skip(1))
                .containsExactly(
                        FeatureJson.toJson(P1).strip(),
                        workspace.directory().toString(),
                        "P1|agent-1|" + sandbox.coordination.toAbsolutePath() + "|lease-1|7|feature/P1|r1",
                        "feature/P1");
    }

    @Test
    void theVariablesOfAnAgentAreThoseThatTheDocumentationLists() throws Exception {
        AgentTask again = Sandbox.task(P1, workspace, LONG).toBuilder()
                .tryNumber(2)
                .feedback("# It did not land\n")
                .radarFile(Optional.of(Files.writeString(temp.resolve("radar.md"), "nothing is in the way\n")))
                .build();
        ProcessAgentRunner runner = sandbox.agents("env | sed -n 's/^\\(COORD_[A-Z_]*\\)=.*/\\1/p';"
                + " cat \"$COORD_RADAR_FILE\" \"$COORD_FEEDBACK_FILE\"; echo $COORD_TRY");

        assertThat(runner.run(again, process -> {})).isEqualTo(new Succeeded());

        List<String> documented = Files.readAllLines(Path.of("..", "docs", "format.md")).stream()
                .filter(line -> line.startsWith("| `COORD_"))
                .map(line -> line.replaceFirst("\\| `(\\w+)`.*", "$1"))
                .toList();
        assertThat(log().lines().filter(line -> line.startsWith("COORD_")))
                .containsExactlyInAnyOrderElementsOf(documented);
        assertThat(log()).endsWith("nothing is in the way\n# It did not land\n2\n");
    }

    @Test
    void writesTheTaskWhereNoFeatureMeetsCoordsOwnFiles() throws InterruptedException {
        Path file = sandbox.coordination.toAbsolutePath().resolve("runs/r1/tasks/P1.md");
        String text = Sandbox.task(P1, workspace, LONG).text();

        AgentResult result = run("echo \"$COORD_TASK_FILE\"; cat \"$COORD_TASK_FILE\"; ls -A");

        assertThat(result).isEqualTo(new Succeeded());
        assertThat(log().lines().skip(1))
                .startsWith(file.toString(), text.strip())
                .doesNotContain("P1.md");
        assertThat(file).hasContent(text);
        assertThat(sandbox.coordination.resolve("runs/r1/P1.md"))
                .as("a feature may be called report")
                .doesNotExist();
    }

    @Test
    void writesNothingThroughALinkInPlaceOfADirectory() throws Exception {
        Path mine = Files.createDirectories(temp.resolve("mine"));
        Path home = Files.createDirectories(sandbox.coordination.toAbsolutePath());
        Files.createSymbolicLink(home.resolve("runs"), mine);

        assertThatThrownBy(() -> run("true")).hasMessageContaining("it is a link, not a directory");

        assertThat(mine).isEmptyDirectory();
    }

    @Test
    void writesTheTaskAnewWhateverLiesInItsPlace() throws Exception {
        Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "mine\n");
        Path file = sandbox.coordination.toAbsolutePath().resolve("runs/r1/tasks/P1.md");
        Files.createDirectories(file.resolveSibling("."));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(run("cat \"$COORD_TASK_FILE\"")).isEqualTo(new Succeeded());

        assertThat(elsewhere).hasContent("mine\n");
        assertThat(file)
                .isRegularFile()
                .hasContent(Sandbox.task(P1, workspace, LONG).text());
    }

    @Test
    void givesTheTaskOnStandardInputWhereItIsAskedFor() throws InterruptedException {
        ProcessAgentRunner prompted = new ProcessAgentRunner(
                "cat", sandbox.coordination, sandbox.repository(), ProcessAgentRunner.Input.PROMPT, "/opt/coord");

        prompted.run(Sandbox.task(P1, workspace, LONG), process -> {});

        assertThat(log()).contains("\n" + Sandbox.task(P1, workspace, LONG).text());
        assertThat(prompted.coordCommand()).isEqualTo("/opt/coord");
    }

    @Test
    void addsToTheLogUnderALineForEachAttempt() throws InterruptedException {
        run("echo once");
        run("echo again >&2");

        assertThat(log()).containsPattern("(?s)=== call 1 at P1 by agent-1, .* ===\nonce\n=== .*\nagain\n");
    }

    @Test
    void tellsHowAnAgentFailed() throws InterruptedException {
        assertThat(run("exit 3"))
                .isEqualTo(new Failed("exit status 3; its output is in "
                        + sandbox.coordination.toAbsolutePath().resolve("runs/r1/P1.log")));
        assertThat(run("no-such-command-anywhere"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.output()).contains("no-such-command-anywhere: not found"));
        assertThat(run("echo why; exit 3"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.output())
                                .as("of this attempt alone")
                                .isEqualTo("why\n"));
        assertThatThrownBy(() -> sandbox.agents(" ")).isInstanceOf(BadInput.class);
    }

    @Test
    void doesNotMindAnAgentThatReadsNothing() throws InterruptedException {
        Feature.Builder large = Feature.builder("P1");
        for (int i = 0; i < 20_000; i++) {
            large.writes("src/some/directory/file" + i + ".ts");
        }

        AgentResult result =
                sandbox.agents("exec <&-; true").run(Sandbox.task(large.build(), workspace, LONG), process -> {});

        assertThat(result).isEqualTo(new Succeeded());
    }

    @Test
    void recordsTheProcessBeforeTheAgentDoesAnything() throws InterruptedException {
        Path ran = temp.resolve("ran");

        AgentResult result = sandbox.agents("touch " + ran).run(Sandbox.task(P1, workspace, LONG), process -> {
            assertThat(ProcessLife.isAlive(process)).isTrue();
            assertThat(ran).doesNotExist();
        });

        assertThat(result).isEqualTo(new Succeeded());
        assertThat(ran).exists();
    }

    @Test
    void runsNothingWhereTheProcessCouldNotBeRecorded() {
        Path ran = temp.resolve("ran");
        ProcessId[] recorded = new ProcessId[1];

        assertThatThrownBy(() -> sandbox.agents("touch " + ran).run(Sandbox.task(P1, workspace, LONG), process -> {
                    recorded[0] = process;
                    throw new IllegalStateException("store is gone");
                }))
                .hasMessage("store is gone");

        assertThat(ProcessLife.isAlive(recorded[0])).isFalse();
        assertThat(ran).doesNotExist();
    }

    @Test
    void endsEverythingOfAnAgentThatTakesTooLong() throws InterruptedException {
        AgentResult result = run(
                "trap '' TERM; echo $$ >> ../../../pids; (echo hi; sh -c 'trap \"\" TERM; echo $$ >> ../../../pids; sleep 90; sleep 90') & "
                        + "setsid sh -c 'echo $$ >> ../../../pids; exec sleep 90' & sleep 90; sleep 90",
                Duration.ofMillis(700));

        assertThat(result).isInstanceOf(TimedOut.class);
        assertThat(temp.resolve("pids")).content().hasLineCount(3);
        assertThat(alive()).isEmpty();
    }

    @Test
    void endsWhatAnAgentLeavesInTheBackground() throws InterruptedException {
        AgentResult result = run("(setsid sh -c 'echo $$ >> ../../../pids; exec sleep 90' &) ; "
                + "while ! test -s ../../../pids; do :; done");

        assertThat(((Succeeded) result).leftovers())
                .hasSize(1)
                .first()
                .asString()
                .contains("sleep");
        assertThat(alive()).isEmpty();
    }

    @Test
    void endsWhatClearedItsEnvironmentAndSessionByItsDirectory() throws InterruptedException {
        AgentResult result =
                run("mkdir d; cd d; (env -i /usr/bin/setsid sh -c 'echo $$ >> ../../../../pids; exec sleep 90' &) ; "
                        + "while ! test -s ../../../../pids; do :; done");

        assertThat(((Succeeded) result).leftovers()).hasSize(1);
        assertThat(alive()).isEmpty();
    }

    @Test
    void leavesAloneWhatWasThereBeforeTheAgentOrWorksElsewhere() throws Exception {
        Process before = new ProcessBuilder("sleep", "90")
                .directory(workspace.directory().toFile())
                .start();
        Process elsewhere =
                new ProcessBuilder("sleep", "90").directory(temp.toFile()).start();
        Instant begun = before.info().startInstant().orElseThrow().plusSeconds(2);

        assertThat(new WorkingBelow(workspace.directory(), begun).processes()).isEmpty();
        assertThat(WorkingBelow.describe(workspace.directory()))
                .containsExactly("process " + before.pid() + " (sleep)");

        before.destroyForcibly().waitFor();
        elsewhere.destroyForcibly().waitFor();
    }

    @Test
    void leavesAProgramOfTheUsersAloneAndItsWorkTreeToo() throws Exception {
        Scripts.run(temp, "mkfifo begun go");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<AgentResult> running =
                thread.submit(() -> run("echo mine > mine; echo > ../../../begun; read x < ../../../go"));
        Files.readString(temp.resolve("begun"));
        ProcessBuilder program = new ProcessBuilder("sleep", "90")
                .directory(workspace.directory().toFile());
        program.environment().clear();
        Process users = program.start();
        Files.writeString(temp.resolve("go"), "go\n");

        AgentResult result = running.get();
        thread.shutdown();
        Collected.Kept kept = sandbox.worktrees().remove(workspace);

        assertThat(((Succeeded) result).leftovers()).isEmpty();
        assertThat(users.isAlive()).isTrue();
        assertThat(kept.stays()).contains("process " + users.pid() + " (sleep) works in it");
        users.destroyForcibly().waitFor();
        assertThat(workspace.directory().resolve("mine")).exists();
    }

    @Test
    void endsNothingWithoutTheMarkAfterAKill() throws Exception {
        Scripts.run(
                workspace.directory(),
                "mkfifo begun; (env -i setsid sh -c 'echo $$ > ../../../pids; echo > begun; exec sleep 90'"
                        + " > /dev/null 2>&1 &); cat begun");
        ProcessId gone = new ProcessId(1, Instant.EPOCH, ProcessLife.current().host());

        sandbox.agents("true").end(workspace, gone);

        assertThat(alive()).hasSize(1);
        Scripts.run(temp, "kill -9 $(cat pids)");
    }

    @Test
    void endsTheAgentWhenInterrupted() throws Exception {
        Scripts.run(temp, "mkfifo begun");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<AgentResult> running =
                thread.submit(() -> run("echo $$ >> ../../../pids; echo > ../../../begun; sleep 90"));
        Files.readString(temp.resolve("begun"));
        thread.shutdownNow();

        assertThatThrownBy(running::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(alive()).isEmpty();
    }

    @Test
    void endsALeftoverOfAnEarlierCoordinatorWhoseShellIsGone() throws Exception {
        ProcessBuilder leftover = new ProcessBuilder(
                        "/bin/sh", "-c", "echo $$ > ../../../pids; echo > begun; exec sleep 90")
                .directory(workspace.directory().toFile());
        leftover.environment().put("COORD_ATTEMPT", AttemptFamily.marker(workspace));
        Scripts.run(workspace.directory(), "mkfifo begun");
        leftover.start();
        Files.readString(workspace.directory().resolve("begun"));
        ProcessId gone =
                new ProcessId(1, java.time.Instant.EPOCH, ProcessLife.current().host());

        sandbox.agents("true").end(workspace, gone);

        assertThat(alive()).isEmpty();
    }

    @Test
    void neverEndsAProcessThatGotTheNumberOfAnAgent() throws Exception {
        Process innocent = new ProcessBuilder("sleep", "90").start();
        ProcessId earlier = new ProcessId(
                innocent.pid(), java.time.Instant.EPOCH, ProcessLife.current().host());

        sandbox.agents("true").end(workspace, earlier);

        assertThat(innocent.isAlive()).isTrue();
        innocent.destroyForcibly().waitFor();
    }

    @Test
    void neverEndsWhatWorksForTheSameAttemptInACopyOfTheRepository() throws Exception {
        Workspace copied = new Workspace(
                workspace.run(),
                workspace.feature(),
                workspace.attempt(),
                temp.resolve("copy"),
                workspace.branch(),
                workspace.base());
        ProcessBuilder builder = new ProcessBuilder("sleep", "90");
        builder.environment().put("COORD_ATTEMPT", AttemptFamily.marker(copied));
        Process agent = builder.start();
        ProcessId gone =
                new ProcessId(1, java.time.Instant.EPOCH, ProcessLife.current().host());

        sandbox.agents("true").end(workspace, gone);

        assertThat(agent.isAlive()).isTrue();
        sandbox.agents("true").end(copied, gone);
        assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsNothingWhenTheCoordinatorDiesBeforeTheGateOpens() throws Exception {
        Process gate = new ProcessBuilder("/bin/sh", "-c", ProcessAgentRunner.GATE, "coord", "touch ran")
                .directory(workspace.directory().toFile())
                .start();
        gate.getOutputStream().close();

        assertThat(gate.waitFor()).isNotZero();
        assertThat(workspace.directory().resolve("ran")).doesNotExist();
    }
}
