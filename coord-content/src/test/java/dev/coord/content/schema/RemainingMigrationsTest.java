package dev.coord.content.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.ContentChecks;
import dev.coord.proof.IntegrityFinding;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The features that are named are those that are taken back. */
class RemainingMigrationsTest {

    private static List<String> found(MadeWave files) {
        return ContentChecks.remainingMigrations(path -> false).find(files).stream()
                .peek(one -> assertThat(one.stops()).isTrue())
                .map(RemainingMigrationsTest::told)
                .toList();
    }

    private static String told(IntegrityFinding one) {
        return one.feature() + " " + one.path() + ":" + one.line() + " " + one.message();
    }

    @Nested
    class Sql {

        private MadeWave posts(String later) {
            return new MadeWave()
                    .target("db/migrations/001_users.sql", "create table users (id int primary key);\n")
                    .target(
                            "db/migrations/002_posts.sql",
                            "create type mood as enum ('sad');\ncreate table posts (id int primary key);\n"
                                    + "alter table users add column nick text;\n"
                                    + "create function f() returns trigger language sql as $$ select 1 $$;\n")
                    .target("db/migrations/003_later.sql", "select 1;\n" + later)
                    .deletes("P1", "db/migrations/002_posts.sql");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "alter table posts add column title text",
                    "alter table only public.posts add column title text",
                    "create index on posts (id)",
                    "create index posts_id on posts (id)",
                    "drop table posts",
                    "alter table posts rename to articles",
                    "create trigger t before insert on posts execute function f()",
                    "create policy p on posts for select using (true)",
                    "comment on table posts is 'x'",
                    "create table comments (post int references posts (id))",
                    "create table comments (post int, foreign key (post) references public.posts)",
                    "create view v as select * from posts",
                    "create view v as select * from users join posts on posts.id = users.id",
                    "create view v as select * from users, posts",
                    "insert into posts values (1)",
                    "update posts set id = 2",
                    "delete from only posts",
                    "truncate users, posts",
                    "grant select on posts to public",
                    "alter table posts add column title text default 'if exists'",
                    "alter table posts /* if exists */ add column title text",
                    "alter table posts drop column if exists title",
                    "alter table users drop column if exists title, add foreign key (id) references posts",
                    "create or replace view v as select 1 from posts",
                    "alter table posts add column if not exists title text"
                })
        void whatNeedsATableThatIsGoneIsFound(String statement) {
            assertThat(found(posts(statement + ";\n")))
                    .singleElement()
                    .asString()
                    .startsWith("P1 db/migrations/003_later.sql:2 '" + statement.substring(0, 10))
                    .endsWith("needs 'public.posts', which nothing makes before it any more");
        }

        @Test
        void whatIsFilledWithMuchIsNeeded() {
            assertThat(found(posts("insert into posts values (0)" + ", (1)".repeat(40_000) + ";\n")))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create table people (m mood)",
                    "create table people (id int, m public.mood not null)",
                    "alter table users add column m mood",
                    "alter table users add m mood",
                    "alter table users alter column id type mood",
                    "alter type mood add value 'glad'",
                    "select 'sad'::mood",
                    "alter table users drop column nick",
                    "alter table users rename column nick to name",
                    "create trigger t before insert on users execute function f()"
                })
        void whatNeedsATypeAColumnOrAFunctionThatIsGoneIsFound(String statement) {
            assertThat(found(posts(statement + ";\n"))).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create table p (id int, author int references users, posts text)",
                    "update users set id = 1 where id is distinct from posts",
                    "select extract(year from posts), substring(posts from posts) from users",
                    "with posts as (select 1 as id) insert into users select id from posts",
                    "create view v as with recursive posts (n) as (select 1 union select n from posts) select n from posts",
                    "with /* x */ \"posts\" as not materialized (select 1 as id) select id from \"posts\"",
                    "with a as (select 1), posts (n, m) as (select 1, 2) select n from a, posts",
                    "create table posts (id int)",
                    "create table posts (id int);\ninsert into posts values (1)",
                    "drop table if exists posts",
                    "alter table if exists posts add column title text",
                    "drop index concurrently if exists posts",
                    "drop policy if exists p on posts",
                    "drop trigger if exists t on posts",
                    "DROP MATERIALIZED VIEW\nIF  EXISTS posts",
                    "alter table users drop column if exists nick",
                    "alter table users add column title text",
                    "create table comments (posts int, mood int)",
                    "select 'posts' as posts, 1 as mood",
                    "-- alter table posts\nselect 1",
                    "create function g() returns int language plpgsql as $$ begin delete from posts; end $$",
                    "create table other.posts (id int);\nalter table other.posts add column x int",
                    "create temporary table posts (id int);\ninsert into posts values (1)",
                    "alter table elsewhere add column x int",
                    "alter table users add column nick text"
                })
        void whatDoesNotNeedItIsNot(String statement) {
            assertThat(found(posts(statement + ";\n"))).isEmpty();
        }

        private MadeWave names(String create, String later) {
            return new MadeWave()
                    .target("db/migrations/001_users.sql", create + ";\ncreate table people (id int, name text);\n")
                    .target("db/migrations/002_name.sql", "alter table users add column name text;\n")
                    .target("db/migrations/003_later.sql", later + ";\n")
                    .deletes("P1", "db/migrations/002_name.sql");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create index users_name on users(name)",
                    "create index users_name on users(id, lower(name))",
                    "create unique index on public.users using btree ((name || 'x') text_pattern_ops)",
                    "create index users_id on users(id) where name is not null",
                    "create index users_id on users(id) include (name)",
                    "alter table users add constraint c check (length(name)>0)",
                    "alter table users add check (name::int > 0), add column x int",
                    "alter table users add unique (name)",
                    "alter table users add constraint f foreign key (name) references people (name)",
                    "update users set name='x'",
                    "update only users u set id = 2, name = 'x' where id = 1",
                    "update users set (id, name) = (1, 'x')",
                    "insert into users(id,name) values(1,'a')",
                    "insert into users (name) select name from people",
                    "create table posts(n text references users(name))",
                    "create table posts(n text, foreign key (n) references public.users (name))",
                    "create view v as select u.name from users u",
                    "create view v as select name from users",
                    "create view v as select id from users where name = 'x'",
                    "create materialized view v as select p.id from people as p join users u on u.name = p.name",
                    "alter table users rename to guests;\ncreate index on guests (name)"
                })
        void whatNamesAColumnThatIsGoneIsFound(String statements) {
            assertThat(found(names("create table users (id int primary key)", statements)))
                    .singleElement()
                    .asString()
                    .matches("P1 db/migrations/003_later.sql:[12] '.*")
                    .matches(".*needs 'public.(users|guests).name', which nothing makes before it any more");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create view v as select * from users",
                    "create view v as select p.name from people p, users u",
                    "create view v as select name from people, users",
                    "create view v as select id as name from users order by name",
                    "create view v as select id name from users",
                    "create view v as select name(id) from users",
                    "create view v as select id::name from users",
                    "create view v as select cast(id as name) from users",
                    "create view v as select id from users where id in (select name::int from people)",
                    "create index users_id on users (id name)",
                    "create index name on users (id)",
                    "create index people_name on people (name)",
                    "alter table users add constraint name check (id > 0)",
                    "alter table users add check (id::name = 'name')",
                    "update people set name = 'x'",
                    "update users set id = p.id from people p, name",
                    "insert into people (id, name) values (1, 'a')",
                    "insert into users (select id from people, name)",
                    "create table posts (n text references people (name))",
                    "create table posts (name text unique, n text references posts (name))",
                    "alter table users add column name text;\ncreate index on users (name)",
                    "alter table users add column name text, add check (name <> '')",
                    "alter table users rename id to name;\nupdate users set name = 1",
                    "drop table users;\ncreate table users (name text);\nupdate users set name = 'x'",
                    "drop table users;\ncreate table users (like people);\nupdate users set name = 'x'",
                    "drop table users;\ncreate table users as table people;\nupdate users set name = 'x'",
                    "alter table people rename to guests;\nupdate guests set name = 'x'",
                    "do $$ begin execute 'alter table users add if not exists name text'; end $$;\n"
                            + "update users set name = 'x'",
                    "do $$ begin update users set name = 'x'; end $$"
                })
        void whatMayMeanSomethingElseIsNot(String statements) {
            assertThat(found(names("create table users (id int primary key)", statements)))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "create table users (id int, name text)",
                    "create table users (like people)",
                    "create table users () inherits (people)",
                    "select 1",
                    "create table users (id int);\nalter table users add column name text"
                })
        void aColumnThatMayBeThereWithoutThemIsNot(String create) {
            MadeWave files = names(create, "update users set name = 'x'")
                    .target("db/migrations/002_name.sql", "alter table users add column if not exists name text;\n");

            assertThat(found(files)).isEmpty();
        }

        @Test
        void aColumnThatWasThereBeforeItWasMadeAnewIsNot() {
            MadeWave files = names("select 1", "update users set name = 'x'")
                    .target(
                            "db/migrations/002_name.sql",
                            "alter table users drop column name;\nalter table users add column name text;\n");

            assertThat(found(files)).isEmpty();
        }

        @Test
        void whatWasMissingBeforeStopsNothing() {
            MadeWave files = new MadeWave()
                    .target("migrations/001_a.sql", "alter table posts add column x int;\n")
                    .target("migrations/002_posts.sql", "create table posts (id int);\n")
                    .deletes("P1", "migrations/002_posts.sql");

            assertThat(found(files)).isEmpty();
        }

        @Test
        void whatIsMadeAgainAfterADropThatIsGoneIsThereTwice() {
            MadeWave files = new MadeWave()
                    .target("migrations/001_a.sql", "create table a (id int);\n")
                    .target("migrations/002_drop.sql", "drop table a;\n")
                    .target("migrations/003_a.sql", "create table a (id bigint);\n")
                    .deletes("P1", "migrations/002_drop.sql");

            assertThat(found(files))
                    .singleElement()
                    .asString()
                    .contains("003_a.sql:1", "makes 'public.a', which nothing drops before it any more");
        }

        @Test
        void aTableKeepsItsPartsUnderItsNewName() {
            MadeWave files = new MadeWave()
                    .target("migrations/001_a.sql", "create table a (id int, x int);\ncreate index a_x on a (x);\n")
                    .target("migrations/002_b.sql", "create table b (id int);\n")
                    .target("migrations/003_c.sql", "alter table a rename to c;\n")
                    .target(
                            "migrations/004_d.sql",
                            "create table a (id int, x int);\nalter table c rename column x to y;\ndrop index a_x;\n")
                    .deletes("P1", "migrations/002_b.sql");

            assertThat(found(files)).isEmpty();
        }

        @Test
        void aTableThatARenamingMadeIsGoneWithIt() {
            MadeWave files = new MadeWave()
                    .target("migrations/001_a.sql", "create table a (id int);\n")
                    .target("migrations/002_b.sql", "alter table a rename to b;\n")
                    .target("migrations/003_c.sql", "alter table b add column x int;\n")
                    .deletes("P1", "migrations/002_b.sql");

            assertThat(found(files)).singleElement().asString().contains("needs 'public.b'");
        }

        @Test
        void aNumberThatIsTakenMeanwhileDoesNotComeBack() {
            MadeWave files = new MadeWave()
                    .target("migrations/001_a.sql", "select 1;\n")
                    .target("migrations/002_new.sql", "select 1;\n")
                    .adds("P1", "migrations/002_old.sql", "select 1;\n");

            assertThat(found(files)).singleElement().asString().contains("its number 002 is the number of");
        }

        @Test
        void whatIsGoneOfAnotherDirectoryIsOfAnotherDatabase() {
            MadeWave files =
                    posts("select 1;\n").target("other/migrations/001_x.sql", "alter table posts add column x int;\n");

            assertThat(found(files)).isEmpty();
        }
    }

    @Nested
    class Chains {

        private String django(String... dependencies) {
            return "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = ["
                    + String.join(", ", dependencies) + "]\n";
        }

        private String alembic(String revision, String down, String more) {
            return "revision = '" + revision + "'\ndown_revision = " + down + "\n" + more;
        }

        @Test
        void aLinkToWhatIsGoneIsFoundAlsoFromAnotherApp() {
            MadeWave files = new MadeWave()
                    .target("shop/migrations/0001_initial.py", django("('auth', '0012_x')"))
                    .target("shop/migrations/0002_a.py", django("('shop', '0001_initial')"))
                    .target("shop/migrations/0003_b.py", django("('shop', '0002_a')"))
                    .target("blog/migrations/0001_initial.py", django("('auth', '0001_y')", "('shop', '0002_a')"))
                    .deletes("P1", "shop/migrations/0002_a.py");

            assertThat(found(files))
                    .containsExactlyInAnyOrder(
                            "P1 blog/migrations/0001_initial.py:5 its dependencies name 'shop.0002_a', which is not there any more",
                            "P1 shop/migrations/0003_b.py:5 its dependencies name 'shop.0002_a', which is not there any more");
        }

        @Test
        void aLinkToAnAppThatIsGoneAltogetherIsFound() {
            MadeWave files = new MadeWave()
                    .target("shop/migrations/0001_initial.py", django())
                    .target("blog/migrations/0001_initial.py", django("('shop', '0001_initial')"))
                    .deletes("P1", "shop/migrations/0001_initial.py");

            assertThat(found(files)).hasSize(1);
        }

        @Test
        void whatASquashedOneStandsForIsThere() {
            String squashed = django("('shop', '0001_initial')") + "    replaces = [('shop', '0002_a')]\n";
            MadeWave files = new MadeWave()
                    .target("shop/migrations/0001_initial.py", django())
                    .target("shop/migrations/0002_a.py", django("('shop', '0001_initial')"))
                    .target("shop/migrations/0002_squashed.py", squashed)
                    .target("shop/migrations/0003_b.py", django("('shop', '0002_a')"))
                    .deletes("P1", "shop/migrations/0002_a.py");

            assertThat(found(files)).isEmpty();
        }

        @Test
        void aRevisionThatIsGoneIsFoundByDownRevisionAndByDependsOn() {
            MadeWave files = new MadeWave()
                    .target("alembic/env.py", "")
                    .target("alembic/versions/a.py", alembic("aaa", "None", ""))
                    .target("alembic/versions/b.py", alembic("bbb", "'aaa'", ""))
                    .target("alembic/versions/c.py", alembic("ccc", "'bbb'", ""))
                    .target("alembic/versions/d.py", alembic("ddd", "None", "depends_on = ('bbb', 'aaa')\n"))
                    .deletes("P1", "alembic/versions/b.py");

            assertThat(found(files))
                    .containsExactlyInAnyOrder(
                            "P1 alembic/versions/c.py:2 its down_revision names 'bbb', which is not there any more",
                            "P1 alembic/versions/d.py:3 its depends_on names 'bbb', which is not there any more");
        }
    }

    @Test
    void whatIsTakenBackWithoutMigrationsIsNotLookedAt() {
        MadeWave files = new MadeWave().target("a.txt", "").deletes("P1", "a.txt");

        assertThat(found(files)).isEmpty();
    }
}
