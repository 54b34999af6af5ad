package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.cli.database.TempServer;
import dev.coord.cli.database.TempServer.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What landed later, undeclared and from other commits, needs what is taken back by what is in its files. */
@ExtendWith(TempServer.class)
class NeededContentIT {

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void begin() throws Exception {
        Path directory = temp.toRealPath().resolve("repo");
        Files.createDirectories(directory.resolve("db/migrations"));
        repository = CoordProcess.repository(directory, "db/migrations/001_t.sql", "create table t (id int);\n");
    }

    @Test
    void anImportOfAFileOfItIsToldWithTheCommandThatTakesAllBack() throws Exception {
        land("base", "src/base.ts", "export const base = 1;\n");
        land("user", "src/user.ts", "import { base } from './base';\nexport const user = base;\n");
        land("third", "src/third.ts", "import { user } from './user';\nexport const third = user;\n");
        land("apart", "src/apart.ts", "export const apart = 1;\n");
        String before = main();

        Called refused = rollback("--feature", "base", "--json");

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        assertThat(main()).isEqualTo(before);
        JsonNode told = json(refused);
        assertThat(told.at("/reason").asText()).isEqualTo("needed_by_landed");
        assertThat(told.at("/needed_by").findValuesAsText("feature_id")).contains("third", "user");
        assertThat(told.at("/needed_by/1/because/0/path").asText()).isEqualTo("src/user.ts");
        assertThat(told.at("/needed_by/1/because/0/line").asInt()).isOne();
        assertThat(told.at("/message").asText())
                .contains("'user' needs 'base': imports './base', which is not there any more in 'src/user.ts' line 1");
        String command = told.at("/command").asText();
        assertThat(command).isEqualTo("coord rollback --feature base --with-dependents");

        Called back = rollback(command.replace("coord rollback ", "").split(" "));

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(repository.resolve("src")).isDirectoryContaining("glob:**apart.ts");
        assertThat(files("src")).containsExactly("apart.ts");
    }

    @Test
    void whatLandedBeforeItInTheSameWaveComesAlong() throws Exception {
        branch("cart", "src/cart.ts", "import { item } from './items';\nexport const cart = item;\n");
        branch("items", "src/items.ts", "export const item = 1;\n");
        integrate("cart", "items");
        land("apart", "src/apart.ts", "export const apart = 1;\n");

        Called refused = rollback("--feature", "items");

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        assertThat(refused.err() + refused.out())
                .contains("'cart' needs 'items'", "coord rollback --feature items --with-dependents");

        Called back = rollback("--feature", "items", "--with-dependents");

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(files("src")).containsExactly("apart.ts");
    }

    @Test
    void aTableThatItsMigrationMadeIsNeeded() throws Exception {
        land("posts", "db/migrations/002_posts.sql", "create table posts (id int primary key);\n");
        land("title", "db/migrations/003_title.sql", "alter table posts add column title text;\n");
        land("comments", "db/migrations/004_comments.sql", "create table comments (post int references posts);\n");
        String before = main();

        Called refused = rollback("--feature", "posts");

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        assertThat(main()).isEqualTo(before);
        assertThat(refused.out())
                .contains("'comments' needs 'posts'", "'title' needs 'posts'", "needs 'public.posts'")
                .contains("'coord rollback --feature posts --with-dependents'");
        assertThat(rollback("--feature", "posts", "--with-dependents").status()).isZero();
        assertThat(files("db/migrations")).containsExactly("001_t.sql");
    }

    @Test
    void whatCoordItselfPutBehindItIsNeeded() throws Exception {
        Path app = Files.createDirectories(repository.resolve("shop/migrations"));
        Files.writeString(app.resolve("__init__.py"), "");
        Files.writeString(app.resolve("0001_initial.py"), django(""));
        commit("an app");
        branch("a", "shop/migrations/0002_a.py", django("('shop', '0001_initial')"));
        branch("b", "shop/migrations/0002_b.py", django("('shop', '0001_initial')"));
        integrate("a", "b");
        assertThat(files("shop/migrations")).contains("0003_b.py");
        String before = main();

        Called refused = rollback("--feature", "a");

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        assertThat(refused.out()).contains("'b' needs 'a': its dependencies name 'shop.0002_a'");
        assertThat(main()).isEqualTo(before);
        assertThat(rollback("--feature", "b").status()).isZero();
    }

    @Test
    void whereNoFeatureCanBeNamedWhoChangedItLastIsTold() throws Exception {
        land("base", "src/base.ts", "export const base = 1;\n");
        Files.writeString(repository.resolve("src/mine.ts"), "import { base } from './base';\n");
        commit("my own\u001b[31m use");
        String before = main();

        Called refused = rollback("--feature", "base", "--json");

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        JsonNode told = json(refused);
        assertThat(told.at("/reason").asText()).isEqualTo("breaks");
        assertThat(told.at("/breaks/0/path").asText()).isEqualTo("src/mine.ts");
        assertThat(told.at("/breaks/0/changed").asText())
                .contains("last changed by commit " + before.substring(0, 7), "my own")
                .doesNotContain("\u001b");
        assertThat(main()).isEqualTo(before);
        assertThat(rollback("--feature", "base", "--with-dependents").status()).isEqualTo(3);

        Called warned = rollback("--feature", "base", "--imports", "warn");

        assertThat(warned.status()).as("%s", warned).isZero();
        assertThat(warned.out()).contains("told: imports './base', which is not there any more");
    }

    @Test
    void whatWasBrokenBeforeStopsNothing() throws Exception {
        land("base", "src/base.ts", "export const base = 1;\n");
        Files.writeString(repository.resolve("src/mine.ts"), "import { gone } from './gone';\n");
        commit("broken");

        assertThat(rollback("--feature", "base").status()).isZero();
    }

    /** The body of a trigger function is looked at when it runs. */
    private void landWhatOnlyADatabaseSees() throws Exception {
        land("posts", "db/migrations/002_posts.sql", "create table posts (id int);\n");
        land("hook", "db/migrations/003_hook.sql", """
                create function note() returns trigger language plpgsql as $$
                begin insert into posts values (1); return new; end $$;
                create trigger n before insert on t for each row execute function note();
                insert into t values (1);
                """);
    }

    @Test
    void aDatabaseTriesWhatIsLeft(Running server) throws Exception {
        String role = server.role("rollbacks", "createdb");
        landWhatOnlyADatabaseSees();
        String before = main();

        Called refused = rollback("--feature", "posts", "--database", server.url(role));

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        assertThat(refused.out())
                .contains("'hook' needs 'posts'", "003_hook.sql' line 4", "relation \"posts\" does not exist")
                .contains("insert into t values (1)");
        assertThat(main()).isEqualTo(before);
        assertThat(server.scratch()).isEmpty();
        Called all = rollback("--feature", "posts", "--with-dependents", "--database", server.url(role));
        assertThat(all.status()).as("%s", all).isZero();
        assertThat(files("db/migrations")).containsExactly("001_t.sql");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsToldAndTheTextsDecide() throws Exception {
        landWhatOnlyADatabaseSees();
        land("title", "db/migrations/004_title.sql", "alter table posts add column title text;\n");
        String nowhere = "postgres://nobody@localhost:1/postgres";

        Called refused = rollback("--feature", "posts", "--database", nowhere);

        assertThat(refused.status()).as("%s", refused).isEqualTo(3);
        assertThat(refused.out()).contains("'title' needs 'posts'").doesNotContain("'hook'");
        Called back = rollback("--feature", "posts", "--with-dependents", "--database", nowhere);
        assertThat(back.status()).as("%s", back).isZero();
        assertThat(back.out()).contains("whether the migrations that are left apply is not known", "localhost:1");
        assertThat(files("db/migrations")).containsExactly("001_t.sql", "003_hook.sql");
    }

    @Test
    void whatDidNotApplyBeforeStopsNothingOnADatabase(Running server) throws Exception {
        String role = server.role("rollbacks", "createdb");
        Files.writeString(repository.resolve("db/migrations/001_t.sql"), "create table t (id auth.ids);\n");
        commit("what a platform has");
        land("posts", "db/migrations/002_posts.sql", "create table posts (id int);\n");
        land("users", "db/migrations/003_users.sql", "create table users (id int);\n");

        Called back = rollback("--feature", "posts", "--database", server.url(role));

        assertThat(back.status()).as("%s", back).isZero();
        assertThat(back.out()).contains("failed on the database: schema \"auth\" does not exist");
    }

    private static String django(String dependency) {
        return "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = ["
                + dependency + "]\n    operations = []\n";
    }

    private void land(String feature, String file, String content) throws Exception {
        branch(feature, file, content);
        integrate(feature);
    }

    private void integrate(String... features) throws IOException {
        List<String> declared = new ArrayList<>();
        for (String feature : features) {
            declared.add("\"" + feature + "\": {}");
        }
        Path file = Files.writeString(temp.resolve("features.json"), "{" + String.join(", ", declared) + "}");
        Called landed = Called.coord("integrate", "--repo", repository.toString(), file.toString());
        assertThat(landed.status()).as("%s", landed).isZero();
    }

    private void branch(String feature, String file, String content) throws Exception {
        CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/" + feature, "main");
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        commit(feature);
        CoordProcess.git(repository, "switch", "--quiet", "main");
    }

    private void commit(String message) throws Exception {
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "--message", message);
    }

    private String main() throws Exception {
        return CoordProcess.git(repository, "rev-parse", "main").out().strip();
    }

    private List<String> files(String directory) throws IOException {
        try (var files = Files.list(repository.resolve(directory))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private Called rollback(String... words) {
        List<String> all = new ArrayList<>(List.of("rollback", "--repo", repository.toString()));
        all.addAll(List.of(words));
        return Called.coord(all.toArray(String[]::new));
    }

    private static JsonNode json(Called called) throws IOException {
        return new JsonMapper().readTree(called.out());
    }
}
