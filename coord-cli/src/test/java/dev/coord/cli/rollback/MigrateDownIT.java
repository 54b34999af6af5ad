package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertThat(rollback("echo again >> '" + calls + "'").status()).isZero();
        assertThat(Files.readString(calls)).doesNotContain("again");
    }

    @Test
    void areFoundWhereSomebodySaysThatTheyLie() throws Exception {
        rollback("echo \"$COORD_MIGRATION\" >> '" + calls + "'", "--migrations-dir", "db/steps/");

        assertThat(Files.readAllLines(calls)).contains("001_s");
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
        Files.writeString(repository.resolve(file), content);
        Path second = repository.resolve(other);
        Files.createDirectories(second.getParent());
        Files.writeString(second, more);
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "--message", name);
        CoordProcess.git(repository, "switch", "--quiet", "main");
    }
}
