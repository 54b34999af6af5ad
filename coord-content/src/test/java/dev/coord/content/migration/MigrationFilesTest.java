package dev.coord.content.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationFilesTest {

    private final Map<String, String> files = new LinkedHashMap<>();

    @Test
    void putsNumbersInOrderWhateverTheirWidth() {
        add("db/migrations/10_ten.sql", "db/migrations/9_nine.sql", "db/migrations/README.md", "db/seeds/1_seed.sql");

        assertThat(only(Scheme.NUMBERED).path()).isEqualTo("db/migrations");
        assertThat(names()).containsExactly("9_nine", "10_ten");
    }

    @Test
    void takesTimestampsOfSupabaseAndRails() {
        add("supabase/migrations/20260202000000_b.sql", "supabase/migrations/20260101000000_a.sql");
        add("db/migrate/20260101000000_create_users.rb");

        assertThat(read()).extracting(MigrationDirectory::path).containsExactly("db/migrate", "supabase/migrations");
        assertThat(names()).containsExactly("20260101000000_create_users", "20260101000000_a", "20260202000000_b");
    }

    @Test
    void keepsPairsTogether() {
        add("migrations/000002_b.down.sql", "migrations/000002_b.up.sql", "migrations/000001_a.up.sql");

        MigrationStep pair = only(Scheme.NUMBERED).steps().get(1);

        assertThat(pair.name()).isEqualTo("000002_b");
        assertThat(pair.files()).hasSize(2);
        assertThat(pair.up()).contains("migrations/000002_b.up.sql");
        assertThat(pair.down()).contains("migrations/000002_b.down.sql");
    }

    @Test
    void putsVersionsOfFlywayInOrderAndRepeatedOnesLast() {
        add("src/main/resources/db/migration/V10__c.sql", "src/main/resources/db/migration/R__views.sql");
        add("src/main/resources/db/migration/V2.10__b.sql", "src/main/resources/db/migration/V2_9__a.sql");
        add("src/main/resources/db/migration/U2.9__a.sql", "src/main/resources/db/migration/1_x.sql");

        assertThat(only(Scheme.FLYWAY).steps())
                .extracting(MigrationStep::name)
                .containsExactly("V2_9__a", "V2.10__b", "V10__c", "R__views");
        assertThat(read().get(0).steps().get(0).down()).contains("src/main/resources/db/migration/U2.9__a.sql");
    }

    /** Two branches may have brought the same version, and what undoes one of them takes away what the other did not make. */
    @Test
    void whatUndoesAVersionOfFlywayHasItsDescriptionToo() {
        add("db/migration/V2__posts.sql", "db/migration/V2__tags.sql", "db/migration/U2__tags.sql");

        assertThat(only(Scheme.FLYWAY).steps())
                .extracting(MigrationStep::name, step -> step.down().orElse("nothing"))
                .containsExactly(tuple("V2__posts", "nothing"), tuple("V2__tags", "db/migration/U2__tags.sql"));
    }

    @Test
    void whatUndoesAnotherVersionOfFlywayIsNobodysWhereThatHasMoved() {
        add("db/migration/V2__posts.sql", "db/migration/V3__tags.sql", "db/migration/U2__tags.sql");

        assertThat(only(Scheme.FLYWAY).steps())
                .extracting(MigrationStep::name, step -> step.files().size(), MigrationStep::down)
                .containsExactly(
                        tuple("U2__tags", 1, Optional.of("db/migration/U2__tags.sql")),
                        tuple("V2__posts", 1, Optional.empty()),
                        tuple("V3__tags", 1, Optional.empty()));
    }

    @Test
    void whatIsDescribedOtherwiseBelongsToTheOnlyOneOfItsVersionAndUndoesNothing() {
        add("db/migration/V2__tags.sql", "db/migration/U2__drop_tags.sql");

        assertThat(only(Scheme.FLYWAY).steps()).singleElement().satisfies(step -> {
            assertThat(step.files()).hasSize(2);
            assertThat(step.down()).isEmpty();
        });
    }

    @Test
    void takesDirectoriesOfPrismaWhole() {
        add("prisma/migrations/20260101000000_init/migration.sql", "prisma/migrations/20260101000000_init/notes.md");
        add("prisma/migrations/migration_lock.toml");

        assertThat(only(Scheme.PRISMA).steps().get(0).files()).hasSize(2);
        assertThat(names()).containsExactly("20260101000000_init");
    }

    @Test
    void findsWhatUndoesOneOfPrisma() {
        add("prisma/migrations/20260101000000_init/migration.sql", "prisma/migrations/20260101000000_init/down.sql");

        assertThat(only(Scheme.PRISMA).steps().get(0).down())
                .contains("prisma/migrations/20260101000000_init/down.sql");
    }

    @Test
    void takesScriptsOfKnexSequelizeAndTypeOrm() {
        add("migrations/20260101000000_b.js", "migrations/20260101000000_b.d.ts", "migrations/20260101000000_b.js.map");
        add("migrations/20251231000000-a.cjs", "migrations/1767139200000-Users.ts", "migrations/index.ts");
        add("migrations/20260101000000_b.test.ts");

        assertThat(names()).containsExactly("1767139200000-Users", "20251231000000-a", "20260101000000_b");
        assertThat(only(Scheme.NUMBERED).steps())
                .allSatisfy(step -> assertThat(step.files()).hasSize(1));
    }

    @Test
    void followsDependenciesOfDjango() {
        django("shop", "0001_initial");
        django("shop", "0003_a", "shop.0001_initial", "auth.0012_x");
        django("shop", "0002_b", "shop.0003_a");
        files.put("shop/migrations/__init__.py", "class Migration(x): pass");
        files.put("shop/migrations/helpers.py", "x = 1\n");

        assertThat(only(Scheme.DJANGO).steps())
                .extracting(MigrationStep::name)
                .containsExactly("0001_initial", "0003_a", "0002_b");
    }

    @Test
    void tellsWhatAStepNamesAsAppliedBeforeItInAnyApp() {
        django("zoo", "0001_initial");
        django("app", "0001_initial", "zoo.0001_initial", "auth.0001_initial");
        django("app", "0002_b", "app.0001_initial");

        assertThat(all().get("app/migrations/0001_initial.py").after())
                .containsExactly("zoo/migrations/0001_initial.py");
        assertThat(all().get("app/migrations/0002_b.py").after()).containsExactly("app/migrations/0001_initial.py");
        assertThat(all().get("zoo/migrations/0001_initial.py").after()).isEmpty();
    }

    @Test
    void tellsWhatARevisionDependsOnInAnyDirectory() {
        files.put("a/env.py", "");
        files.put("b/env.py", "");
        files.put("a/versions/a.py", "revision = 'aaa'\ndown_revision = None\ndepends_on = None\n");
        files.put("b/versions/b.py", "revision = 'bbb'\ndown_revision = None\ndepends_on: str = ('aaa', 'zzz')\n");

        assertThat(all().get("b/versions/b.py").after()).containsExactly("a/versions/a.py");
        assertThat(all().get("a/versions/a.py").after()).isEmpty();
    }

    private Map<String, MigrationStep> all() {
        Map<String, MigrationStep> all = new HashMap<>();
        new MigrationFiles(path -> false)
                .read(files.keySet(), this::content)
                .forEach(directory ->
                        directory.steps().forEach(step -> all.put(step.files().get(0), step)));
        return all;
    }

    @Test
    void knowsAnAppThatIsNotCalledAsItsDirectory() {
        django("apps/billing", "0001_initial");
        django("apps/billing", "0001_first", "money.0001_initial");

        assertThat(names()).containsExactly("0001_initial", "0001_first");
    }

    @Test
    void followsRevisionsOfAlembic() {
        files.put("alembic/env.py", "");
        files.put("alembic/versions/z.py", "revision = 'aaa'\ndown_revision = None\n");
        files.put("alembic/versions/a.py", "revision: str = \"bbb\"\ndown_revision: Union[str, None] = \"ccc\"\n");
        files.put("alembic/versions/b.py", "# down_revision = 'bbb'\nrevision = 'ccc'\ndown_revision = ('aaa',)\n");
        files.put("other/versions/b.py", "revision = 'ccc'\ndown_revision = None\n");

        assertThat(only(Scheme.ALEMBIC).steps()).extracting(MigrationStep::name).containsExactly("aaa", "ccc", "bbb");
    }

    @Test
    void endsWithModulesThatNameEachOther() {
        django("shop", "0001_a", "shop.0002_b");
        django("shop", "0002_b", "shop.0001_a");

        assertThat(names()).containsExactly("0001_a", "0002_b");
    }

    @Test
    void looksWhereItIsTold() {
        add("schema/1_a.sql", "elsewhere/1_a.sql");

        assertThat(new MigrationFiles(path -> path.startsWith("schema/")).read(files.keySet(), this::content))
                .extracting(MigrationDirectory::path)
                .containsExactly("schema");
    }

    @Test
    void separatesWhatUndoesAStepFromWhatMakesIt() {
        String goose = "-- +goose Up\ncreate table a();\n-- +goose Down\ndrop table a;";

        assertThat(Sections.up(goose)).isEqualTo("-- +goose Up\ncreate table a();\n\n");
        assertThat(Sections.down(goose)).isEqualTo("\n\n-- +goose Down\ndrop table a;");
        String node = "-- Up Migration\ncreate table a();\n-- Down Migration\ndrop table a;";
        assertThat(Sections.up(node)).isEqualTo("-- Up Migration\ncreate table a();\n\n");
        assertThat(Sections.up("select 1;")).isEqualTo("select 1;");
        assertThat(Sections.down("select 1;")).isBlank();
    }

    private void add(String... paths) {
        for (String path : paths) {
            files.put(path, "");
        }
    }

    private void django(String app, String name, String... dependencies) {
        StringBuilder text = new StringBuilder("class Migration(migrations.Migration):\n    dependencies = [\n");
        for (String one : dependencies) {
            String[] parts = one.split("[.]", 2);
            text.append("        (\"" + parts[0] + "\", '" + parts[1] + "'),\n");
        }
        files.put(app + "/migrations/" + name + ".py", text + "    ]\n");
    }

    private Optional<byte[]> content(String path) {
        return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(UTF_8));
    }

    private List<MigrationDirectory> read() {
        return new MigrationFiles(path -> false).read(files.keySet(), this::content);
    }

    private MigrationDirectory only(Scheme scheme) {
        assertThat(read()).hasSize(1);
        assertThat(read().get(0).scheme()).isEqualTo(scheme);
        return read().get(0);
    }

    private List<String> names() {
        return read().stream()
                .flatMap(one -> one.steps().stream())
                .map(MigrationStep::name)
                .toList();
    }
}
