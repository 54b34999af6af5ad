package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.cli.database.TempServer;
import dev.coord.cli.database.TempServer.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of branches that are tried on a real server before they land. */
@ExtendWith(TempServer.class)
class DatabaseIT {

    private static final String SECRET = "s3cret%2Fword";

    private final Running server;

    @TempDir
    Path temp;

    private Path repository;

    DatabaseIT(Running server) {
        this.server = server;
    }

    @BeforeEach
    void makeARepository() throws Exception {
        Path directory = temp.toRealPath().resolve("repo");
        Files.createDirectories(directory.resolve("migrations"));
        repository = CoordProcess.repository(directory, "migrations/001_t.sql", "create table t (id int, old int);\n");
        branch("a", "migrations/002_rename.sql", "alter table t rename old to new;\n");
        branch("b", "migrations/003_index.sql", "create table u (id int);\ncreate index on t (old);\n");
        branch("c", "migrations/004_other.sql", "create table v (id int);\n");
    }

    @Test
    void whatDoesNotApplyInTheOrderOfTheWaveDoesNotLand() throws Exception {
        Called landed = integrate(Map.of(), "--database", server.url(server.role("landing", "createdb")));

        assertThat(landed.status()).as("%s", landed).isEqualTo(1);
        assertThat(landed.out().replaceAll("\\s+", " "))
                .contains("2 of 3 features landed")
                .contains("column \"old\" does not exist");
        assertThat(repository.resolve("migrations"))
                .isDirectoryContaining("glob:**004*")
                .isDirectoryNotContaining("glob:**003*");
        Called report = Called.coord("report", "--repo", repository.toString());
        assertThat(report.out().replaceAll("\\s+", " ")).contains("its migrations apply on PostgreSQL");
        assertThat(server.scratch()).isEmpty();
    }

    @Test
    void whatLacksATableThatALaterFeatureMakesIsNotToBeMended() throws Exception {
        Path features = Files.writeString(temp.resolve("later.json"), """
                {"posts": {"file_writes": ["migrations/*_posts.sql"], "schema_changes": ["posts"]},
                 "other": {"file_writes": ["other.txt"]},
                 "accounts": {"file_writes": ["migrations/*_accounts.sql"], "schema_changes": ["accounts"],
                              "blocked_by": ["other"]}}""");
        Path calls = temp.resolve("calls");
        String agent = "echo $COORD_FEATURE >> '" + calls + "'; case $COORD_FEATURE in"
                + " posts) echo 'create table posts (owner int references accounts (id));' > migrations/002_posts.sql ;;"
                + " accounts) echo 'create table accounts (id int primary key);' > migrations/002_accounts.sql ;;"
                + " *) touch other.txt ;; esac";

        Called run = Called.coord(
                "run",
                features.toString(),
                "--repo",
                repository.toString(),
                "--agent",
                agent,
                "--database",
                server.url(server.role("landing", "createdb")));

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("posts: waits until accounts has landed: no migration makes 'public.accounts', which it needs"
                        + " (PostgreSQL")
                .contains("relation \"accounts\" does not exist");
        assertThat(Files.readAllLines(calls)).containsExactlyInAnyOrder("posts", "other", "accounts");
        assertThat(repository.resolve("migrations/003_posts.sql")).exists();
    }

    @Test
    void blocksThatLookWhatIsThereAreTriedInBothOrders() throws Exception {
        String block = "do $$ begin if not exists (select from information_schema.columns where table_name = 't'"
                + " and column_name = 'vip') then alter table t add column vip %s; end if; end $$;\n";
        branch("d", "migrations/002_flag.sql", block.formatted("boolean"));
        branch("e", "migrations/003_text.sql", block.formatted("text"));
        Path features = Files.writeString(temp.resolve("blocks.json"), "{\"d\": {}, \"e\": {}}");

        Called landed = Called.coord(
                "integrate",
                features.toString(),
                "--repo",
                repository.toString(),
                "--database",
                server.url(server.role("landing", "createdb")));

        assertThat(landed.status()).as("%s", landed).isEqualTo(1);
        assertThat(landed.out().replaceAll("\\s+", " "))
                .contains("1 of 2 features landed")
                .contains("'public.t.vip' is");
    }

    @Test
    void thePasswordIsKeptByNobody() throws Exception {
        String url = server.url(server.role("landing", "createdb")).replace("landing@", "landing:" + SECRET + "@");

        Called refused = integrate(Map.of(), "--database", url);
        Called landed = integrate(Map.of("COORD_DATABASE", url), "--test", "env");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("$COORD_DATABASE");
        assertThat(landed.status()).as("%s", landed).isEqualTo(1);
        assertThat(List.of(refused.out(), refused.err(), landed.out(), landed.err()))
                .allSatisfy(text -> assertThat(text).doesNotContain("s3cret"));
        assertThat(containing("s3cret")).isEmpty();
        assertThat(containing("does not exist")).as("what is found otherwise").isNotEmpty();
    }

    @Test
    void aServerThatCannotBeReachedIsToldBeforeAnythingBegins() throws Exception {
        Called refused = integrate(Map.of(), "--database", "postgres://me@localhost:1/x");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot try migrations", "me@localhost:1");
        assertThat(repository.resolve(".git/coord/state.json")).doesNotExist();
    }

    @Test
    void whatIsNoServerIsNamedByWhereItIsSaid() throws Exception {
        Called empty = integrate(Map.of(), "--database", "");
        Called said = integrate(Map.of(), "--database", "mysql://x");
        Called exported = integrate(Map.of("COORD_DATABASE", "mysql://x"));

        assertThat(List.of(empty.status(), said.status(), exported.status())).containsOnly(2);
        assertThat(empty.err()).contains("--database is empty");
        assertThat(said.err()).contains("--database: that is no URL of a PostgreSQL database");
        assertThat(exported.err()).contains("$COORD_DATABASE: that is no URL of a PostgreSQL database");
    }

    private List<Path> containing(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private Called integrate(Map<String, String> environment, String... options) throws IOException {
        Path features = Files.writeString(temp.resolve("features.json"), "{\"a\": {}, \"b\": {}, \"c\": {}}");
        List<String> words =
                new ArrayList<>(List.of("integrate", "--repo", repository.toString(), features.toString()));
        words.addAll(List.of(options));
        return Called.coord(environment, words.toArray(String[]::new));
    }

    private void branch(String name, String file, String content) throws Exception {
        git("switch", "--quiet", "--create", "feature/" + name, "main");
        Files.writeString(repository.resolve(file), content);
        git("add", "--all");
        git("commit", "--quiet", "--message", name);
        git("switch", "--quiet", "main");
    }

    private void git(String... words) throws Exception {
        CoordProcess.git(repository, words);
    }
}
