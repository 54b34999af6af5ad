package dev.coord.content.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.ContentChecks;
import dev.coord.proof.IntegrityFinding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a statement uses what a feature made that is taken back, and where it only seems to. */
class RemainingUsesTest {

    private static final String USERS = "create table users (id int primary key, bio text);\n"
            + "create table people (id int primary key, nick text);\n"
            + "create function touch() returns trigger language plpgsql as $$ begin return new; end $$;\n";

    private static final String GONE =
            "create table posts (id int primary key, title text);\n" + "alter table users add column nick text;\n"
                    + "create type mood as enum ('sad');\n"
                    + "create domain mail as text;\n"
                    + "create type pair as (id int, x int);\n"
                    + "create function make_id() returns int language sql as $$ select 1 $$;\n"
                    + "create function is_ok(n int) returns boolean language sql immutable as $$ select true $$;\n"
                    + "create function note() returns trigger language plpgsql as $$ begin return new; end $$;\n"
                    + "create sequence s;\n"
                    + "create view recent as select id from users;\n"
                    + "create materialized view sums as select id from users;\n"
                    + "create schema app;\n"
                    + "create index users_bio on users (bio);\n";

    private static List<String> found(MadeWave files) {
        return ContentChecks.remainingMigrations(path -> false).find(files).stream()
                .map(IntegrityFinding::message)
                .toList();
    }

    private static List<String> found(String later) {
        return found(new MadeWave()
                .target("db/migrations/001_users.sql", USERS)
                .target("db/migrations/002_gone.sql", GONE)
                .target("db/migrations/003_later.sql", later + ";\n")
                .deletes("P1", "db/migrations/002_gone.sql"));
    }

    private static void assertNeeds(String later, String object) {
        assertThat(found(later))
                .as(later.substring(0, Math.min(200, later.length())))
                .singleElement()
                .asString()
                .endsWith("needs 'public." + object + "', which nothing makes before it any more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "make_id|create table t (id int default make_id())",
                "make_id|alter table users alter column id set default public.make_id() + 1",
                "make_id|alter table users add column x int default coalesce(make_id(), 2)",
                "make_id|insert into users (id) values (make_id())",
                "make_id|create view v as select make_id() as id",
                "make_id|create view v as select u.id from users u join people p on make_id() = p.id",
                "make_id|select make_id()",
                "make_id|select * from make_id() as x",
                "make_id|grant execute on function make_id() to public",
                "make_id|create function g() returns int language sql as $$ select make_id() $$",
                "is_ok|create table t (id int check (is_ok(id)))",
                "is_ok|create table t (id int, ok boolean generated always as (is_ok(id)) stored)",
                "is_ok|create index on users (is_ok(id))",
                "is_ok|create index i on users (id) where is_ok(id)",
                "is_ok|create policy p on users using (is_ok(id))",
                "is_ok|create policy p on users for insert with check (id > 0 and public.is_ok(id))",
                "is_ok|update users set bio = 'x' where is_ok(id)",
                "is_ok|alter table users add constraint c check (is_ok(id))",
                "note|create trigger t before insert on users for each row execute function note()",
                "note|create trigger t after update of bio on users execute procedure public.note()",
                "mood|create table t (m mood[])",
                "mood|create view v as select cast('sad' as mood) as m",
                "mood|create domain d as mood",
                "mood|create type k as (m mood)",
                "mood|alter table users add column m mood default 'sad'::mood",
                "mood|create function g(mood) returns int language sql as $$ select 1 $$",
                "mood|create function g(n int, m mood) returns int language sql as $$ select 1 $$",
                "mood|create function g() returns int language plpgsql as $$ declare m mood; begin return 1; end $$",
                "mood|comment on type mood is 'x'",
                "mail|create table t (m mail not null)",
                "mail|comment on domain mail is 'x'",
                "pair|create table t of pair",
                "pair|alter type pair add attribute y int",
                "posts|create table t (like posts including all)",
                "posts|create table t (x int) inherits (people, posts)",
                "posts|create table t partition of posts for values in (1)",
                "posts|create table t as table posts",
                "posts|alter table people inherit posts",
                "posts|select 'posts'::regclass",
                "posts|create function g() returns int language sql as $$ select id from posts $$",
                "posts|create function g() returns int language sql set search_path = '' as 'select id from public.posts'",
                "posts|create function g() returns int language plpgsql as $$ declare p posts%rowtype; begin return 1; end $$",
                "posts|create rule r as on insert to posts do nothing",
                "posts|with posts as (select 1 as id) insert into posts (id) select id from posts",
                "s|select nextval('s')",
                "s|create table t (id int default nextval('public.s'::regclass))",
                "s|alter sequence s owned by users.id",
                "s|grant usage on sequence s to public",
                "s|comment on sequence s is 'x'",
                "recent|create view v as select * from recent",
                "recent|comment on view recent is 'x'",
                "sums|refresh materialized view sums",
                "sums|refresh materialized view concurrently public.sums",
                "sums|create index on sums (id)",
                "users_bio|alter table users cluster on users_bio",
                "users_bio|alter index users_bio rename to i",
            })
    void isFound(String object, String later) {
        assertNeeds(later, object);
    }

    @Test
    void aSchemaIsNeededByWhatIsMadeInIt() {
        assertThat(found("create table app.t (id int)"))
                .singleElement()
                .asString()
                .endsWith("needs 'app', which nothing makes before it any more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update users set bio = 'x' where nick is null",
                "update users u set bio = 'x' from people p where u.nick = p.nick",
                "update users set bio = nick",
                "delete from users where nick = 'x'",
                "delete from users u using people p where p.id = u.id and u.nick is null",
                "insert into users (id) values (1) on conflict (nick) do nothing",
                "insert into users (id) values (1) on conflict (id) do update set nick = 'x'",
                "insert into users (id) values (1) on conflict (id) do update set bio = excluded.nick",
                "insert into users (id) values (1) returning nick",
                "create policy p on users using (nick is not null)",
                "create policy p on users for insert with check (nick <> '')",
                "create trigger t before update of nick on users for each row execute function touch()",
                "create trigger t before insert on users for each row when (new.nick is null) execute function touch()",
                "grant select (id, nick) on users to public",
                "alter table users add column size int generated always as (length(nick)) stored",
                "alter table users alter column bio type text using nick || bio",
                "create sequence q owned by users.nick",
                "create table t as select nick from users",
                "copy users (id, nick) from stdin",
                "comment on column users.nick is 'x'",
            })
    void aColumnIsFound(String later) {
        assertNeeds(later.startsWith("copy") ? later + ";\n\\.\nselect 1" : later, "users.nick");
    }

    @Test
    void severalColumnsOfOneStatementAreKnown() {
        assertThat(without(
                        "create table users (id int);",
                        "alter table users add column y int, add column name text;",
                        "alter table users alter column name type text using name::text;"))
                .hasSize(1);
    }

    @Test
    void theHeadOfALongInsertIsRead() {
        assertNeeds("insert into users (id, nick) values (0, 'x')" + ", (1, 'y')".repeat(110_000), "users.nick");
        assertNeeds("insert into posts (id) values (0)" + ", (1)".repeat(20_000), "posts");
        assertThat(found("insert into people (id, nick) values (0, 'posts')" + ", (1, 'y')".repeat(110_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (id int default 1, make_id int, is_ok boolean)",
                "create table is_ok (id int); insert into is_ok (id) values (1)",
                "create table is_ok (id int); create index on is_ok (id)",
                "with make_id (id) as (select 1), is_ok (n) as (select 2) insert into users select id from make_id",
                "create view v as select q.id from users make_id, people q where q.id = make_id.id",
                "create view v as select make_id.id from users as make_id (id, bio)",
                "select 'make_id()', $$ is_ok(1) $$",
                "create function make_id() returns int language sql as $$ select 2 $$;\nselect make_id()",
                "drop function if exists make_id()",
                "drop function if exists is_ok(mood)",
                "drop type if exists mood, mail cascade",
                "create type mood as enum ('glad');\ncreate table t (m mood)",
                "create table t (mood int, mail text, pair int, s int)",
                "create view v as select id as mood from users",
                "create view v as select u.id from users u where u.bio like 'posts' or u.bio = any (array['x'])",
                "create view v as select posts.id from users posts",
                "create view v as select posts.id from people as u, users as posts where posts.id = u.id",
                "create function g(posts int) returns int language sql as $$ select posts $$",
                "create function g() returns int language plpgsql as $$ begin return (select id from posts); end $$",
                "create function g(x anyelement) returns int language sql as $$ select id from posts $$",
                "create function g() returns int language sql set search_path = app as $$ select id from posts $$",
                "create function g() returns int language plpgsql as $$ declare n int := 1; posts text; begin return n; end $$",
                "select nextval('other.s'), nextval('q'), to_regclass('posts')",
                "create table t (id serial); select setval('t_id_seq', 5)",
                "create materialized view sums as select 1 as id; refresh materialized view sums",
                "create statistics st on posts, bio from users",
                "create table people2 (id int references users on delete cascade)",
                "create view v as select id from users left join people using (id)",
                "alter table users alter column bio type text using posts::text",
            })
    void whatOnlySeemsToUseItIsNot(String later) {
        assertThat(found(later)).as(later).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set nick = 'x' where nick is null",
                "update users set bio = p.nick from people p where p.id = users.id",
                "update users set bio = 'x' where id in (select id from people where nick = 'x')",
                "delete from users using people where people.nick = 'x'",
                "insert into users (id) values (1) on conflict on constraint nick do nothing",
                "insert into users (id) select id from people where nick = 'x'",
                "insert into users (id) values (1) returning id as nick",
                "create policy nick on users using (id > 0)",
                "create policy p on users to nick using (true)",
                "create policy p on users using (id in (select id from people where nick = 'x'))",
                "create trigger nick before update of bio on users for each row when (new.bio is null) execute function touch()",
                "grant select (nick) on people to public",
                "grant select (id) on users to nick",
                "create view v as with users as (select 1 as nick) select nick from users",
                "create view v as select id from users u, lateral (select nick from people) p",
                "alter table users add column nick text; update users set nick = 'x' where nick is null",
                "alter table users add column if not exists nick text; update users set nick = 'x'",
                "alter table users add nick text, add check (nick <> '')",
                "drop view if exists users cascade; create view users as select 1 as nick; create view v as select nick from users",
                "do $$ begin execute 'alter table users add column ' || 'nick' || ' text'; end $$;\nupdate users set nick = 'x'",
                "create table t (nick text, check (nick <> ''))",
            })
    void aColumnOfAnotherIsNot(String later) {
        assertThat(found(later)).as(later).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin create table if not exists posts (id int); end $$",
                "do $$ begin execute 'create table ' || 'posts' || ' (id int)'; end $$",
                "do $$ begin execute format('create table %I (id int)', 'po' || 'sts'); end $$",
                "create function g() returns void language plpgsql as $$ begin create table posts (id int); end $$;\nselect g()",
                "select create_hyper('posts')",
                "\\i posts.sql",
            })
    void whatABlockMayHaveMadeIsNotMissing(String before) {
        assertThat(found(before + ";\n\nalter table posts add column x int")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin perform 1; end $$",
                "do $$ begin update users set bio = 'posts'; end $$",
                "do $$ begin create table if not exists articles (id int); end $$",
                "create function g() returns void language plpgsql as $$ begin insert into posts values (1); end $$",
                "do $$ begin execute 'drop table if exists posts'; end $$",
                "select count(*) from users",
                "select create_hyper('users')",
            })
    void whatABlockHasNotMadeIs(String before) {
        assertNeeds(before + ";\nalter table posts add column x int", "posts");
    }

    /** Of three files the one in the middle is taken back. */
    private static List<String> without(String first, String gone, String last) {
        return found(new MadeWave()
                .target("migrations/001_a.sql", first)
                .target("migrations/002_b.sql", gone)
                .target("migrations/003_c.sql", last)
                .deletes("P1", "migrations/002_b.sql"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table a (x int); create index i on a (x);|drop index i;|alter table a drop column x, add column x int; create index i on a (x);",
                "create table a (x int); create view v as select x from a;|drop view v;|drop table a cascade; create view v as select 1 as x;",
                "create table a (x int);|drop table a;|do $$ begin execute 'drop table a'; end $$; create table a (x int);",
                "create table a (x int);|create type m as enum ('x');|create table if not exists a (x int, y m);",
                "create table c (x int);|create table a (x int); drop table c;|alter table if exists a rename to b; create table if not exists c (y int);",
                "create function f(int) returns int language sql as 'select 1';|drop function f(int); create function f(text) returns int language sql as 'select 1';|drop function if exists f(text); select f(1);",
                "create table a (id serial);|drop sequence a_id_seq cascade; create sequence a_id_seq;|select nextval('a_id_seq');",
                "create table a (x int); create sequence q owned by a.x;|drop sequence q;|drop table a; create sequence q;",
                "create table a (x int);|alter table a add constraint k check (x > 0);|alter table a drop constraint if exists k, add constraint k check (x > 1);",
                "create table a (x int); create view v as select x from a;|drop view v;|do $$ begin drop table a cascade; end $$; create view v as select 1 as x;",
                "create function g() returns void language plpgsql as $$ begin drop table if exists a; end $$;|drop table if exists a;|create table a (x int); select g(); create table a (x int);",
                "create schema app; create table app.a (x int);|alter table app.a rename to b; alter table app.b rename to a;|alter schema app rename to web; alter table web.a add column y int;",
                "create table a (x int); create table k (like a);|alter table a add column y int;|update k set y = 1;",
            })
    void whatStillAppliesIsNotRefused(String first, String gone, String last) {
        assertThat(without(first, gone, last)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table t (id int);|alter table t add column x int;|create table if not exists t (id int, x int); update t set x = 1;",
                "create table t (id int);|alter table t add column x int, add column y int;|alter table t drop column if exists y, drop column x;",
                "create table t (id int, x int);|alter table t drop column x;|alter table t add column if not exists y int, add column x text;",
                "create function f(n int) returns int language sql as 'select 1';|drop function f(int);|create function f(n int) returns int language sql as 'select 2';",
                "create table t (x int); create table b (y int);|drop table b;|alter table t rename to b;",
            })
    void aGuardIsOfItsOwnClauseAlone(String first, String gone, String last) {
        assertThat(without(first, gone, last)).hasSize(1);
    }
}
