package dev.coord.content.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.content.ContentMigrations;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {
    private static final String POSTS = "supabase/migrations/20260101000000_posts.sql";

    private static List<IntegrityFinding> found(MadeWave wave, Feature... features) {
        return new SchemaCheck(FeatureSet.of(List.of(features)), path -> false).find(wave);
    }

    private static List<IntegrityFinding> stopping(MadeWave wave, Feature... features) {
        return found(wave, features).stream().filter(IntegrityFinding::stops).toList();
    }

    private static List<String> told(MadeWave wave, Feature... features) {
        return found(wave, features).stream()
                .filter(one -> !one.stops())
                .map(one -> one.path() + ":" + one.line() + " " + one.message())
                .toList();
    }

    /** Two features, the first of them ahead in the order of the work. */
    private static MadeWave numbered(String first, String sql, String second, String other) {
        return new MadeWave()
                .target("migrations/001_t.sql", "create table t (id int)")
                .adds("P1", "migrations/" + first, sql)
                .adds("P2", "migrations/" + second, other);
    }

    private static MadeWave both(String first, String second) {
        return new MadeWave()
                .target(POSTS, "create table posts (id int);")
                .adds("P1", "supabase/migrations/20260201000000_a.sql", first)
                .adds("P2", "supabase/migrations/20260201000001_b.sql", second);
    }

    private static Feature feature(String id) {
        return Feature.builder(id).build();
    }

    @Test
    void tellsWhereMigrationsAreChangedThatHaveLanded() {
        MadeWave wave = new MadeWave()
                .target("migrations/001_a.sql", "select 1;")
                .target("migrations/002_b.sql", "select 2;")
                .target("migrations/002_b.down.sql", "select 2;")
                .target("migrations/003_c.sql", "select 3;")
                .target("flyway/migration/R__views.sql", "select 1;")
                .target("shop/migrations/0001_a.py", "class Migration(migrations.Migration):\n    dependencies = []\n")
                .adds("P1", "migrations/001_a.sql", "select 10;")
                .adds("P1", "migrations/002_b.sql", "select 20;")
                .deletes("P1", "migrations/003_c.sql")
                .adds("P2", "migrations/002_b.down.sql", "select 20;")
                .adds("P2", "flyway/migration/R__views.sql", "select 2;")
                .adds("P3", "shop/migrations/0001_a.py", "class Migration(migrations.Migration):\n    pass\n");

        assertThat(stopping(wave)).isEmpty();
        assertThat(told(wave))
                .containsExactly(
                        "migrations/001_a.sql:0 it changes a migration that has landed, and 1 more: a database that has"
                                + " run it does not run it again",
                        "shop/migrations/0001_a.py:0 it changes a migration that has landed: a database that has run it"
                                + " does not run it again",
                        "migrations/003_c.sql:0 it deletes or renames a migration that has landed: a database that has"
                                + " run it does not run it again");
    }

    @Test
    void tellsWhereOneIsChangedUnderTheNameThatItHadBeforeItLanded() {
        MadeWave wave = new MadeWave()
                .target("migrations/002_a.sql", "select 2;")
                .target("migrations/003_b.sql", "select 3;")
                .adds("P1", "migrations/002_b.sql", "select 30;")
                .becomes("migrations/002_b.sql", "migrations/003_b.sql");

        assertThat(told(wave))
                .containsExactly(
                        "migrations/003_b.sql:0 it changes a migration that has landed: a database that has run"
                                + " it does not run it again");
    }

    @Test
    void tellsWhereNumbersAreLookedAtByNobody() {
        MadeWave wave = new MadeWave()
                .target("drizzle/0000_a.sql", "")
                .target("drizzle/meta/_journal.json", "{}")
                .target("sql/one.sql", "")
                .adds("P1", "drizzle/0001_b.sql", "")
                .adds("P1", "drizzle/0002_c.sql", "")
                .adds("P1", "docs/sql/1_a.sql", "")
                .adds("P1", "docs/sql/2_a.sql", "")
                .adds("P2", "sql/1_only.sql", "")
                .adds("P2", "db/migrations/1_x.sql", "")
                .adds("P2", "db/migrations/2_x.sql", "");

        assertThat(told(wave))
                .containsExactly(
                        "drizzle/0001_b.sql:0 its number is compared with no other, since 'drizzle' is not taken for"
                                + " a directory of migrations; if it is one, say --migrations-dir drizzle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter type mood add value 'new';\ninsert into t values ('new');",
                "ALTER TYPE app.\"Mood\" ADD VALUE IF NOT EXISTS 'new' AFTER 'old';\nalter table t alter m set default 'new';",
                "begin; alter type mood add value 'new';\ncreate view v as select 1 from t where m = 'new'; commit;",
                "create type mood as enum ('old'); alter type mood add value 'new';\nupdate t set m = 'new';",
            })
    void tellsAValueOfAnEnumThatIsNamedInTheTransactionThatAddsIt(String text) {
        assertThat(told(new MadeWave().adds("P1", "migrations/001_a.sql", text)))
                .containsExactly(
                        "migrations/001_a.sql:2 it names 'new', which it adds to an enum in line 1: PostgreSQL refuses"
                                + " that in one transaction, and most tools run a file in one; add the value by a migration of its own"
                                + " before this one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin; alter type mood add value 'new'; commit; insert into t values ('new');",
                "-- +goose NO TRANSACTION\nalter type mood add value 'new'; insert into t values ('new');",
                "-- migrate:up transaction:false\nalter type mood add value 'new'; insert into t values ('new');",
                "alter type mood add value 'new'; insert into t values ('old');",
                "insert into t values ('new'); alter type mood add value 'new';",
                "alter type mood rename value 'old' to 'new'; insert into t values ('new');",
                "create type mood as enum ('new'); insert into t values ('new');",
                "alter type mood add value 'new'; create function f() returns mood language plpgsql as $$ begin return 'new'; end $$;",
            })
    void tellsNoValueOfAnEnumThatMayBeNamed(String text) {
        assertThat(told(new MadeWave().adds("P1", "migrations/001_a.sql", text)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3_c.sql", "1e5_j.sql", "\u0663_c.sql", "\uff13_c.sql", "3c.sql", "3.5_c.sql", "3 c.sql"})
    void tellsANumberThatNoSchemeRecognises(String name) {
        MadeWave wave = new MadeWave()
                .target("migrations/002_b.sql", "")
                .adds("P1", "migrations/" + name, "")
                .adds("P1", "migrations/" + name + ".txt", "")
                .adds("P1", "migrations/-4_d.sql", "")
                .adds("P1", "migrations/setup.sql", "")
                .adds("P2", "docs/" + name, "");

        assertThat(told(wave))
                .singleElement()
                .asString()
                .endsWith(
                        ".sql:0 no tool's migrations are called like that, so that it is not taken for one of 'migrations':"
                                + " a number is written in the digits 0 to 9, with '_' behind it, as in 001_name.sql");
    }

    @Test
    void theDirectoryIsOneWordOfAShell() {
        MadeWave wave = new MadeWave().target("it's; ls/0_a.sql", "").adds("P1", "it's; ls/1_b.sql", "");

        assertThat(told(wave))
                .singleElement()
                .asString()
                .endsWith("say --migrations-dir " + SafeText.shellWord("it's; ls"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table b (id int)   | alter table b add column n int",
                "create table b (id int)   | comment on table b is 'x'",
                "create table b (id int)   | create index on b (id)",
                "alter table t add n int   | create index i on t (n)",
                "create type mood as enum ('a') | alter type mood add value 'b'"
            })
    void whatNeedsWhatAnotherOneMakesComesAfterIt(String maker, String user) {
        assertThat(stopping(numbered("002_b.sql", maker, "003_a.sql", user))).isEmpty();
        assertThat(stopping(numbered("003_a.sql", user, "002_b.sql", maker)))
                .noneMatch(one -> one.message().contains("without an order"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table b (id int)               | create table if not exists b (n int)",
                "create table if not exists b (id int) | alter table b add column n int",
                "alter table t add n int               | alter table t add n int",
                "drop table t; create table t (n int)  | alter table t add m int"
            })
    void whatMayHaveBeenThereIsNoOrder(String first, String second) {
        assertThat(stopping(numbered("002_b.sql", first, "003_a.sql", second)))
                .anyMatch(one -> one.message().contains("without an order"));
    }

    @Test
    void tellsOnceOfAFileThatItCallsFunctions() {
        MadeWave wave = new MadeWave()
                .adds(
                        "P1",
                        "migrations/001_a.sql",
                        "insert into public.t (a, b) values (coalesce(now(), 1), numeric(1)) on conflict (a) do nothing;\n"
                                + "with x as (select 1) insert into t select 1;\n"
                                + "update t set a = app.setup(1) where b in (1, 2);\n"
                                + "insert into t select make_tables();\n"
                                + "delete from t using lateral (values (1)) v(a) where exists (select uuid_generate_v4());\n"
                                + "copy t (a, b) from stdin;\n1\t2\n\\.\n");

        assertThat(told(wave))
                .containsExactly(
                        "migrations/001_a.sql:3 what 'update t set a = app.setup(1) where b in (1, 2)' changes is not seen:"
                                + " it calls app.setup(), and what that does is not in the statement");
    }

    @Test
    void stopsTheLaterOfTwoThatChangeOneTable() {
        List<IntegrityFinding> stopping = stopping(both(
                "-- first\nalter table posts add column title text;", "\n\nalter table public.posts add slug text;"));

        assertThat(stopping).singleElement().satisfies(one -> {
            assertThat(one.feature()).isEqualTo(new FeatureId("P2"));
            assertThat(one.path()).isEqualTo("supabase/migrations/20260201000001_b.sql");
            assertThat(one.line()).isEqualTo(3);
            assertThat(one.message())
                    .contains("'P1'", "'public.posts'", "alter table public.posts add slug text")
                    .contains("alter table posts add column title text")
                    .contains("'supabase/migrations/20260201000000_a.sql' line 2");
            assertThat(one.conflict())
                    .contains(new SchemaConflict(Optional.of(new FeatureId("P1")), List.of("public.posts")));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "create table if not exists t (a int) | create table if not exists t (a int, b int) | public.t",
                "create index i on posts (id) | alter table posts rename column id to key | public.posts",
                "create policy a on posts using (true) | create policy b on posts using (true) | public.posts",
                "create function f() returns int return 1 | create or replace function f() returns int return 2 | public.f()",
                "alter type mood add value 'a' | alter type mood add value 'b' | public.mood",
                "create index i on posts (id) | create index i on users (id) | public.i",
                "drop schema app | create table app.t (a int) | app.t",
                "alter table posts rename to articles | create table articles (a int) | public.articles",
                "create view v as select 1 | create table v (a int) | public.v",
            })
    void stopsWhateverMeets(String first, String second, String object) {
        assertThat(stopping(both(first, second)))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.conflict().orElseThrow().objects()).containsExactly(object));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table a (a int) | create table b (a int references posts (id))",
                "create schema if not exists app | create schema if not exists app",
                "create or replace view v as select 1 | create or replace view v as select 1",
                "insert into posts values (1) | update posts set id = 2",
                "create extension if not exists pgcrypto | create extension if not exists pgcrypto",
                "alter table a.t add b int | alter table b.t add b int",
                "create function f() returns int return 1 | create table f (a int)",
            })
    void letsPassWhatDoesNotMeet(String first, String second) {
        assertThat(stopping(both(first, second))).isEmpty();
    }

    @Test
    void stopsWhatNeedsWhatAppliesAfterIt() {
        MadeWave wave = new MadeWave()
                .adds("P1", "migrations/002_posts.sql", "create table posts (a int references accounts);")
                .adds("P1", "migrations/005_more.sql", "create table more (a int references accounts);")
                .adds("P2", "migrations/003_accounts.sql", "create table accounts (id int);")
                .adds("P2", "migrations/004_views.sql", "create view v as select 1 from posts;");

        assertThat(stopping(wave)).singleElement().satisfies(one -> {
            assertThat(one.feature()).isEqualTo(new FeatureId("P1"));
            assertThat(one.path()).isEqualTo("migrations/002_posts.sql");
            assertThat(one.message())
                    .isEqualTo("'P2' and this feature need each other: it needs 'public.accounts', which"
                            + " 'migrations/003_accounts.sql' of 'P2' makes, and applies before that");
            assertThat(one.remedy())
                    .isEqualTo("make both one feature, or leave out here what needs 'P2', for a feature that comes"
                            + " after both");
        });
    }

    @Test
    void whatNeedsOneThatAppliesAfterItLandsBehindThat() {
        MadeWave wave = new MadeWave()
                .adds("P1", "migrations/002_posts.sql", "create table app.posts (a int references accounts);")
                .adds("P2", "migrations/003_accounts.sql", "create schema app; create table accounts (id int);");

        assertThat(stopping(wave)).singleElement().satisfies(one -> {
            assertThat(one.message())
                    .isEqualTo("it needs 'app', which 'migrations/003_accounts.sql' of 'P2' makes, and applies before"
                            + " that");
            assertThat(one.remedy()).isEqualTo("land 'P2' first: this one gets a number after it then");
        });
    }

    @Test
    void letsPassWhatMayBeThereBeforeItIsMade() {
        for (String maker : List.of(
                "create table if not exists accounts (id int);",
                "drop table accounts; create table accounts (id int);",
                "create or replace view accounts as select 1;")) {
            MadeWave wave = new MadeWave()
                    .adds("P1", "migrations/002_posts.sql", "create table posts (a int references accounts);")
                    .adds("P2", "migrations/003_accounts.sql", maker);

            assertThat(stopping(wave)).as(maker).isEmpty();
        }
    }

    @Test
    void letsPassAFreeNumberBeforeOneThatIsMergedBefore() {
        MadeWave wave = new MadeWave()
                .adds("P1", "migrations/003_posts.sql", "create table posts (a int);")
                .adds("P2", "migrations/002_accounts.sql", "create table accounts (id int);");

        assertThat(stopping(wave)).isEmpty();
    }

    @Test
    void letsPassWhatIsDeclaredToComeAfter() {
        MadeWave wave = both("alter table posts add a int", "alter table posts add b int");
        Feature between = Feature.builder("P0")
                .blockedBy(List.of(new FeatureId("P1")))
                .blocks("P2")
                .build();

        assertThat(stopping(wave, feature("P1"), between, feature("P2"))).isEmpty();
        assertThat(stopping(wave, feature("P1"), feature("P2"))).hasSize(1);
    }

    /** What landed in an earlier call, or by somebody else, is no different from what lands now. */
    @Test
    void stopsWhatChangesWhatLandedUnseen() {
        MadeWave wave = both("create table a (a int)", "alter table posts add b int");

        assertThat(stopping(wave)).isEmpty();
        assertThat(stopping(wave.unseen("P2", POSTS)))
                .singleElement()
                .satisfies(one -> assertThat(one.conflict())
                        .contains(new SchemaConflict(Optional.empty(), List.of("public.posts"))));
    }

    /** An agent that knows of the first alone makes what the second has as well. */
    @Test
    void namesEveryMigrationThatLandedUnseen() {
        String title = "migrations/002_title.sql";
        String slug = "migrations/003_slug.sql";
        MadeWave wave = new MadeWave()
                .target("migrations/001_posts.sql", "create table posts (id int)")
                .target(title, "alter table posts add column title text; alter table posts add column more text")
                .target(slug, "alter table posts add column slug text")
                .adds("P1", "migrations/004_mine.sql", "alter table posts add column slug text")
                .unseen("P1", title)
                .unseen("P1", slug);

        assertThat(stopping(wave))
                .extracting(IntegrityFinding::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("add column title text", "'" + title + "' line 1"),
                        second -> assertThat(second).contains("add column slug text", "'" + slug + "' line 1"));
    }

    @Test
    void countsAFileOnceInABranchOnTopOfAnotherOne() {
        String path = "db/migrations/002_a.sql";
        MadeWave wave = new MadeWave()
                .adds("P1", path, "alter table posts add a int")
                .adds("P2", path, "alter table posts add a int")
                .adds("P2", "db/migrations/003_b.sql", "create table b (a int)");

        assertThat(stopping(wave)).isEmpty();
    }

    @Test
    void looksAtMigrationsOnly() {
        MadeWave wave = new MadeWave()
                .adds("P1", "seed/001_a.sql", "alter table posts add a int; do $$ begin end $$")
                .adds("P2", "seed/002_b.sql", "alter table posts add b int");

        assertThat(found(wave)).isEmpty();
    }

    @Test
    void looksAtWhatMakesTheStepOnly() {
        MadeWave wave = new MadeWave()
                .adds("P1", "db/migrations/002_a.up.sql", "create table a (a int)")
                .adds("P1", "db/migrations/002_a.down.sql", "drop table b")
                .adds(
                        "P2",
                        "db/migrations/003_b.sql",
                        "-- +goose Up\ncreate table b (a int);\n-- +goose Down\ndrop table a;");

        assertThat(found(wave)).isEmpty();
    }

    @Test
    void stopsNumbersThatAreTakenOrComeTooEarly() {
        MadeWave wave = new MadeWave()
                .target("db/migrations/001_a.sql", "")
                .target("db/migrations/004_d.sql", "")
                .unseen("P2", "db/migrations/004_d.sql")
                .adds("P1", "db/migrations/002_b.sql", "create table b (a int)")
                .adds("P2", "db/migrations/2_c.sql", "create table c (a int)")
                .adds("P2", "db/migrations/003_e.sql", "create table e (a int)");

        assertThat(stopping(wave))
                .extracting(IntegrityFinding::message)
                .containsExactly(
                        "its number 2 is the number of 'db/migrations/002_b.sql', which is merged before it",
                        "its number 003 comes before 'db/migrations/004_d.sql', which has landed");
    }

    @Test
    void whatComesBackAfterItWasTakenBackMayComeBeforeWhatLandedSince() {
        MadeWave wave = new MadeWave()
                .target("db/migrations/001_a.sql", "")
                .target("db/migrations/004_d.sql", "")
                .unseen("P1", "db/migrations/004_d.sql")
                .adds("P1", "db/migrations/002_b.sql", "create table b (a int)")
                .back("db/migrations/002_b.sql")
                .adds("P1", "db/migrations/4_c.sql", "create table c (a int)")
                .back("db/migrations/4_c.sql");

        assertThat(stopping(wave))
                .extracting(IntegrityFinding::message)
                .containsExactly("its number 4 is the number of 'db/migrations/004_d.sql', which has landed");
    }

    /** Otherwise all take the same next one, and meet again. */
    @Test
    void givesEachOfSeveralANumberOfItsOwn() {
        MadeWave wave = new MadeWave()
                .target("migrations/0001_a.sql", "select 1;")
                .adds("P1", "migrations/0002_a.sql", "select 1;")
                .adds("P2", "migrations/0002_b.sql", "select 1;")
                .adds("P3", "migrations/0002_c.sql", "select 1;")
                .adds("P3", "flyway/migration/V1.2__x.sql", "select 1;")
                .target("flyway/migration/V1.2__y.sql", "select 1;")
                .adds("P3", "supabase/migrations/20260101235959_x.sql", "select 1;")
                .target("supabase/migrations/20260101235959_y.sql", "select 1;");

        assertThat(stopping(wave))
                .extracting(IntegrityFinding::remedy)
                .containsExactly(
                        "give it the number 0003",
                        "give it the number 1.3",
                        "give it the number 0004",
                        "give it the number 20260102000000");
    }

    @Test
    void tellsWhatItDoesNotSee() {
        MadeWave wave = new MadeWave()
                .adds(
                        "P1",
                        "db/migrations/001_a.sql",
                        "create table a (a int);\ndo $$ begin end $$;\ninsert into a values (1);")
                .adds("P1", "db/migrate/20260101000000_b.rb", "class B; end");

        assertThat(told(wave))
                .containsExactlyInAnyOrder(
                        "db/migrations/001_a.sql:2 what 'do $$ begin end $$' changes is not seen: a block does what only the"
                                + " database knows",
                        "db/migrate/20260101000000_b.rb:0 what it changes is not seen: only SQL is read");
    }

    @Test
    void readsWhatIsInAnotherEncodingAndTellsIt() {
        MadeWave wave = new MadeWave()
                .target("db/migrations/001_a.sql", "create table a (a int); -- caf\u00e9")
                .latin("db/migrations/001_a.sql")
                .adds("P1", "db/migrations/002_b.sql", "alter table a add b int; -- caf\u00e9")
                .latin("db/migrations/002_b.sql")
                .adds("P2", "db/migrations/003_b.sql", "alter table a add b text; -- caf\u00e9");

        assertThat(told(wave))
                .containsExactly(
                        "db/migrations/002_b.sql:0 the file is no text in UTF-8, and applies only where its tool"
                                + " says in which encoding it is");
        assertThat(stopping(wave)).hasSize(1);
    }

    @Test
    void readsNoBytesThatAreNoText() {
        MadeWave wave = new MadeWave().adds("P1", "db/migrations/001_a.sql", "\u0000\u0001create table a (a int);");

        assertThat(told(wave))
                .containsExactly("db/migrations/001_a.sql:0 what it changes is not seen: the file is no text in UTF-8");
        assertThat(ContentMigrations.schemas(ContentMigrations.reader(path -> false))
                        .read(wave))
                .allSatisfy(work -> assertThat(work.features())
                        .allSatisfy(added -> assertThat(added.migrations()).isEmpty()))
                .extracting(work -> work.notTried().isPresent())
                .containsExactly(true);
    }

    @Test
    void findsMigrationsOfAlembicByWhatLiesBesideThem() {
        MadeWave wave = new MadeWave()
                .target("alembic/env.py", "")
                .adds("P1", "alembic/versions/1_a.py", "revision = '1'\ndown_revision = None\n");

        assertThat(told(wave))
                .containsExactly("alembic/versions/1_a.py:0 what it changes is not seen: only SQL is read");
    }

    @Test
    void tellsWhereDeclarationsDiffer() {
        MadeWave wave = new MadeWave()
                .adds("P1", "db/migrations/001_a.sql", "create table a (a int);\ncreate index i on \"B\" (a);");
        Feature feature = Feature.builder("P1").changesSchema(List.of("A", "c")).build();

        assertThat(told(wave, feature))
                .containsExactly(
                        "db/migrations/001_a.sql:2 it changes the table 'public.\"B\"', which it does not declare",
                        "db/migrations/001_a.sql:0 it declares to change the table 'c', which none of its migrations does");
        assertThat(told(wave, feature("P1"))).isEmpty();
        assertThat(told(wave)).isEmpty();
    }
}
