package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which migrations of branches land, beside what databases have run by then. */
class NumberingIT {

    private static final String DIRECTORY = "db/migrations/";

    @TempDir
    Path temp;

    private Path repository;
    private Path features;

    @BeforeEach
    void makeARepositoryWithATable() throws Exception {
        Path directory = temp.toRealPath().resolve("shop");
        Files.createDirectories(directory.resolve(DIRECTORY));
        repository = CoordProcess.repository(directory, DIRECTORY + "001_users.sql", "create table users (id int);\n");
        features = Called.file(temp, "features.json", """
                {"accounts": {"schema_changes": ["accounts"]}, "nick": {"schema_changes": ["nick"]},
                 "posts": {"schema_changes": ["posts"]}, "stack": {}, "tags": {}}""");
    }

    @Test
    void whatIsMergedIntoABranchByHandComesBeforeItsOwnMigrations() throws Exception {
        branch("phone", "main", "002_phone.sql", "alter table users add phone text;");
        branch("nick", "main", "003_nick.sql", "alter table users add nick text;");
        features = Called.file(temp, "features.json", """
                {"nick": {"schema_changes": ["users"]}, "phone": {"schema_changes": ["users"]}}""");
        Called refused = coord("integrate", features.toString(), "--features", "nick,phone");
        assertThat(refused.status()).as("%s", refused).isEqualTo(1);
        assertThat(words(refused)).contains("merge refs/heads/main into the branch of 'phone'");

        git("switch", "--quiet", "feature/phone");
        git("merge", "--quiet", "--no-edit", "main");
        git("switch", "--quiet", "main");
        integrate("nick,phone");

        assertThat(landed()).containsExactly("001_users.sql", "003_nick.sql", "004_phone.sql");
    }

    @Test
    void numbersThatAreFreeStayThoughTheFeaturesAreMergedTheOtherWayRound() throws Exception {
        branch("nick", "main", "003_nick.sql", "create table nick (id int);");
        branch("posts", "main", "002_posts.sql", "create table posts (id int);");

        integrate("nick,posts");

        assertThat(landed()).containsExactly("001_users.sql", "002_posts.sql", "003_nick.sql");
    }

    @Test
    void whatNeedsATableOfTheWaveComesAfterIt() throws Exception {
        branch("accounts", "main", "002_accounts.sql", "create table accounts (p int references posts);");
        branch("posts", "main", "002_posts.sql", "create table posts (id int primary key);");

        integrate("accounts,posts");

        assertThat(landed()).containsExactly("001_users.sql", "002_posts.sql", "003_accounts.sql");
    }

    @Test
    void eachOfSeveralThatAreRefusedIsToldANumberOfItsOwn() throws Exception {
        List<String> all = List.of("accounts", "nick", "posts", "tags");
        for (String feature : all) {
            branch(feature, "main", "002_" + feature + ".sql", "create table " + feature + " (id int);");
        }
        String names = String.join(",", all);

        Called refused = coord("integrate", features.toString(), "--features", names, "--migrations", "refuse");

        assertThat(refused.status()).as("%s", refused).isEqualTo(1);
        for (int i = 1; i < all.size(); i++) {
            String free = "00" + (i + 2) + "_" + all.get(i) + ".sql";
            assertThat(words(refused)).contains(free + " is free");
            git("switch", "--quiet", "feature/" + all.get(i));
            git("mv", DIRECTORY + "002_" + all.get(i) + ".sql", DIRECTORY + free);
            git("commit", "--quiet", "--message", "take the number");
        }
        git("switch", "--quiet", "main");
        Called landed = coord("integrate", features.toString(), "--features", names, "--migrations", "refuse");

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(landed())
                .containsExactly("001_users.sql", "002_accounts.sql", "003_nick.sql", "004_posts.sql", "005_tags.sql");
    }

    @Test
    void featuresThatNeedEachOtherDoNotLandTogether() throws Exception {
        branch("accounts", "main", "002_accounts.sql", "create table accounts (p int references posts);");
        branch("posts", "main", "003_posts.sql", "create table posts (a int references accounts);");

        Called refused = coord("integrate", features.toString(), "--features", "accounts,posts");

        assertThat(refused.status()).as("%s", refused).isEqualTo(1);
        assertThat(words(refused))
                .contains("it needs 'public.posts', which 'db/migrations/003_posts.sql' of 'posts' makes");
    }

    @Test
    void aBranchOnTopOfOneWhoseMigrationsMovedHasSeenThem() throws Exception {
        branch("tags", "main", "002_tags.sql", "-- 002_tags.sql\ncreate table tags (id int);");
        branch("nick", "main", "002_nick.sql", "create table nick (id int);");
        branch("stack", "feature/tags", "003_names.sql", "alter table tags add name text;");

        integrate("nick,tags,stack");

        assertThat(landed()).containsExactly("001_users.sql", "002_nick.sql", "003_tags.sql", "004_names.sql");
    }

    @Test
    void aBranchOnTopOfOneThatLandedBeforeHasSeenItsMigrationsToo() throws Exception {
        branch("tags", "main", "002_tags.sql", "create table tags (id int);");
        branch("nick", "main", "002_nick.sql", "create table nick (id int);");
        branch("stack", "feature/tags", "003_names.sql", "alter table tags add name text;");
        integrate("nick,tags");

        integrate("nick,tags,stack");

        assertThat(landed()).containsExactly("001_users.sql", "002_nick.sql", "003_tags.sql", "004_names.sql");
    }

    @Test
    void theNumberOfWhatWasTakenBackIsFreeOnceItIsUndone() throws Exception {
        branch("posts", "main", "002_posts.sql", "create table posts (id int);");
        branch("tags", "main", "002_tags.sql", "create table tags (id int);");
        branch("nick", "main", "002_nick.sql", "create table nick (id int);");
        integrate("posts");
        Called back = coord("rollback", "--feature", "posts");
        assertThat(back.status()).as("%s", back).isZero();

        Called landed = coord("integrate", features.toString(), "--features", "tags");

        assertThat(words(landed)).contains("002_posts was taken back and is not known to be undone");
        assertThat(landed()).containsExactly("001_users.sql", "003_tags.sql");
        assertThat(coord("rollback", "--feature", "tags", "--migrate-down", "true")
                        .status())
                .isZero();
        assertThat(coord("rollback", "--undone", DIRECTORY + "002_posts.sql").status())
                .isZero();
        integrate("nick");
        assertThat(landed()).containsExactly("001_users.sql", "002_nick.sql");
    }

    private void integrate(String chosen) {
        Called landed = coord("integrate", features.toString(), "--features", chosen);
        assertThat(landed.status()).as("%s", landed).isZero();
    }

    private List<String> landed() throws Exception {
        return git("ls-tree", "--name-only", "main:" + DIRECTORY).lines().toList();
    }

    private void branch(String feature, String from, String file, String text) throws Exception {
        git("switch", "--quiet", "--create", "feature/" + feature, from);
        Files.writeString(repository.resolve(DIRECTORY + file), text + "\n");
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
