package dev.coord.cli.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that holds locks while it runs, as a process. */
class LockHoldIT {

    /** Tells its process and those of what it has started, one of which has lost its parent, and ends only when it is ended. */
    private static final String ENDLESS = "(sleep 300 & echo $! > orphan); sleep 300 &"
            + " echo $$ $! $(cat orphan) > pids.part; mv pids.part pids; wait";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void theCommandHoldsTheLocksWhileItRunsAndItsExitCodeIsPassedOn() throws Exception {
        CoordProcess.Ended ended = CoordProcess.run(
                directory,
                Map.of("COORD_AGENT", "me", "COORD_FEATURE", "P1"),
                held("--write", "a.ts", "--ttl", "1s", "--", "/bin/sh", "-c", """
                        echo $COORD_AGENT $COORD_FEATURE $COORD_LEASE $COORD_TOKEN
                        cat "$COORD_DIR/coordination-locks.json"
                        echo to the other >&2
                        exit 42
                        """));

        assertThat(ended.status()).as(ended.toString()).isEqualTo(42);
        assertThat(ended.out()).contains("me P1 lease-1-", " 1\n", "\"file_path\": \"a.ts\"");
        assertThat(ended.err()).isEqualTo("to the other\n");
        assertThat(locks()).doesNotContain("a.ts");
    }

    @Test
    void nothingIsRunWhereTheLocksAreNotGranted() throws Exception {
        assertThat(coord("lock acquire --agent you --feature P2 --write a.ts").status())
                .isZero();
        String[] run = {"--agent", "me", "--feature", "P1", "--write", "a.ts", "--", "touch", "ran"};

        assertThat(run(run).status()).isEqualTo(3);
        CoordProcess.Ended late = run(with(run, "--wait", "500ms", "--json"));

        assertThat(late.status()).isEqualTo(4);
        assertThat(late.out()).contains("\"result\": \"", "\"locked_by\": \"you\"");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void aLostLeaseEndsTheCommandAndWhatItHasStarted() throws Exception {
        Process coord = begun();
        List<ProcessHandle> running = running();

        assertThat(coord("lock break " + lease() + " --reason gone").status()).isZero();

        assertThat(coord.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(coord.exitValue()).isEqualTo(6);
        assertThat(Files.readString(directory.resolve("err"))).contains("it was broken at", "the command is ended");
        awaitEnd(running);
    }

    @Test
    void aSignalToCoordEndsTheCommandAndReleasesTheLocks() throws Exception {
        Process coord = begun();
        List<ProcessHandle> running = running();

        coord.destroy();

        assertThat(coord.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(coord.exitValue()).isEqualTo(143);
        assertThat(Files.readString(directory.resolve("err"))).isEqualTo("coord: ended by SIGTERM\n");
        awaitEnd(running);
        assertThat(locks()).doesNotContain("a.ts");
        assertThat(coord("history").out()).contains("released");
    }

    @Test
    void aCommandThatEndsItsOwnFeatureHasLostNothing() throws Exception {
        Files.writeString(directory.resolve("features.json"), "{\"P1\": {}}");
        coord("init " + directory.resolve("features.json"));
        coord("start P1 --agent me");
        List<String> complete = CoordProcess.command("complete", "P1", "--agent", "me");

        CoordProcess.Ended ended = run(with(
                new String[] {"--agent", "me", "--feature", "P1", "--write", "a.ts", "--"},
                complete.toArray(String[]::new)));

        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.out()).isEqualTo("P1 is completed (was active)\n");
    }

    @Test
    void aCommandThatIsKilledOrCannotBeStartedEndsAsInAShell() throws Exception {
        String[] words = {"--agent", "me", "--feature", "P1", "--write", "a.ts", "--"};

        assertThat(run(with(words, "/bin/sh", "-c", "kill -9 $$")).status()).isEqualTo(137);
        CoordProcess.Ended none = run(with(words, "./no-such-command", "--json"));

        assertThat(none.status()).isEqualTo(127);
        assertThat(none.err()).startsWith("coord: cannot run './no-such-command': ");
        assertThat(locks()).doesNotContain("a.ts");
    }

    private Process begun() throws IOException {
        return CoordProcess.start(
                directory,
                Map.of(),
                held("--agent", "me", "--feature", "P1", "--write", "a.ts", "--", "/bin/sh", "-c", ENDLESS),
                directory.resolve("out"),
                directory.resolve("err"));
    }

    /** The processes of the command, once they are there. */
    private List<ProcessHandle> running() throws IOException {
        await().atMost(LONGEST).until(() -> Files.exists(directory.resolve("pids")));
        return Arrays.stream(Files.readString(directory.resolve("pids")).strip().split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    private static void awaitEnd(List<ProcessHandle> running) {
        assertThat(running).hasSize(3);
        await().atMost(LONGEST).until(() -> running.stream().noneMatch(ProcessHandle::isAlive));
    }

    private String lease() {
        String out = coord("lock list --json").out();
        int at = out.indexOf("lease-");
        return out.substring(at, out.indexOf('"', at));
    }

    private CoordProcess.Ended run(String... words) throws Exception {
        return CoordProcess.run(directory, Map.of(), held(words));
    }

    private List<String> held(String... words) {
        List<String> all = new ArrayList<>(CoordProcess.command(
                "lock", "hold", "--dir", directory.resolve("coord").toString()));
        all.addAll(List.of(words));
        return all;
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        boolean options = more[0].equals("--wait");
        all.addAll(options ? 0 : all.size(), List.of(more));
        return all.toArray(String[]::new);
    }

    private String locks() {
        return coord("lock list").out();
    }

    private Called coord(String words) {
        return Called.coord(Map.of("COORD_DIR", directory.resolve("coord").toString()), words.split(" "));
    }
}
