package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kills real commands that work on a repository, each with every process of its group, and looks at what they leave. */
final class Kills {

    /** What git says of a work tree while it makes it, and after it was killed at that, until the next run removes it. */
    private static final String HALF_MADE = "error: worktrees/.*/HEAD: detached HEAD points at nothing";

    private final Path temp;
    private final long seed;

    /** @param seed named where something is wrong */
    Kills(Path temp, long seed) {
        this.temp = temp;
        this.seed = seed;
    }

    /** Something that a command does. */
    interface Sign {

        boolean isThere() throws IOException;
    }

    /** Runs and kills, so long after a sign; false if the command ended by itself before, and well. */
    boolean killedAfter(Path repository, Sign sign, long millis, Map<String, String> environment, String... words)
            throws Exception {
        Path log = temp.resolve(repository.getFileName() + ".log");
        List<String> command = CoordProcess.command(words);
        command.add(0, "setsid"); // takes the command's place, in a group of its own
        Process process = CoordProcess.start(temp, environment, command, log, temp.resolve("err.log"));
        boolean ended = false;
        while (!ended && !sign.isThere()) {
            ended = process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        if (ended || process.waitFor(Math.min(millis, 120_000), TimeUnit.MILLISECONDS)) {
            assertThat(process.exitValue())
                    .as("%s%n%s, seed %d", Files.readString(log), Files.readString(temp.resolve("err.log")), seed)
                    .isZero();
            return false;
        }
        CoordProcess.run(temp, Map.of(), List.of("kill", "-KILL", "--", "-" + process.pid()));
        process.waitFor();
        return true;
    }

    /** Before anything is mended. */
    void assertIntact(Path repository, String begin, Set<String> merged) throws Exception {
        String main = main(repository);
        assertThat(main.equals(begin) || merged.contains(main))
                .as("%s is a whole landing, seed %d", main, seed)
                .isTrue();
        CoordProcess.Ended fsck = CoordProcess.git(repository, "fsck", "--full", "--strict");
        assertThat(fsck.err().lines().filter(line -> !line.matches(HALF_MADE)))
                .as("%s, seed %d", fsck, seed)
                .isEmpty();
        CoordProcess.Ended gc = CoordProcess.git(repository, "gc", "--quiet", "--prune=now");
        assertThat(gc.status()).as("%s, seed %d", gc, seed).isZero();
    }

    static List<String> candidates(Path repository) throws Exception {
        return CoordProcess.git(repository, "for-each-ref", "--format=%(objectname)", "refs/coord/waves/*/*/candidate")
                .out()
                .lines()
                .toList();
    }

    static String main(Path repository) throws Exception {
        return CoordProcess.git(repository, "rev-parse", "main").out().strip();
    }

    /** After a command has ended. */
    void assertUnharmed(Path repository, String tree) throws Exception {
        assertThat(tree(repository)).as("tree, seed %d", seed).isEqualTo(tree);
        assertThat(CoordProcess.git(repository, "status", "--porcelain").out())
                .as("status")
                .isEmpty();
        CoordProcess.Ended fsck = CoordProcess.git(repository, "fsck", "--full", "--strict");
        assertThat(fsck.status()).as("%s", fsck).isZero();
        assertThat(lockFiles(repository.resolve(".git")))
                .as("lock files, seed %d", seed)
                .isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(agentsOf(repository)).isEmpty());
    }

    static String tree(Path repository) throws Exception {
        return CoordProcess.git(repository, "rev-parse", "main^{tree}").out().strip();
    }

    private static List<Path> lockFiles(Path git) throws IOException {
        try (Stream<Path> files = Files.walk(git)) {
            return files.filter(file -> file.toString().endsWith(".lock")).toList();
        }
    }

    /** Processes that agents or tests of this repository started: their environment names its directory. */
    static List<Long> agentsOf(Path repository) {
        String mark = "COORD_DIR=" + repository.resolve(".git");
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(mark))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone meanwhile, or not ours
        }
    }
}
