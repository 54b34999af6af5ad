package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback that is killed at any instant, with every git it started: the branch is as before or as after. */
class KilledRollbackIT {

    /** Of each of the two requests. */
    private static final int KILLS = Math.max(1, Integer.getInteger("coord.kills", 2) / 2);

    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 18);
    private final Random random = new Random(seed);

    @TempDir
    Path temp;

    @Test
    void theSameCommandFinishesIt() throws Exception {
        Rolled landed = Rolled.in(Files.createDirectory(temp.resolve("landed")).toRealPath());
        landed.land();
        int before = 0;
        for (List<String> request : List.of(List.of("--wave", "2"), List.of("--feature", "x"))) {
            Rolled calm = copy(landed, "calm" + request.get(0));
            long begun = System.nanoTime();
            Process undisturbed = start(calm, request);
            assertThat(undisturbed.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(undisturbed.exitValue()).isZero();
            long usual = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            for (int kill = 0; kill < KILLS; kill++) {
                Rolled disturbed = copy(landed, "killed" + request.get(0) + kill);
                Process process = start(disturbed, request);
                process.waitFor((kill * usual + random.nextLong(usual)) / KILLS, TimeUnit.MILLISECONDS);
                CoordProcess.run(temp, Map.of(), List.of("kill", "-KILL", "--", "-" + process.pid()));
                process.waitFor();

                before += disturbed.main().equals(landed.main()) ? 1 : 0;
                assertThat(disturbed.main()).as("seed %d", seed).isIn(landed.main(), calm.main());
                Process again = start(disturbed, request); // not in this process, whose identity is another one
                assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(again.exitValue())
                        .as("%s, seed %d", Files.readString(temp.resolve("err")), seed)
                        .isZero();
                assertEqual(disturbed, calm);
            }
        }
        System.out.println(
                2 * KILLS + " rollbacks were killed, " + before + " of them before the branch moved, seed " + seed);
    }

    private void assertEqual(Rolled disturbed, Rolled calm) throws Exception {
        assertThat(disturbed.main()).as("the commit, seed %d", seed).isEqualTo(calm.main());
        assertThat(disturbed.completed()).as("seed %d", seed).isEqualTo(calm.completed());
        disturbed.assertClean();
        try (Stream<Path> files = Files.walk(disturbed.repository.resolve(".git"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".lock")))
                    .as("lock files, seed %d", seed)
                    .isEmpty();
        }
        disturbed.git("gc", "--quiet", "--prune=now");
        assertThat(CoordProcess.git(disturbed.repository, "fsck", "--full", "--strict")
                        .status())
                .isZero();
    }

    private Rolled copy(Rolled landed, String name) throws Exception {
        return landed.copiedTo(Files.createDirectory(temp.resolve(name)).toRealPath());
    }

    private Process start(Rolled at, List<String> request) throws Exception {
        List<String> words = new ArrayList<>(List.of("rollback", "--repo", at.repository.toString()));
        words.addAll(request);
        List<String> command = new ArrayList<>(CoordProcess.command(words.toArray(String[]::new)));
        command.add(0, "setsid"); // takes the command's place, in a group of its own
        return CoordProcess.start(temp, Map.of(), command, temp.resolve("out"), temp.resolve("err"));
    }
}
