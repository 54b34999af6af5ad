package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
        String tree = Kills.tree(calm);

        int most = verb.equals("run") || Boolean.getBoolean("coord.soak") ? KILLS : 2;
        int kills = 0;
        int repositories = 0;
        int frozen = 0;
        Kills on = new Kills(temp, seed);
        while (kills < most) {
            Path disturbed = repository(verb, "disturbed-" + repositories++);
            String begin = Kills.main(disturbed);
            Set<String> merged = new TreeSet<>();
            boolean ended = false;
            while (!ended) {
                long delay = kills < most ? (kills * usual + random.nextLong(usual)) / most : Long.MAX_VALUE;
                ended = !on.killedAfter(disturbed, () -> true, delay, Map.of(), arguments(verb, disturbed));
                kills += ended ? 0 : 1;
                usual = ended ? Math.max(1, usual * 3 / 4) : usual; // the machine was slower when that was measured
                merged.addAll(Kills.candidates(disturbed));
                on.assertIntact(disturbed, begin, merged);
            }
            on.assertUnharmed(disturbed, tree);
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

    private static String[] arguments(String verb, Path repository) {
        if (verb.equals("integrate")) {
            return new String[] {verb, "features.json", "--repo", repository.toString(), "--test", TEST};
        }
        return new String[] {
            "run", "features.json", "--repo", repository.toString(), "--agent", AGENT, "--test", TEST, "--agents", "3"
        };
    }
}
