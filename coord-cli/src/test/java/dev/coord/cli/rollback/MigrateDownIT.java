package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrations of a wave that is taken back. */
class MigrateDownIT {

    @TempDir
    Path temp;

    private Path repository;
    private Path calls;
    private Path features;

    @BeforeEach
    void landAWave() throws Exception {
        Path directory = temp.toRealPath().resolve("a repo");
        Files.createDirectories(directory.resolve("db/migrations"));
        repository = CoordProcess.repository(directory, "db/migrations/001_t.sql", "create table t (id int);\n");
        calls = temp.resolve("calls");
        branch(
                "a",
                "db/migrations/002_a.up.sql",
                "create table a (id int);\n",
                "db/migrations/002_a.down.sql",
                "drop table a;\n");
        branch(
                "b",
                "db/migrations/003_b; touch x.sql",
                "create table b (id int);\n-- +goose Down\ndrop table b;\n",
                "db/steps/001_s.sql",
                "create table s (id int);\n");
        features = Files.writeString(temp.resolve("features.json"), "{\"a\": {}, \"b\": {}}");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), features.toString());
        assertThat(landed.status()).as("%s", landed).isZero();
    }

    @Test
    void areUndoneLastFirstWithFilesThatAreGone() throws Exception {
        Called back = rollback("echo \"$COORD_MIGRATION [$COORD_AGAIN]\" >> '" + calls + "';"
                + " grep -h drop \"$COORD_DOWN_FILE\" >> '" + calls + "'; ls \"$COORD_MIGRATIONS_DIR\" | wc -l >> '"
                + calls + "'");

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(Files.readAllLines(calls))
                .extracting(String::strip)
                .containsExactly("003_b; touch x []", "drop table b;", "4", "002_a []", "drop table a;", "4");
        assertThat(repository.resolve("db/migrations"))
                .isDirectoryContaining("glob:**001*")
                .isDirectoryNotContaining("glob:**00[23]*");
        assertThat(repository.resolve("x")).doesNotExist();
        assertThat(back.out()).contains("undone db/migrations/002_a.up.sql");
        assertThat(back.err())
                .as("what became of them is told once")
                .contains(
                        "coord: undoing db/migrations/003_b; touch x.sql\ncoord: undoing db/migrations/002_a.up.sql\n")
                .doesNotContain("undone");
        assertThat(rollback("echo again >> '" + calls + "'").status()).isZero();
        assertThat(Files.readString(calls)).doesNotContain("again");
    }

    @Test
    void areFoundWhereSomebodySaysThatTheyLie() throws Exception {
        rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'", "--migrations-dir", "db/steps/");

        assertThat(Files.readAllLines(calls)).contains("001_s");
    }

    @Test
    void whereTheyLieHasToBeSaidAgainAndThatIsTold() throws Exception {
        assertThat(Called.coord(
                                "rollback",
                                "--repo",
                                repository.toString(),
                                "--wave",
                                "0",
                                "--migrations-dir",
                                "db/steps/")
                        .err())
                .contains("'db/steps/001_s.sql'");

        Called down = rollback("true");

        assertThat(down.status()).as("%s", down).isOne();
        assertThat(down.out())
                .contains(
                        "not reached db/steps/001_s.sql: its directory is not taken for one of migrations; say --migrations-dir");
        assertThat(rollback("true", "--migrations-dir", "db/steps/").status()).isZero();
    }

    @Test
    void whatFailsIsToldAndGoneOnWith() throws Exception {
        Called failed = rollback("echo cannot; exit 3", "--json");

        assertThat(failed.status()).as("%s", failed).isEqualTo(1);
        JsonNode told = new JsonMapper().readTree(failed.out());
        assertThat(told.at("/result").asText()).isEqualTo("taken_back");
        assertThat(told.at("/migrations").findValuesAsText("state")).containsExactly("failed", "not_reached");
        assertThat(told.at("/migrations/0/why").asText()).startsWith("exit status 3: cannot");

        Called again = rollback("echo \"$COORD_MIGRATION [$COORD_AGAIN]\" >> '" + calls + "'", "--json");

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(Files.readAllLines(calls)).containsExactly("003_b; touch x [1]", "002_a []");
        assertThat(new JsonMapper().readTree(again.out()).at("/migrations").findValuesAsText("state"))
                .containsExactly("undone", "undone");
    }

    @Test
    void whatAKilledCallLeftRunningEndsBeforeItIsDoneAgain() throws Exception {
        List<String> command = CoordProcess.command(words("echo $$ > '" + calls + "'; exec sleep 300"));
        Process killed = CoordProcess.start(temp, Map.of(), command, temp.resolve("out"), temp.resolve("err"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(calls) && Files.readString(calls).endsWith("\n"));
        long left = Long.parseLong(Files.readString(calls).strip());
        killed.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(left)).isPresent();

        Called again = rollback("if grep -q sleep /proc/" + left
                + "/cmdline; then exit 7; fi; echo \"$COORD_MIGRATION [$COORD_AGAIN]\" >> '" + calls + "'");

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(Files.readAllLines(calls)).containsExactly(String.valueOf(left), "003_b; touch x [1]", "002_a []");
    }

    @Test
    void aFileThatAKilledCallWroteByHalvesIsWrittenAnew() throws Exception {
        Path half = repository.resolve(".git/coord/rollbacks/0/files/db/migrations/002_a.down.sql");
        Files.createDirectories(half.getParent());
        Files.writeString(half, "drop ta");

        rollback("cat \"$COORD_DOWN_FILE\" >> '" + calls + "'");

        assertThat(Files.readString(calls)).endsWith("drop table a;\n");
    }

    @Test
    void whatWasTakenBackWithoutThemIsCaughtUpWith() throws Exception {
        assertThat(Called.coord("rollback", "--repo", repository.toString(), "--wave", "0")
                        .status())
                .isZero();

        Called down = rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'");

        assertThat(down.status()).as("%s", down).isZero();
        assertThat(Files.readAllLines(calls)).containsExactly("003_b; touch x", "002_a");
    }

    @Test
    void whatLandedAgainIsInUseAndStays() throws Exception {
        String run = latestRun();
        assertThat(rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'; test \"$COORD_MIGRATION\" != 002_a")
                        .status())
                .isOne();
        Called landed = Called.coord("integrate", "--repo", repository.toString(), features.toString());
        assertThat(landed.status()).as("%s", landed).isZero();
        Files.delete(calls);

        Called late = rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'", "--run", run);

        assertThat(late.status()).as("%s", late).isZero();
        assertThat(calls).doesNotExist();
        assertThat(late.out()).doesNotContain("002_a", "003_b");
        assertThat(repository.resolve("db/migrations/002_a.up.sql")).exists();
    }

    @Test
    void anotherMigrationUnderTheNameOfOneThatIsGoneIsToldAndNotTakenForIt() throws Exception {
        String run = latestRun();
        assertThat(Called.coord("rollback", "--repo", repository.toString(), "--wave", "0")
                        .status())
                .isZero();
        branch("c", "db/migrations/002_a.up.sql", "create table other (id int);\n", "c", "c\n");
        CoordProcess.git(
                repository, "merge", "--quiet", "--no-edit", "feature/c"); // coord would give it another number

        Called late = rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'", "--run", run, "--json");

        assertThat(late.status()).as("%s", late).isOne();
        JsonNode told = new JsonMapper().readTree(late.out());
        assertThat(told.at("/message").asText())
                .endsWith("1 of its 2 migrations are undone, the others are yours to undo");
        assertThat(told.at("/migrations").findValuesAsText("state")).containsExactly("undone", "name_taken");
        assertThat(told.at("/migrations/1/why").asText())
                .startsWith("another migration has landed under its name; undo by hand what 'git show refs/coord/");
        assertThat(Files.readAllLines(calls)).containsExactly("003_b; touch x");
        assertThat(told("status")).contains("not undone", "'db/migrations/002_a.up.sql'", "--undone PATH");
        assertThat(told("doctor")).contains("--undone PATH");

        assertThat(undone(repository, "db/migrations/003_b; touch x.sql").status())
                .as("it is noted already")
                .isZero();
        Called unknown = undone(repository, "db/migrations/001_t.sql");
        assertThat(unknown.status()).as("%s", unknown).isEqualTo(2);
        assertThat(unknown.err())
                .contains(
                        "not noted as left to undo: 'db/migrations/001_t.sql'; what is: 'db/migrations/002_a.up.sql'");
        Called both = Called.coord(
                "rollback", "--repo", repository.toString(), "--undone", "db/migrations/002_a.up.sql", "--wave", "0");
        assertThat(both.status()).as("%s", both).isEqualTo(2);
        Called byHand = Called.coord(
                "rollback", "--repo", repository.toString(), "--undone", "db/migrations/002_a.up.sql", "--json");
        assertThat(byHand.status()).as("%s", byHand).isZero();
        assertThat(new JsonMapper().readTree(byHand.out()).at("/undone/0").asText())
                .isEqualTo("db/migrations/002_a.up.sql");
        assertThat(told("status")).doesNotContain("not undone");
    }

    @Test
    void whatBecomesOfOneMigrationSaysNothingOfAnotherThatHadItsPath() throws Exception {
        String run = latestRun();
        Called.coord("rollback", "--repo", repository.toString(), "--wave", "0");
        landAnother();

        assertThat(told("status"))
                .contains(
                        "are not undone: 'db/migrations/002_a.up.sql' (of",
                        "others have landed under their names; undo by hand what 'git show refs/coord/rollbacks/0/before:PATH' shows;"
                                + " 'coord rollback --undone PATH'");
        Called taken = rollback("true", "--run", run);
        assertThat(taken.status()).as("%s", taken).isOne();
        assertThat(taken.out()).contains("--undone PATH").doesNotContain("the same command again");

        Called second = Called.coord(
                "rollback",
                "--repo",
                repository.toString(),
                "--feature",
                "a",
                "--migrate-down",
                "cat \"$COORD_MIGRATIONS_DIR\"/002_a.up.sql >> '" + calls + "'");

        assertThat(second.status()).as("%s", second).isZero();
        assertThat(Files.readString(calls)).contains("second").doesNotContain("table a ");
        assertThat(told("status"))
                .contains(
                        "are not undone: 'db/migrations/002_a.up.sql' (of",
                        "'coord rollback --wave 0 --run " + run + " --migrate-down COMMAND'");
        Files.delete(calls);

        Called first = rollback("cat \"$COORD_MIGRATIONS_DIR\"/002_a.up.sql >> '" + calls + "'", "--run", run);

        assertThat(first.status()).as("%s", first).isZero();
        assertThat(Files.readString(calls)).as("003_b is undone already").isEqualTo("create table a (id int);\n");
        assertThat(told("status")).doesNotContain("not undone");
    }

    @Test
    void ofTwoMigrationsUnderOnePathEachIsNotedByItsOwnName() throws Exception {
        Called.coord("rollback", "--repo", repository.toString(), "--wave", "0");
        landAnother();
        Called.coord("rollback", "--repo", repository.toString(), "--feature", "a");

        Called several = undone(repository, "db/migrations/002_a.up.sql");

        assertThat(several.status()).as("%s", several).isEqualTo(2);
        assertThat(several.err())
                .contains(
                        "say which: 'refs/coord/rollbacks/0/before:db/migrations/002_a.up.sql', 'refs/coord/rollbacks/1/before:db/");
        assertThat(undone(repository, "refs/coord/rollbacks/0/before:db/migrations/002_a.up.sql")
                        .status())
                .isZero();
        assertThat(told("status")).contains("'db/migrations/002_a.up.sql' (of 'a')");
        assertThat(undone(repository, "db/migrations/002_a.up.sql").status()).isZero();
        assertThat(told("status")).contains("003_b").doesNotContain("002_a");
    }

    /** Another text of a migration under its path; coord itself would give it another number. */
    private void landAnother() throws Exception {
        CoordProcess.git(repository, "switch", "--quiet", "feature/a");
        Files.writeString(repository.resolve("db/migrations/002_a.up.sql"), "create table second (id int);\n");
        CoordProcess.git(repository, "commit", "--quiet", "--all", "--message", "the author mends it");
        CoordProcess.git(repository, "switch", "--quiet", "main");
        CoordProcess.git(
                repository, "merge", "--quiet", "--no-ff", "--message", "merge\n\nCoord-Feature: a", "feature/a");
    }

    @Test
    void whatIsUndoneByHandMayBeNamedFromWhereSomebodyIsAndMoreThanOnce() throws Exception {
        branch("e", "db/migrations/004_e\n.sql", "create table e (id int);\n", "e", "e\n");
        Path more = Files.writeString(temp.resolve("e.json"), "{\"e\": {}}");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), more.toString());
        assertThat(landed.status()).as("%s", landed).isZero();
        Called.coord("rollback", "--repo", repository.toString(), "--feature", "e");
        assertThat(told("status")).contains("'db/migrations/004_e\\n.sql'");

        Called shown = undone(repository, "db/migrations/004_e\\n.sql");
        assertThat(shown.status()).as("%s", shown).isZero();
        assertThat(told("status")).doesNotContain("not undone");
        assertThat(undone(repository, "./db/migrations/004_e\n.sql").status()).isZero();
        assertThat(undone(repository.resolve("db"), "migrations/004_e\n.sql").status())
                .isZero();
        assertThat(undone(repository.resolve("db"), "../../db/migrations/004_e\n.sql")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aRecordThatCannotBeReadStopsNothingElse() throws Exception {
        Called.coord("rollback", "--repo", repository.toString(), "--feature", "b");
        Called.coord("rollback", "--repo", repository.toString(), "--feature", "a");
        Path damaged = repository.resolve(".git/coord/rollbacks/0/migrations");
        Files.delete(damaged);
        CoordProcess.run(temp, Map.of(), List.of("mkfifo", damaged.toString()));

        assertThat(Called.coord("status", "--repo", repository.toString()).err())
                .contains("it is a pipe or a device, not a file");
        Called clean = Called.coord("clean", "--repo", repository.toString(), "--delete", "--older-than", "0s");
        assertThat(clean.status()).as("%s", clean).isZero();
        assertThat(clean.err()).contains("it is a pipe or a device, not a file");
        assertThat(CoordProcess.git(repository, "for-each-ref", "refs/coord/rollbacks/0/")
                        .out())
                .as("what it needs stays")
                .contains("before", "after");
        Called byHand = undone(repository, "db/migrations/002_a.up.sql");
        assertThat(byHand.status()).as("%s", byHand).isZero();
        assertThat(undone(repository, "db/migrations/003_b; touch x.sql").err())
                .contains("it is a pipe or a device, not a file");
    }

    @Test
    void theFilesAreLaidByteForByteWhateverTheirSizeAndEncoding() throws Exception {
        CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/big", "main");
        byte[] big = new byte[17 << 20];
        Arrays.fill(big, (byte) '-');
        Files.write(repository.resolve("db/migrations/004_big.down.sql"), big);
        Files.writeString(repository.resolve("db/migrations/004_big.up.sql"), "create table big (id int);\n");
        Files.writeString(
                repository.resolve("db/migrations/005_late.sql"),
                "-- caf\u00e9\ncreate table late (id int);\n-- +goose Down\ndrop table late; -- caf\u00e9\n",
                StandardCharsets.ISO_8859_1);
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "--message", "big");
        CoordProcess.git(repository, "switch", "--quiet", "main");
        Path more = Files.writeString(temp.resolve("big.json"), "{\"big\": {}}");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), more.toString());
        assertThat(landed.status()).as("%s", landed).isZero();

        Called back = Called.coord(
                "rollback",
                "--repo",
                repository.toString(),
                "--feature",
                "big",
                "--migrate-down",
                "cp \"$COORD_DOWN_FILE\" '" + temp + "'/\"$COORD_MIGRATION\"");

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(Files.readAllBytes(temp.resolve("004_big"))).isEqualTo(big);
        assertThat(Files.readString(temp.resolve("005_late"), StandardCharsets.ISO_8859_1))
                .contains("drop table late; -- caf\u00e9")
                .doesNotContain("create");
    }

    @Test
    void whatHasNoDownFileIsToldAsThatWhereTheCommandFails() throws Exception {
        branch("e", "db/migrations/004_e.sql", "create table e (id int);\n", "e", "e\n");
        Path more = Files.writeString(temp.resolve("e.json"), "{\"e\": {}}");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), more.toString());
        assertThat(landed.status()).as("%s", landed).isZero();

        Called down = rollback("cat \"$COORD_DOWN_FILE\"");

        assertThat(down.status()).as("%s", down).isOne();
        assertThat(down.out())
                .contains(
                        "not undone db/migrations/004_e.sql: it has no down file (COORD_DOWN_FILE is empty): exit status 1:");
    }

    /** What undoes it may be in code that only the command knows. */
    @Test
    void whatHasNoDownFileIsUndoneByTheWordOfTheCommandAloneAndThatIsTold() throws Exception {
        String run = latestRun();
        branch("e", "db/migrations/004_e.sql", "create table e (id int);\n", "e", "e\n");
        Path more = Files.writeString(temp.resolve("e.json"), "{\"e\": {}}");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), more.toString());
        assertThat(landed.status()).as("%s", landed).isZero();

        Called down = Called.coord(
                "rollback", "--repo", repository.toString(), "--feature", "e", "--migrate-down", "true", "--json");

        assertThat(down.status()).as("%s", down).isZero();
        JsonNode told = new JsonMapper().readTree(down.out()).at("/migrations/0");
        assertThat(told.path("state").asText()).isEqualTo("undone");
        assertThat(told.path("why").asText())
                .isEqualTo(
                        "it has no down file (COORD_DOWN_FILE is empty): that the command ended with 0 is all that is known");
        assertThat(rollback("true", "--run", run).out())
                .contains("undone db/migrations/002_a.up.sql")
                .doesNotContain("002_a.up.sql: it has no down file");
    }

    @Test
    void whatIsOnTheBranchIsNotNotedAsUndone() throws Exception {
        Called.coord("rollback", "--repo", repository.toString(), "--wave", "0");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), features.toString());
        assertThat(landed.status()).as("%s", landed).isZero();

        Called again = undone(repository, "db/migrations/002_a.up.sql");

        assertThat(again.status()).as("%s", again).isEqualTo(2);
        assertThat(again.err())
                .contains(
                        "'db/migrations/002_a.up.sql' is on refs/heads/main, so that databases are meant to have it: nothing"
                                + " of it is left to undo; take it back first, with 'coord rollback'");
        Called never = undone(repository, "db/migrations/001_t.sql");
        assertThat(never.status()).as("%s", never).isEqualTo(2);
        assertThat(never.err()).contains("not noted as left to undo");
        assertThat(told("status")).doesNotContain("not undone");
    }

    private Called undone(Path from, String name) {
        return Called.coord("rollback", "--repo", from.toString(), "--undone", name);
    }

    @Test
    void whatIsNotUndoneIsToldByEveryCommandUntilItIs() throws Exception {
        Called back = Called.coord("rollback", "--repo", repository.toString(), "--wave", "0");
        String run = latestRun();
        String message = "migrations of what was taken back are not undone: 'db/migrations/002_a.up.sql',"
                + " 'db/migrations/003_b; touch x.sql' (of 'a', 'b'); 'coord rollback --wave 0 --run " + run
                + " --migrate-down COMMAND' undoes them";

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(back.err()).contains(message);
        assertThat(told("status")).contains("not undone", "--migrate-down COMMAND");
        JsonNode status = new JsonMapper().readTree(told("status", "--json"));
        assertThat(status.at("/left_migrations/0/paths/0").asText()).isEqualTo("db/migrations/002_a.up.sql");
        assertThat(told("doctor")).contains("migrations taken back", "'coord rollback --wave 0 --run " + run);
        Path none = Files.writeString(temp.resolve("none.json"), "{\"c\": {}}");
        branch("c", "c", "c\n", "d", "d\n");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), none.toString());
        assertThat(landed.err()).contains(message);
        Called cleaned = Called.coord("clean", "--repo", repository.toString(), "--delete", "--older-than", "0s");
        assertThat(cleaned.status()).as("%s", cleaned).isZero();

        Called half = rollback("test \"$COORD_MIGRATION\" != 002_a", "--run", run);

        assertThat(half.status()).as("%s", half).isOne();
        assertThat(half.err())
                .contains(
                        "coord: undoing db/migrations/003_b; touch x.sql\ncoord: undoing db/migrations/002_a.up.sql\n")
                .contains("are not undone: 'db/migrations/002_a.up.sql' (of 'a', 'b'); 'coord rollback");
        assertThat(told("status")).contains("'db/migrations/002_a.up.sql'").doesNotContain("003_b");

        assertThat(rollback("true", "--run", run).status()).isZero();

        assertThat(told("status")).doesNotContain("not undone");
        assertThat(told("doctor")).doesNotContain("migrations taken back");
    }

    @Test
    void aRecordThatCannotBeReadIsToldAndNotTakenForNone() throws Exception {
        assertThat(Called.coord("rollback", "--repo", repository.toString(), "--wave", "0")
                        .status())
                .isZero();
        try (Stream<Path> files = Files.walk(repository.resolve(".git/coord/rollbacks"))) {
            Path record = files.filter(file -> file.endsWith("migrations"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(record, "LEF");
        }

        assertThat(Called.coord("status", "--repo", repository.toString()).err())
                .contains("cannot read which migrations are undone");
        Called doctor = Called.coord("doctor", "--repo", repository.toString());
        assertThat(doctor.status()).as("%s", doctor).isOne();
        assertThat(doctor.out()).contains("cannot read which migrations are undone");
    }

    @Test
    void recordsThatAreGoneAreMissedAndAllIsUndoneOnceMore() throws Exception {
        String run = latestRun();
        assertThat(rollback("test \"$COORD_MIGRATION\" != 002_a").status()).isOne();
        CoordProcess.run(temp, Map.of(), List.of("rm", "-r", repository + "/.git/coord/rollbacks"));

        assertThat(Called.coord("status", "--repo", repository.toString()).err())
                .contains("cannot read which migrations are undone", "it is gone; the same 'coord rollback'");
        assertThat(told("doctor")).contains("cannot read which migrations are undone");
        Called clean = Called.coord("clean", "--repo", repository.toString(), "--delete", "--older-than", "0s");
        assertThat(clean.status()).as("%s", clean).isZero();
        assertThat(clean.err()).contains("it is gone; the same 'coord rollback'");

        Called again = rollback("echo \"$COORD_MIGRATION [$COORD_AGAIN]\" >> '" + calls + "'", "--run", run);

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(Files.readAllLines(calls)).containsExactly("003_b; touch x [1]", "002_a [1]");
        CoordProcess.run(temp, Map.of(), List.of("rm", "-r", repository + "/.git/coord/rollbacks"));
        assertThat(Called.coord("status", "--repo", repository.toString()).err())
                .isEmpty();
    }

    @Test
    void whatWasUndoneOnceIsUndoneAgainAfterItLandedAgain() throws Exception {
        assertThat(rollback("true").status()).isZero();
        Called cleaned = Called.coord("clean", "--repo", repository.toString(), "--delete", "--older-than", "0s");
        assertThat(cleaned.status()).as("%s", cleaned).isZero();
        assertThat(CoordProcess.git(repository, "for-each-ref", "refs/coord/rollbacks")
                        .out())
                .isEmpty();
        Called landed = Called.coord("integrate", "--repo", repository.toString(), features.toString());
        assertThat(landed.status()).as("%s", landed).isZero();

        Called down = rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'");

        assertThat(down.status()).as("%s", down).isZero();
        assertThat(Files.readAllLines(calls)).containsExactly("003_b; touch x", "002_a");
    }

    @Test
    void eachIsToldBeforeItIsBegun() throws Exception {
        Path err = temp.resolve("err");
        Path go = temp.resolve("go");
        String waits = "test \"$COORD_MIGRATION\" != 002_a || until test -e '" + go + "'; do sleep 0.05; done";
        Process under =
                CoordProcess.start(temp, Map.of(), CoordProcess.command(words(waits)), temp.resolve("out"), err);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(err).contains("coord: undoing db/migrations/002_a"));
        } finally {
            Files.createFile(go);
        }

        assertThat(under.waitFor()).isZero();
    }

    @Test
    void areUndoneAgainstTheirLinksAcrossApps() throws Exception {
        String head =
                "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [";
        branch(
                "c",
                "zoo/migrations/0001_initial.py",
                head + "]\n",
                "app/migrations/0001_initial.py",
                head + "('zoo', '0001_initial')]\n");
        branch(
                "d",
                "zoo/migrations/0001_first.txt",
                "",
                "bar/migrations/0001_b.py",
                head + "('app', '0001_initial')]\n");
        Path later = Files.writeString(temp.resolve("later.json"), "{\"c\": {}, \"d\": {}}");
        assertThat(Called.coord("integrate", "--repo", repository.toString(), later.toString())
                        .status())
                .isZero();

        Called back = rollback("echo \"$COORD_MIGRATIONS_DIR\" | sed 's,.*/files/,,' >> '" + calls + "'");

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(Files.readAllLines(calls)).containsExactly("bar/migrations", "app/migrations", "zoo/migrations");
    }

    private String told(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--repo", repository.toString()));
        return Called.coord(all.toArray(String[]::new)).out();
    }

    @Test
    void whatCameBackAndWentOtherwiseIsNotToldAnyMore() throws Exception {
        assertThat(Called.coord("rollback", "--repo", repository.toString(), "--wave", "0")
                        .status())
                .isZero();
        assertThat(told("status")).contains("not undone");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), features.toString());
        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(told("status")).doesNotContain("not undone");

        CoordProcess.git(repository, "rm", "--quiet", "-r", "db/migrations");
        CoordProcess.git(repository, "commit", "--quiet", "--message", "put together elsewhere");

        assertThat(told("status")).doesNotContain("not undone");
    }

    @Test
    void whatWasRevertedAndCameBackIsNotToldAnyMore() throws Exception {
        Files.writeString(repository.resolve("later"), "later\n");
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "--message", "later");
        assertThat(Called.coord("rollback", "--repo", repository.toString(), "--wave", "0")
                        .out())
                .contains("reverted by");
        assertThat(told("status")).contains("not undone");

        Called landed = Called.coord("integrate", "--repo", repository.toString(), features.toString());

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(repository.resolve("db/migrations/002_a.up.sql")).exists();
        assertThat(told("status")).doesNotContain("not undone");
    }

    @Test
    void anEmptyCommandIsRefusedWithNothingChanged() throws Exception {
        Called empty = rollback(" ");

        assertThat(empty.status()).as("%s", empty).isEqualTo(2);
        assertThat(empty.err()).contains("the command that undoes migrations is empty");
        assertThat(repository.resolve("db/migrations/002_a.up.sql")).exists();
    }

    private String latestRun() throws Exception {
        return CoordProcess.git(repository, "for-each-ref", "--format=%(refname)", "refs/coord/waves/")
                .out()
                .split("/")[3];
    }

    private Called rollback(String command, String... more) {
        return Called.coord(words(command, more));
    }

    private String[] words(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of("rollback", "--repo", repository.toString(), "--wave", "0", "--migrate-down", command));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private void branch(String name, String file, String content, String other, String more) throws Exception {
        CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/" + name, "main");
        for (var one : Map.of(file, content, other, more).entrySet()) {
            Path path = repository.resolve(one.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, one.getValue());
        }
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "--message", name);
        CoordProcess.git(repository, "switch", "--quiet", "main");
    }
}
