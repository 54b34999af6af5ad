package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollback that is killed at any instant while migrations are undone, alone or with the commands that it runs. The database is a
 * directory with a file for each migration, which is moved away when that is undone.
 */
class KilledMigrateDownIT {

    private static final int KILLS = Integer.getInteger("coord.down.kills", 3);
    private static final int MIGRATIONS = 5;

    /** Tells in the log when it begins and ends; what was undone before is no mistake only if an earlier call may have done it. */
    private static final String DOWN = "echo \"begin $COORD_MIGRATION $COORD_AGAIN\" >> ../log; sleep 0.05;"
            + " test -s \"$COORD_DOWN_FILE\" || exit 8;"
            + " if test -e ../database/$COORD_MIGRATION; then mv ../database/$COORD_MIGRATION ../gone/$COORD_MIGRATION;"
            + " elif test -z \"$COORD_AGAIN\"; then exit 9; fi; sleep 0.05; echo \"end $COORD_MIGRATION\" >> ../log";

    private static final String QUICK = "mv ../database/$COORD_MIGRATION ../gone/$COORD_MIGRATION";

    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 21);
    private final Random random = new Random(seed);

    @TempDir
    Path temp;

    private Path landed;
    private String before;

    @BeforeEach
    void landAWave() throws Exception {
        landed = temp.toRealPath().resolve("landed");
        Path repository = landed.resolve("repo");
        Files.createDirectories(repository.resolve("migrations"));
        Files.createDirectories(landed.resolve("database"));
        Files.createDirectories(landed.resolve("gone"));
        CoordProcess.repository(repository, "migrations/01_t.up.sql", "create table t (id int);\n");
        before = git(landed, "rev-parse", "main");
        List<String> features = new ArrayList<>();
        for (int i = 0; i < MIGRATIONS; i++) {
            char name = (char) ('a' + i);
            features.add("\"" + name + "\": {}");
            git(landed, "switch", "--quiet", "--create", "feature/" + name, "main");
            Files.writeString(
                    repository.resolve("migrations/02_" + name + ".up.sql"), "create table " + name + "();\n");
            Files.writeString(repository.resolve("migrations/02_" + name + ".down.sql"), "drop table " + name + ";\n");
            git(landed, "add", "--all");
            git(landed, "commit", "--quiet", "--message", "it");
            Files.createFile(landed.resolve("database/0" + (i + 2) + "_" + name));
        }
        git(landed, "switch", "--quiet", "main");
        Path file = Files.writeString(landed.resolve("features.json"), "{" + String.join(", ", features) + "}");
        Called done = Called.coord("integrate", "--repo", repository.toString(), file.toString());
        assertThat(done.status()).as("%s", done).isZero();
    }

    @Test
    void theSameCommandGoesOnAndTellsTheTruth() throws Exception {
        long usual = undisturbed();
        int half = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path at = copy("killed" + kill);
            Process process = start(at, DOWN);
            awaitBegin(at, process);
            process.waitFor((kill * usual + random.nextLong(usual)) / KILLS, TimeUnit.MILLISECONDS);
            boolean isAlone = kill % 2 == 1;
            CoordProcess.run(temp, Map.of(), List.of("kill", "-KILL", "--", (isAlone ? "" : "-") + process.pid()));
            process.waitFor();
            half += files(at, "database").isEmpty() ? 0 : 1;

            assertTrue(at, told(at, "exit 3"));
            Process again = start(at, DOWN);
            assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(again.exitValue()).as("%s", about(at)).isZero();
            assertFinished(at);
        }
        System.out.println(KILLS + " rollbacks were killed while migrations were undone, " + half
                + " of them before the last, seed " + seed);
        assertThat(half).isPositive();
    }

    /**
     * Killed before each call of git and after each that writes, from the one that notes what is about to be done: what happens
     * between two calls lies between two kills.
     */
    @Test
    void whatIsLeftIsToldAfterAKillAtAnyStep() throws Exception {
        Path calm = copy("steps");
        Path bin = Files.createDirectory(landed.resolveSibling("bin"));
        String git = CoordProcess.run(temp, Map.of(), List.of("sh", "-c", "command -v git"))
                .out()
                .strip();
        Files.writeString(
                bin.resolve("git"),
                "#!/bin/sh\necho \"$*\" >> \"$CALLS\"; n=$(wc -l < \"$CALLS\")\n"
                        + "test \"before $n\" = \"$KILL\" && kill -KILL $PPID && exit\n"
                        + "test \"after $n\" = \"$KILL\" || exec " + git + " \"$@\"\n" + git
                        + " \"$@\"; kill -KILL $PPID\n");
        assertThat(bin.resolve("git").toFile().setExecutable(true)).isTrue();
        assertThat(stepped(calm, bin, "never")).isZero();
        List<String> calls = Files.readAllLines(calm.resolve("calls"));
        int first = IntStream.range(0, calls.size())
                .filter(i -> calls.get(i).contains("refs/coord/rollbacks/0/before"))
                .findFirst()
                .orElseThrow();
        int moved = 0;
        for (String kill : kills(calls, first)) {
            Path at = copy(kill);
            assertThat(stepped(at, bin, kill)).as("killed %s", kill).isEqualTo(137);
            boolean isMoved = git(at, "rev-parse", "main").equals(before);
            moved += isMoved ? 1 : 0;

            List<String> told = left(at);

            List<String> due = isMoved ? files(at, "database") : List.of();
            assertThat(told)
                    .as("killed %s of %s", kill, calls)
                    .containsAll(due.stream()
                            .map(name -> "migrations/" + name + ".up.sql")
                            .toList());
            assertThat(isMoved || told.isEmpty())
                    .as("killed %s of %s", kill, calls)
                    .isTrue();
        }
        assertThat(moved).isPositive();
    }

    /** A soak plays all of them, otherwise only those behind a call that writes. */
    private static List<String> kills(List<String> calls, int first) {
        List<String> kills = new ArrayList<>();
        for (int call = first + 1; call <= calls.size(); call++) {
            String words = calls.get(call - 1);
            if (Boolean.getBoolean("coord.soak")) {
                kills.add("before " + call);
            }
            if (words.contains("update-ref") || words.contains("read-tree")) {
                kills.add("after " + call);
            }
        }
        return kills;
    }

    private List<String> left(Path at) throws Exception {
        Called status =
                Called.coord("status", "--json", "--repo", at.resolve("repo").toString());
        return new JsonMapper()
                .readTree(status.out()).findPath("left_migrations").findValues("paths").stream()
                        .flatMap(paths -> StreamSupport.stream(paths.spliterator(), false))
                        .map(JsonNode::asText)
                        .toList();
    }

    private int stepped(Path at, Path bin, String kill) throws Exception {
        List<String> command = CoordProcess.command(
                "rollback", "--repo", at.resolve("repo").toString(), "--wave", "0", "--migrate-down", QUICK);
        Map<String, String> environment = Map.of(
                "PATH",
                bin + ":" + System.getenv("PATH"),
                "CALLS",
                at.resolve("calls").toString(),
                "KILL",
                kill);
        return CoordProcess.run(temp, environment, command).status();
    }

    /** What is called undone is, what was not reached is there, and one of which nobody can know is called failed. */
    private void assertTrue(Path at, JsonNode told) throws IOException {
        List<String> states = told.path("migrations").findValuesAsText("state");
        List<String> all = names();
        assertThat(states).as("%s", about(at)).hasSize(MIGRATIONS);
        for (int i = 0; i < MIGRATIONS; i++) {
            boolean isThere = Files.exists(at.resolve("database").resolve(all.get(i)));
            switch (states.get(i)) {
                case "undone" -> assertThat(isThere).as("%s %s", all, about(at)).isFalse();
                case "not_reached" ->
                    assertThat(isThere).as("%s %s", all, about(at)).isTrue();
                default -> assertThat(states.subList(0, i)).as("%s", about(at)).allMatch("undone"::equals);
            }
        }
    }

    private void assertFinished(Path at) throws Exception {
        assertThat(files(at, "database")).as("%s", about(at)).isEmpty();
        assertThat(files(at, "gone")).as("%s", about(at)).containsExactlyInAnyOrderElementsOf(names());
        List<String> log = Files.readAllLines(at.resolve("log"));
        assertThat(log.stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("end"))
                        .distinct())
                .as("%s", about(at))
                .containsExactlyElementsOf(names().stream().map("end "::concat).toList());
        assertThat(log.stream().filter(line -> line.startsWith("begin") && !line.endsWith("1")))
                .as("calls that are not told that an earlier one may have done something, %s", about(at))
                .doesNotHaveDuplicates();
        assertThat(git(at, "rev-parse", "main")).isEqualTo(before);
        assertThat(git(at, "status", "--porcelain")).isEmpty();
        assertThat(at.resolve("repo/.git/coord/rollbacks/0/files")).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .arguments()
                                .map(words -> String.join(" ", words).contains("../database/$COORD_MIGRATION"))
                                .orElse(false)))
                .as("%s", about(at))
                .isEmpty();
    }

    private static List<String> names() {
        return IntStream.iterate(MIGRATIONS - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(i -> "0" + (i + 2) + "_" + (char) ('a' + i))
                .toList();
    }

    /** From the first command on. */
    private long undisturbed() throws Exception {
        Path calm = copy("calm");
        Process process = start(calm, DOWN);
        awaitBegin(calm, process);
        long begun = System.nanoTime();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", about(calm)).isZero();
        assertFinished(calm);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + 1;
    }

    private static void awaitBegin(Path at, Process process) throws Exception {
        while (process.isAlive() && !Files.exists(at.resolve("log"))) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
    }

    private JsonNode told(Path at, String command) throws Exception {
        Process process = start(at, command);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new JsonMapper().readTree(at.resolve("out").toFile());
    }

    private Process start(Path at, String down) throws Exception {
        List<String> command = new ArrayList<>(CoordProcess.command(
                "rollback", "--repo", at.resolve("repo").toString(), "--wave", "0", "--json", "--migrate-down", down));
        command.add(0, "setsid"); // takes the command's place, in a group of its own
        return CoordProcess.start(temp, Map.of(), command, at.resolve("out"), at.resolve("err"));
    }

    private Path copy(String name) throws Exception {
        Path at = landed.resolveSibling(name);
        CoordProcess.run(temp, Map.of(), List.of("cp", "-a", landed.toString(), at.toString()));
        return at;
    }

    private String about(Path at) throws IOException {
        return "seed " + seed + ", " + Files.readString(at.resolve("out")) + Files.readString(at.resolve("err"))
                + Files.readString(at.resolve("log"));
    }

    private static List<String> files(Path at, String directory) throws IOException {
        try (Stream<Path> files = Files.list(at.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String git(Path at, String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(at.resolve("repo"), words);
        assertThat(ended.status()).as("%s", ended).isZero();
        return ended.out().strip();
    }
}
