package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that wait, and are ended meanwhile: they leave nothing, say what ended them, and wait for nobody for ever. */
@Timeout(120)
class EndedCommandsIT {

    private static final int SIGTERM = 143;

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();
    private Path home;

    @BeforeEach
    void makeTheStore() throws Exception {
        home = temp.toRealPath().resolve("coord");
        assertThat(coord("lock", "acquire", "--agent", "a", "--feature", "A", "--write", "x.ts")
                        .status())
                .isZero();
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aKilledWaiterIsOutOfTheQueue() throws Exception {
        String lease = Called.coord(
                        "lock", "acquire", "--agent", "b", "--feature", "B", "--write", "y.ts", "--dir", dir())
                .out();
        Process waiting = start("lock", "acquire", "--agent", "b", "--feature", "B", "--write", "x.ts", "--wait", "5m");
        await().atMost(Duration.ofSeconds(30)).until(() -> locks().contains("waits for a"));

        waiting.destroyForcibly().waitFor();

        Called behind = Called.coord(
                "lock", "acquire", "--agent", "a", "--feature", "A", "--write", "y.ts", "--wait", "1s", "--dir", dir());
        assertThat(behind.status()).as("%s holds %s", behind, lease).isEqualTo(4);
        assertThat(locks()).doesNotContain("waits");
    }

    @Test
    void theExitCodeInJsonIsThatOfTheProcessOnASignalToo() throws Exception {
        Process waiting =
                start("lock", "acquire", "--agent", "b", "--feature", "B", "--write", "x.ts", "--wait", "5m", "--json");
        await().atMost(Duration.ofSeconds(30)).until(() -> locks().contains("waits for a"));

        waiting.destroy();

        terminate(waiting);
        assertThat(Files.readString(temp.resolve("out.log"))).contains("\"exit_code\": 143", "ended by SIGTERM");
    }

    @Test
    void aKilledUpgradeLeavesTheLease() throws Exception {
        String lease = reading("c");
        reading("d");
        Process waiting = start("lock", "upgrade", lease, "--wait", "5m");
        await().atMost(Duration.ofSeconds(30)).until(() -> locks().contains("waits for d"));

        waiting.destroyForcibly().waitFor();

        assertThat(locks()).contains("c (P1)", "d (P1)").doesNotContain("waits");
        assertThat(Called.coord("lock", "renew", lease, "--dir", dir()).status())
                .isZero();
    }

    @Test
    void whoWaitsForAStandingHolderIsTimedOutAndToldOfIt() throws Exception {
        Process holder = hold();

        CoordProcess.Ended ended =
                coord("lock", "acquire", "--agent", "b", "--feature", "B", "--write", "y.ts", "--wait", "3s");

        assertThat(ended.status()).as("%s", ended).isEqualTo(4);
        assertThat(ended.err())
                .contains(
                        "coord: waiting for the lock of '" + home + "'",
                        "process " + holder.pid(),
                        "nothing was changed");
    }

    @Test
    void theDoctorNamesAStandingHolder() throws Exception {
        Process holder = hold();

        CoordProcess.Ended ended = coord("doctor");

        assertThat(ended.status()).as("%s", ended).isEqualTo(1);
        assertThat(ended.out()).contains("lock of the store: process " + holder.pid(), " since ");
    }

    @Test
    void aSignalEndsTheWaitForAStandingHolder() throws Exception {
        hold();
        Process waiting = start("lock", "release", "lease-1-00000000");
        awaitMessage("coord: waiting for the lock");

        terminate(waiting);

        assertThat(message()).endsWith("coord: ended by SIGTERM\n");
    }

    @Test
    void aSignalEndsTheWaitForAPipe() throws Exception {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process waiting = start("plan", pipe.toString());
        awaitMessage("coord: waiting: the end of '" + pipe + "'");

        terminate(waiting);

        assertThat(message()).endsWith("coord: ended by SIGTERM\n");
    }

    /** Also where the parent of the command does not collect it, so that it stays in the table of processes. */
    @Test
    void jqEndsWithTheCommandThatRunsIt() throws Exception {
        Process parent = startBehind("\"$@\" & exec sleep 100", "jq", "state", "def f: f; f");
        await().atMost(Duration.ofSeconds(30)).until(() -> parent.descendants().anyMatch(EndedCommandsIT::isJq));
        ProcessHandle editing = parent.children().findFirst().orElseThrow();
        List<ProcessId> left = editing.descendants()
                .flatMap(each -> ProcessLife.of(each).stream())
                .toList();

        editing.destroyForcibly();

        await().atMost(Duration.ofSeconds(5)).until(() -> left.stream().noneMatch(ProcessLife::isAlive));
    }

    @Test
    void aGrantThatNobodyReadsOfIsGivenBackInTime() throws Exception {
        String full = "dd if=/dev/zero bs=65536 count=1 2>/dev/null; dd if=/dev/zero bs=65536 count=1 2>/dev/null >&2";
        List<String> words = new ArrayList<>(List.of("sh", "-c", full + "; exec \"$@\"", "sh"));
        words.addAll(CoordProcess.command(
                "lock",
                "acquire",
                "--agent",
                "b",
                "--feature",
                "B",
                "--write",
                "y.ts",
                "--wait",
                "2s",
                "--dir",
                dir()));
        Process granted = new ProcessBuilder(words).start();
        started.add(granted);

        assertThat(granted.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(granted.exitValue()).isEqualTo(1);
        assertThat(locks()).doesNotContain("y.ts");
    }

    @Test
    void theDemoEndsWithAllThatItStarted() throws Exception {
        List<String> command = CoordProcess.command("demo");
        command.add(1, "-Djava.io.tmpdir=" + temp);
        Path out = temp.resolve("out.log");
        Process demo = CoordProcess.start(temp, Map.of(), command, out, temp.resolve("err.log"));
        started.add(demo);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(out).contains("  outsider  $"));
        List<ProcessId> left = startedBy(demo);

        terminate(demo);

        await().atMost(Duration.ofSeconds(1)).until(() -> left.stream().noneMatch(ProcessLife::isAlive));
        assertThat(message()).endsWith("coord: ended by SIGTERM\n");
    }

    /** By identity: one that has ended stays a process for {@link ProcessHandle} until the system's first process collects it. */
    private static List<ProcessId> startedBy(Process process) {
        return process.descendants()
                .flatMap(each -> ProcessLife.of(each).stream())
                .toList();
    }

    private static boolean isJq(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("jq"))
                .isPresent();
    }

    private String reading(String agent) {
        Called granted =
                Called.coord("lock", "acquire", "--agent", agent, "--feature", "P1", "--read", "r.ts", "--dir", dir());
        return granted.out().lines().findFirst().orElseThrow().replace("COORD_LEASE=", "");
    }

    private static void terminate(Process command) throws InterruptedException {
        command.destroy();

        assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isEqualTo(SIGTERM);
    }

    private Process hold() throws IOException {
        List<String> words = new ArrayList<>(CoordProcess.command());
        words.set(words.size() - 1, StoreHolderProcess.class.getName());
        words.add(home.resolve("coordination.d/coord.lck").toString());
        Process holder = new ProcessBuilder(words).start();
        started.add(holder);
        assertThat(holder.inputReader().readLine()).isEqualTo("true");
        return holder;
    }

    private Process start(String... words) throws IOException {
        List<String> command = CoordProcess.command(words);
        Process process = CoordProcess.start(
                temp, Map.of("COORD_DIR", dir()), command, temp.resolve("out.log"), temp.resolve("err.log"));
        started.add(process);
        return process;
    }

    /** As a child of a shell that runs a script with the command as its words. */
    private Process startBehind(String script, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(CoordProcess.command(command));
        Process process = CoordProcess.start(
                temp, Map.of("COORD_DIR", dir()), words, temp.resolve("out.log"), temp.resolve("err.log"));
        started.add(process);
        return process;
    }

    private void awaitMessage(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> message().contains(text));
    }

    private String message() throws IOException {
        return Files.readString(temp.resolve("err.log"));
    }

    private CoordProcess.Ended coord(String... words) throws Exception {
        return CoordProcess.run(temp, Map.of("COORD_DIR", dir()), CoordProcess.command(words));
    }

    private String locks() {
        return Called.coord("lock", "list", "--dir", dir()).out();
    }

    private String dir() {
        return home.toString();
    }
}
