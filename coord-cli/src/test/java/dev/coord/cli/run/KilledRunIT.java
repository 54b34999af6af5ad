package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run, or an integration, that is killed at any instant, with every process of its group, leaves the target as it was before a landing or as it is after
 * one. Started again it ends as if it had never been disturbed, and what had been merged lands as that very commit.
 */
class KilledRunIT {

    private static final int KILLS = Integer.getInteger("coord.kills", 3);

    private static final String FEATURES = """
            {
              "base":   {"file_writes": ["src/base.txt"]},
              "left":   {"blocked_by": ["base"], "file_writes": ["src/left/**"],
                "check": "echo junk > src/left/junk.txt; git add -A; sleep 0.2; test -s src/left/two.txt"},
              "right":  {"blocked_by": ["base"], "file_writes": ["src/right.txt"]},
              "middle": {"blocked_by": ["base"], "file_writes": ["src/middle.txt"]},
              "top":    {"blocked_by": ["left", "right"], "file_writes": ["src/top.txt", "src/middle.txt"]}
            }
            """;

    private static final String AGENT = """
            set -e
            mkdir -p src/left
            case $COORD_FEATURE in
              left)
                echo one > src/left/one.txt; git add -A; git commit -qm 'one'
                sleep 0.2; echo two > src/left/two.txt ;;
              top)
                cat src/base.txt src/left/one.txt > src/top.txt; sleep 0.2; echo more >> src/middle.txt ;;
              *)
                echo begun > "src/$COORD_FEATURE.txt"; sleep 0.3; echo "$COORD_FEATURE" > "src/$COORD_FEATURE.txt" ;;
            esac
            """;

    private static final String TEST = "test ! -d src || { test -s src/base.txt && ! grep -rq begun src; }";

    /** The same work on branches that somebody made, each on top of what it needs. */
    private static final String BRANCHES = """
            begin() { git checkout -q -b "feature/$1" "$2"; mkdir -p src/left; }
            end() { git add -A; git commit -qm "$1"; }
            begin base main; echo base > src/base.txt; end base
            for f in right middle; do begin $f feature/base; echo $f > src/$f.txt; end $f; done
            begin left feature/base; echo one > src/left/one.txt; end one; echo two > src/left/two.txt; end left
            begin top feature/left; git merge -q --no-edit feature/right; echo top > src/top.txt; end top
            git checkout -q main
            """;

    /** What git says of a work tree while it makes it, and after it was killed at that, until the next run removes it. */
    private static final String HALF_MADE = "error: worktrees/.*/HEAD: detached HEAD points at nothing";

    @TempDir
    Path temp;

    private Path repository(String verb, String name) throws Exception {
        Path repository = CoordProcess.repository(temp.resolve(name), "README", "calm\n");
        if (verb.equals("integrate")) {
            CoordProcess.Ended made = CoordProcess.run(repository, Map.of(), List.of("sh", "-ec", BRANCHES));
            assertThat(made.status()).as("%s", made).isZero();
        }
        return repository;
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "integrate"})
    void endsAsAnUndisturbedOne(String verb) throws Exception {
        long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 15);
        Random random = new Random(seed);
        Files.writeString(temp.resolve("features.json"), FEATURES);
        Path calm = repository(verb, "calm");
        long begun = System.nanoTime();
        CoordProcess.Ended undisturbed = CoordProcess.coord(temp, arguments(verb, calm));
        long usual = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertThat(undisturbed.status()).as("%s", undisturbed).isZero();
        String tree = tree(calm);

        int most = verb.equals("run") || Boolean.getBoolean("coord.soak") ? KILLS : 2;
        int kills = 0;
        int repositories = 0;
        int frozen = 0;
        while (kills < most) {
            Path disturbed = repository(verb, "disturbed-" + repositories++);
            String begin = main(disturbed);
            Set<String> merged = new TreeSet<>();
            boolean ended = false;
            while (!ended) {
                long delay = kills < most ? (kills * usual + random.nextLong(usual)) / most : Long.MAX_VALUE;
                ended = !killedAfter(verb, disturbed, delay);
                kills += ended ? 0 : 1;
                usual = ended ? Math.max(1, usual * 3 / 4) : usual; // the machine was slower when that was measured
                merged.addAll(candidates(disturbed));
                assertIntact(disturbed, begin, merged, seed);
            }
            assertUnharmed(disturbed, tree, seed);
            for (String commit : merged) {
                assertThat(CoordProcess.git(disturbed, "merge-base", "--is-ancestor", commit, "main")
                                .status())
                        .as("%s had been merged and is not what landed, seed %d", commit, seed)
                        .isZero();
            }
            frozen += merged.size();
        }
        System.out.println(kills + " kills of " + verb + " over " + repositories + " repositories, " + frozen
                + " waves landed as they had been merged, seed " + seed);
    }

    /** Runs and kills; false if the run ended by itself before. */
    private boolean killedAfter(String verb, Path repository, long millis) throws Exception {
        Path log = temp.resolve(repository.getFileName() + ".log");
        List<String> command = CoordProcess.command(arguments(verb, repository));
        command.add(0, "setsid"); // takes the command's place, in a group of its own
        Process process = CoordProcess.start(temp, Map.of(), command, log, temp.resolve("err.log"));
        if (process.waitFor(Math.min(millis, 120_000), TimeUnit.MILLISECONDS)) {
            assertThat(process.exitValue())
                    .as("%s%n%s", Files.readString(log), Files.readString(temp.resolve("err.log")))
                    .isZero();
            return false;
        }
        CoordProcess.run(temp, Map.of(), List.of("kill", "-KILL", "--", "-" + process.pid()));
        process.waitFor();
        return true;
    }

    /** Before anything is mended. */
    private static void assertIntact(Path repository, String begin, Set<String> merged, long seed) throws Exception {
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

    private static List<String> candidates(Path repository) throws Exception {
        return CoordProcess.git(repository, "for-each-ref", "--format=%(objectname)", "refs/coord/waves/*/*/candidate")
                .out()
                .lines()
                .toList();
    }

    private static String main(Path repository) throws Exception {
        return CoordProcess.git(repository, "rev-parse", "main").out().strip();
    }

    private void assertUnharmed(Path repository, String tree, long seed) throws Exception {
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

    private static String[] arguments(String verb, Path repository) {
        if (verb.equals("integrate")) {
            return new String[] {verb, "features.json", "--repo", repository.toString(), "--test", TEST};
        }
        return new String[] {
            "run", "features.json", "--repo", repository.toString(), "--agent", AGENT, "--test", TEST, "--agents", "3"
        };
    }

    private static String tree(Path repository) throws Exception {
        return CoordProcess.git(repository, "rev-parse", "main^{tree}").out().strip();
    }

    private static List<Path> lockFiles(Path git) throws IOException {
        try (Stream<Path> files = Files.walk(git)) {
            return files.filter(file -> file.toString().endsWith(".lock")).toList();
        }
    }

    /** Processes that an agent of this repository started: their environment names its directory. */
    private static List<Long> agentsOf(Path repository) {
        String mark = "COORD_DIR=" + repository.resolve(".git");
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(mark))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), "environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone meanwhile, or not ours
        }
    }
}
