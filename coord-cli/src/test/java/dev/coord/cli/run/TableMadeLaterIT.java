package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration names a table that another feature makes, which is not merged yet and for which it is not declared to wait. */
class TableMadeLaterIT {

    private static final String DIRECTORY = "db/migrations/";
    private static final String POSTS = "create table posts (id int, owner int references accounts (id));";
    private static final String ACCOUNTS = "create table accounts (id int primary key);";
    private static final String DECLARED = """
            {"posts": {"file_writes": ["db/migrations/*_posts.sql"], "schema_changes": ["posts"]},
             "other": {"file_writes": ["other.txt"]},
             "accounts": {"file_writes": ["db/migrations/*_accounts.sql"], "schema_changes": ["accounts"],
                          "blocked_by": ["other"]}}""";

    @TempDir
    Path temp;

    private Path repository;
    private Path calls;

    @BeforeEach
    void makeARepository() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("shop"), "README", "shop\n");
        calls = temp.resolve("calls");
        commit("main", DIRECTORY + "001_base.sql", "create table base (id int);\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"waves", "continuous"})
    void theWorkLandsAfterTheOtherAndNoAgentIsCalledAgain(String schedule) throws Exception {
        Called run = run(DECLARED, making(ACCOUNTS), "--schedule", schedule);

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(words(run))
                .contains("posts: waits until accounts has landed: no migration")
                .contains("makes 'public.accounts', which it needs in 'db/migrations/002_posts.sql' line 1;"
                        + " accounts is to bring it (schema check)");
        assertThat(called()).containsExactlyInAnyOrder("posts", "accounts", "other");
        assertThat(migrations()).containsExactly("001_base.sql", "002_accounts.sql", "003_posts.sql");
    }

    @Test
    void whatNeedsATableOfWorkThatFailsIsKeptAndLandsWithThat() throws Exception {
        Called failed = run(DECLARED, making("'; exit 3; '"));
        Called again = run(DECLARED, making(ACCOUNTS));

        assertThat(failed.status()).as("%s", failed).isEqualTo(1);
        assertThat(words(failed)).contains("feature 'posts' did not land: no migration makes 'public.accounts'");
        assertThat(migrations()).contains("002_accounts.sql", "003_posts.sql");
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(called()).filteredOn("posts"::equals).hasSize(1);
    }

    @Test
    void whatWasToBringATableAndDidNotIsNotSaidToBringIt() throws Exception {
        Called run = run(DECLARED, making("create table users (id int);"));

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(words(run))
                .contains("posts: waits until accounts has landed: no migration makes 'public.accounts'")
                .contains(
                        "posts: no migration makes 'public.accounts', which it needs in 'db/migrations/003_posts.sql'")
                .doesNotContain("brings it");
    }

    @Test
    void branchesAreOrderedByWhatTheyMakeThoughNothingIsDeclared() throws Exception {
        branch("posts", "002_posts.sql", POSTS);
        branch("other", "002_other.sql", "create table other (id int);");
        branch("accounts", "002_accounts.sql", ACCOUNTS);

        Called landed = coord(
                "integrate",
                features("{\"posts\": {}, \"other\": {}, \"accounts\": {\"blocked_by\": [\"other\"]}}")
                        .toString());

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(words(landed))
                .contains("no migration but 'db/migrations/002_accounts.sql' of 'accounts' makes 'public.accounts'");
        assertThat(migrations()).containsExactly("001_base.sql", "002_other.sql", "003_accounts.sql", "004_posts.sql");
    }

    @Test
    void aBranchThatNeedsWhatAnotherOneLostItsWaveWithWaitsForIt() throws Exception {
        branch("posts", "002_posts.sql", POSTS);
        branch("accounts", "002_accounts.sql", ACCOUNTS);
        Path red = Files.createFile(temp.resolve("red"));
        Path features = features("{\"posts\": {}, \"accounts\": {\"check\": \"test ! -e '" + red + "'\"}}");

        Called failed = coord("integrate", features.toString());
        List<String> before = migrations();
        Files.delete(red);
        Called again = coord("integrate", features.toString());

        assertThat(failed.status()).as("%s", failed).isEqualTo(1);
        assertThat(before).containsExactly("001_base.sql");
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(migrations()).containsExactly("001_base.sql", "002_accounts.sql", "003_posts.sql");
    }

    /** Each call is noted. */
    private String making(String accounts) {
        return "echo $COORD_FEATURE >> '" + calls + "'; cd db/migrations; case $COORD_FEATURE in posts) echo '" + POSTS
                + "' > 002_posts.sql ;; accounts) echo '" + accounts
                + "' > 002_accounts.sql ;; *) touch ../../other.txt ;; esac";
    }

    private Called run(String features, String agent, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(features(features).toString(), "--agent", agent));
        words.addAll(List.of(more));
        return coord("run", words.toArray(String[]::new));
    }

    private Path features(String content) throws IOException {
        return Called.file(temp, "features.json", content);
    }

    private Called coord(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(more));
        words.addAll(List.of("--repo", repository.toString()));
        return Called.coord(words.toArray(String[]::new));
    }

    private static String words(Called called) {
        return (called.out() + called.err()).replaceAll("\\s+", " ");
    }

    private List<String> called() throws IOException {
        return Files.readAllLines(calls);
    }

    private List<String> migrations() throws Exception {
        return git("ls-tree", "--name-only", "main:" + DIRECTORY).lines().toList();
    }

    private void branch(String feature, String file, String sql) throws Exception {
        git("branch", "--quiet", "feature/" + feature, "main");
        commit("feature/" + feature, DIRECTORY + file, sql + "\n");
    }

    private void commit(String branch, String file, String content) throws Exception {
        git("switch", "--quiet", branch);
        Files.createDirectories(repository.resolve(file).getParent());
        Files.writeString(repository.resolve(file), content);
        git("add", "--all");
        git("commit", "--quiet", "--message", branch);
        git("switch", "--quiet", "main");
    }

    private String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s: %s", List.of(words), ended).isZero();
        return ended.out();
    }
}
