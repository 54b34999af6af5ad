package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.cli.database.TempServer;
import dev.coord.cli.database.TempServer.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work is taken back, nobody undoes its migrations, and it lands again. A database follows as tools do: it has a table of the names
 * that it has run, and runs what else is there, in order of the names.
 */
@ExtendWith(TempServer.class)
@Timeout(120)
class ComingBackIT {

    private static final String DIRECTORY = "db/migrations/";

    @TempDir
    Path temp;

    private final Running server;
    private Path repository;
    private String features;

    ComingBackIT(Running server) {
        this.server = server;
    }

    @BeforeEach
    void landThreeThatChoseOneNumber() throws Exception {
        server.rows("drop database if exists coming_back with (force)");
        server.rows("create database coming_back");
        database("create table applied (name text primary key)");
        Path directory = temp.toRealPath().resolve("shop");
        Files.createDirectories(directory.resolve(DIRECTORY));
        repository = CoordProcess.repository(directory, DIRECTORY + "001_users.sql", "create table users (id int);\n");
        features = Called.file(temp, "features.json", """
                {"a": {"file_writes": ["db/migrations/*_a.sql"]}, "b": {"file_writes": ["db/migrations/*_b.sql"]},
                 "c": {"file_writes": ["db/migrations/*_c.sql"]}, "d": {"file_writes": ["db/migrations/*_d.sql"]}}""").toString();
        branch("a", "create table a (id int primary key);");
        branch("b", "create table b (a int references a);");
        branch("c", "create table c (id int);");
        branch("d", "create table d (id int);");
        integrate("a,b,c");
        assertMigrated("001_users.sql", "002_a.sql", "003_b.sql", "004_c.sql");
    }

    @Test
    void aWaveComesBackUnderTheNumbersThatItLandedWith() throws Exception {
        rollback("--wave", "0");

        Called landed = integrate("a,b,c");

        assertThat(words(landed)).contains("002_c.sql is 004_c.sql: it landed as that before it was taken back");
        assertMigrated("001_users.sql", "002_a.sql", "003_b.sql", "004_c.sql");
        assertThat(words(coord("status"))).doesNotContain("not undone");
    }

    @Test
    void oneOfAWaveThatWasTakenBackComesBackUnderItsNumber() throws Exception {
        rollback("--wave", "0");

        integrate("c");
        assertMigrated("001_users.sql", "004_c.sql");
        integrate("a,d");
        assertMigrated("001_users.sql", "002_a.sql", "004_c.sql", "005_d.sql");
    }

    @Test
    void oneComesBackBeforeWhatLandedSinceAndThatIsTold() throws Exception {
        rollback("--feature", "b");
        integrate("d");
        assertMigrated("001_users.sql", "002_a.sql", "004_c.sql", "005_d.sql");

        Called landed = integrate("b");

        assertThat(words(landed)).contains("003_b.sql comes back as it was taken back, before 004_c.sql");
        assertMigrated("001_users.sql", "002_a.sql", "003_b.sql", "004_c.sql", "005_d.sql");
    }

    @Test
    void whatComesBackChangedIsAnotherOne() throws Exception {
        rollback("--wave", "0");
        git("switch", "--quiet", "feature/b");
        Files.writeString(repository.resolve(DIRECTORY + "002_b.sql"), "create table b2 (a int references a);\n");
        git("commit", "--quiet", "--all", "--message", "another table");
        git("switch", "--quiet", "main");

        Called landed = integrate("a,b,c");

        assertThat(words(landed)).contains("003_b was taken back and is not known to be undone");
        assertMigrated("001_users.sql", "002_a.sql", "004_c.sql", "005_b.sql");
        assertThat(words(coord("status"))).contains("'db/migrations/003_b.sql' (of");
    }

    @Test
    void whatIsUndoneAndNotedComesBackBehindAll() throws Exception {
        rollback("--feature", "b");
        database("drop table b");
        database("delete from applied where name = '003_b.sql'");
        rollback("--undone", DIRECTORY + "003_b.sql");

        integrate("b");

        assertMigrated("001_users.sql", "002_a.sql", "004_c.sql", "005_b.sql");
    }

    @Test
    void whoeverRenamesByHandIsToldTheNumber() throws Exception {
        rollback("--wave", "0");

        Called refused = coord("integrate", features, "--features", "a,b", "--migrations", "refuse");

        assertThat(refused.status()).as("%s", refused).isEqualTo(1);
        assertThat(words(refused)).contains("landed as db/migrations/003_b.sql before it was taken back");
        git("switch", "--quiet", "feature/b");
        git("mv", DIRECTORY + "002_b.sql", DIRECTORY + "003_b.sql");
        git("commit", "--quiet", "--message", "as it was");
        git("switch", "--quiet", "main");
        Called landed = coord("integrate", features, "--features", "a,b", "--migrations", "refuse");
        assertThat(landed.status()).as("%s", landed).isZero();
        assertMigrated("001_users.sql", "002_a.sql", "003_b.sql");
    }

    @Test
    void whatAnAgentMakesAgainAsItWasComesBackAsWell() throws Exception {
        String other = Called.file(temp, "other.json", """
                {"x": {"file_writes": ["db/migrations/*_x.sql"]}, "y": {"file_writes": ["db/migrations/*_y.sql"]}}""").toString();
        String agent = "echo \"create table $COORD_FEATURE (id int);\" > db/migrations/005_$COORD_FEATURE.sql";
        assertThat(coord("run", other, "--agent", agent).status()).isZero();
        assertMigrated("001_users.sql", "002_a.sql", "003_b.sql", "004_c.sql", "005_x.sql", "006_y.sql");
        rollback("--feature", "x");
        integrate("d");
        rollback("--feature", "y");

        Called run = coord("run", other, "--agent", agent);

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(words(run)).contains("005_y.sql is 006_y.sql: it landed as that before it was taken back");
        assertMigrated("001_users.sql", "002_a.sql", "003_b.sql", "004_c.sql", "005_x.sql", "006_y.sql", "007_d.sql");
    }

    /** What is there is what was expected, and the database has run each of it once, under its name. */
    private void assertMigrated(String... names) throws Exception {
        assertThat(git("ls-tree", "--name-only", "main:" + DIRECTORY).lines()).containsExactly(names);
        for (String name : names) {
            if (database("select 1 from applied where name = '" + name + "'").isEmpty()) {
                assertThat(database("select name from applied where name > '" + name + "'"))
                        .as("what tools that go by the latest would skip " + name + " for")
                        .isEmpty();
                database(git("show", "main:" + DIRECTORY + name));
                database("insert into applied values ('" + name + "')");
            }
        }
    }

    private List<String> database(String sql) {
        return server.rows("coming_back", sql);
    }

    private Called integrate(String chosen) {
        Called landed = coord("integrate", features, "--features", chosen);
        assertThat(landed.status()).as("%s", landed).isZero();
        return landed;
    }

    private void rollback(String... words) {
        List<String> all = new ArrayList<>(List.of("rollback"));
        all.addAll(List.of(words));
        Called back = coord(all.toArray(String[]::new));
        assertThat(back.status()).as("%s", back).isZero();
    }

    private void branch(String feature, String text) throws Exception {
        git("switch", "--quiet", "--create", "feature/" + feature, "main");
        Files.writeString(repository.resolve(DIRECTORY + "002_" + feature + ".sql"), text + "\n");
        git("add", "--all");
        git("commit", "--quiet", "--message", feature);
        git("switch", "--quiet", "main");
    }

    private Called coord(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--repo", repository.toString()));
        return Called.coord(all.toArray(String[]::new));
    }

    private static String words(Called called) {
        return (called.out() + called.err()).replaceAll("\\s+", " ");
    }

    private String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s", ended).isZero();
        return ended.out();
    }
}
