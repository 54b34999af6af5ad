package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wave whose features all added migration 002, which landed under numbers of their own, is taken back. */
class RenumberedRollbackIT {

    private static final String AGENT = "for way in up down; do"
            + " echo \"$way $COORD_FEATURE\" > migrations/002_$COORD_FEATURE.$way.sql; done; echo $COORD_FEATURE > $COORD_FEATURE";
    private static final List<String> LAST_FIRST = List.of("004_c", "003_b", "002_a");

    @TempDir
    Path temp;

    private Path repository;
    private Path undone;
    private String before;
    private String features;

    @BeforeEach
    void landAWave() throws Exception {
        Path directory = temp.toRealPath().resolve("repo");
        Files.createDirectories(directory.resolve("migrations"));
        repository = CoordProcess.repository(directory, "migrations/001_t.up.sql", "create table t (id int);\n");
        undone = temp.resolve("undone");
        before = git("rev-parse", "main");
        features = Called.file(temp, "features.json", """
                {"a": {"file_writes": ["a", "migrations/*_a.*"]},
                 "b": {"file_writes": ["b", "migrations/*_b.*"]},
                 "c": {"file_writes": ["c", "migrations/*_c.*"]}}""").toString();
        land();
    }

    @Test
    void itsMigrationsAreUndoneLastFirstUnderTheNamesTheyLandedWith() throws Exception {
        Called back = rollback("cat \"$COORD_DOWN_FILE\" >> '" + undone + "'; ls \"$COORD_MIGRATIONS_DIR\" | wc -l >> '"
                + undone + "'; test -e \"$COORD_MIGRATIONS_DIR/$COORD_MIGRATION.up.sql\"");

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(Files.readAllLines(undone))
                .extracting(String::strip)
                .containsExactly("down c", "7", "down b", "7", "down a", "7");
        assertThat(git("rev-parse", "main")).isEqualTo(before);
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(repository.resolve("migrations")).isDirectoryContaining("glob:**001*");
        assertThat(git("ls-tree", "--name-only", "refs/coord/rollbacks/0/before", "migrations/"))
                .contains("002_a", "003_b", "004_c");
    }

    @Test
    void whatCouldNotBeUndoneIsToldWithTheStateOfEach() throws Exception {
        String fails = "case $COORD_MIGRATION in 003*) echo 'b is in use'; exit 5 ;; *) echo $COORD_MIGRATION >> '"
                + undone + "' ;; esac";

        Called told = rollback(fails);

        assertThat(told.status()).as("%s", told).isEqualTo(1);
        assertThat(told.out())
                .containsSubsequence(
                        "undone migrations/004_c.up.sql",
                        "not undone migrations/003_b.up.sql: exit status 5: b is in use",
                        "not reached migrations/002_a.up.sql",
                        "run the same command again: it goes on there");
        assertThat(git("rev-parse", "main")).isEqualTo(before);

        JsonNode answer = new JsonMapper().readTree(rollback(fails, "--json").out());

        assertThat(answer.path("result").asText()).isEqualTo("nothing_to_do");
        assertThat(answer.path("migrations").findValuesAsText("state"))
                .containsExactly("undone", "failed", "not_reached");
        assertThat(rollback("echo $COORD_MIGRATION >> '" + undone + "'").status())
                .isZero();
        assertThat(Files.readAllLines(undone)).isEqualTo(LAST_FIRST);
    }

    @Test
    void theNextRunLandsItAgainUnderTheSameNumbers() throws Exception {
        assertThat(rollback("true").status()).isZero();

        land();

        Called back = rollback("echo $COORD_MIGRATION >> '" + undone + "'");
        assertThat(back.status()).as("%s", back).isZero();
        assertThat(Files.readAllLines(undone)).isEqualTo(LAST_FIRST);
    }

    private void land() throws Exception {
        Called landed = Called.coord(
                "run", features, "--agent", AGENT, "--overlap", "optimistic", "--repo", repository.toString());
        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(git("ls-files", "migrations/*.up.sql").lines())
                .containsExactly(
                        "migrations/001_t.up.sql",
                        "migrations/002_a.up.sql",
                        "migrations/003_b.up.sql",
                        "migrations/004_c.up.sql");
    }

    private Called rollback(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of("rollback", "--repo", repository.toString(), "--wave", "0", "--migrate-down", command));
        words.addAll(List.of(more));
        return Called.coord(words.toArray(String[]::new));
    }

    private String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s", ended).isZero();
        return ended.out();
    }
}
