package dev.coord.cli.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks as agents in a shell use them. */
class LockProcessIT {

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), "README", "hello\n");
        Files.createDirectory(repository.resolve("dir"));
    }

    @Test
    void keepsItsStateInTheCommonGitDirectory() throws Exception {
        CoordProcess.git(repository, "worktree", "add", "-q", "../linked");

        acquire(repository.resolve("dir"), "me");
        CoordProcess.Ended denied = acquire(temp.resolve("linked"), "other");

        assertThat(denied.status()).as("%s", denied).isEqualTo(3);
        assertThat(repository.resolve(".git/coord/coordination-locks.json")).exists();
        assertThat(CoordProcess.git(repository, "status", "--porcelain").out()).isEmpty();
    }

    @Test
    void givesTheShellVariablesToGoOnWith() throws Exception {
        String coord = "\"$JAVA\" -cp \"$CLASSES\" dev.coord.cli.Main";
        List<String> words = CoordProcess.command();

        CoordProcess.Ended ended = CoordProcess.run(
                repository,
                Map.of("JAVA", words.get(0), "CLASSES", System.getProperty("java.class.path")),
                List.of(
                        "/bin/sh",
                        "-ec",
                        "eval \"$(" + coord + " lock acquire --agent me --feature P1 --write a.ts)\"; " + coord
                                + " lock release \"$COORD_LEASE\"; echo token $COORD_TOKEN"));

        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(ended.out()).contains("released lease-", "token 1");
    }

    @Test
    void withdrawsItsRequestWhenItIsEnded() throws Exception {
        acquire(repository, "me");
        List<String> words = CoordProcess.command(
                "lock", "acquire", "--agent", "other", "--feature", "P2", "--write", "a.ts", "--wait", "5m");
        Process waiting =
                CoordProcess.start(repository, Map.of(), words, temp.resolve("out.log"), temp.resolve("err.log"));
        await().atMost(Duration.ofSeconds(30)).until(() -> locks().contains("waits for me"));

        waiting.destroy();

        assertThat(waiting.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(locks()).contains("me (P1)").doesNotContain("waits");
        assertThat(Files.readString(temp.resolve("err.log"))).isEqualTo("coord: ended by SIGTERM\n");
        assertThat(waiting.exitValue()).isEqualTo(143);
    }

    private String locks() {
        return Called.coord("lock", "list", "--repo", repository.toString()).out();
    }

    private static CoordProcess.Ended acquire(Path directory, String agent) throws Exception {
        return CoordProcess.coord(
                directory, "lock", "acquire", "--agent", agent, "--feature", "P1", "--write", "a.ts", "--fail");
    }
}
