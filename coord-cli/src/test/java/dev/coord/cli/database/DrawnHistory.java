package dev.coord.cli.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Migrations of a few features that apply one after the other: whatever chance draws, a server says which statements of it can stand.
 *
 * @param files what each file says, in the order in which they apply
 * @param owners which of the features has each file; 0 is nobody's
 */
record DrawnHistory(SortedMap<String, String> files, Map<String, Integer> owners) {

    static final int FEATURES = 4;

    private static final int LONGEST = 20;
    private static final int TRIES = 90;
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)[0-9]?}");

    /** A place has one name within a statement; those with different digits may have the same. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("t", List.of("a", "b", "users")),
            Map.entry("c", List.of("x", "y", "name")),
            Map.entry("v", List.of("v", "w")),
            Map.entry("f", List.of("f", "g")),
            Map.entry("tf", List.of("touch", "note")),
            Map.entry("e", List.of("mood", "size")),
            Map.entry("dom", List.of("mail", "size")),
            Map.entry("k", List.of("pair")),
            Map.entry("s", List.of("s", "a_id_seq")),
            Map.entry("i", List.of("i", "a_x")),
            Map.entry("con", List.of("k", "a_x_key", "x")),
            Map.entry("tr", List.of("tr")),
            Map.entry("p", List.of("p")),
            Map.entry(
                    "ty",
                    List.of("int", "text", "int", "text", "bigint", "varchar(20)", "mood", "mail", "pair", "mood[]")),
            Map.entry(
                    "ex",
                    List.of(
                            "f(1)",
                            "g(2) + 1",
                            "nextval('s')",
                            "'sad'::mood::text",
                            "1",
                            "coalesce(f(1), 2)",
                            "cast('x' as mail)::text")),
            Map.entry("if", List.of("", "", " if exists")),
            Map.entry("ifnot", List.of("", "", " if not exists")),
            Map.entry("cas", List.of("", "", "", " cascade")),
            Map.entry("or", List.of("", "", " or replace")));

    private static final List<String> TEMPLATES = List.of(
            "create table{ifnot} {t} (id int primary key, {c} {ty})",
            "create table{ifnot} {t} (id int, {c1} {ty1}, {c2} {ty2})",
            "create table {t} (id serial, {c} text unique)",
            "create table {t} (id int, {c} {ty} default {ex})",
            "create table {t} (id int, {c} int, constraint {con} check ({f}({c}) > 0))",
            "create table {t} (id int, {c} int generated always as ({f}(id)) stored)",
            "create table {t1} (like {t2})",
            "create table {t1} ({c} text, like {t2} including defaults)",
            "create table {t1} ({c} int) inherits ({t2})",
            "create table {t1} as select * from {t2}",
            "create table {t1} as select {c}, 1 as z from {t2}",
            "create table {t1} as table {t2}",
            "create table {t} of {k}",
            "create table {t1} (id int primary key, {c1} int references {t2})",
            "create table {t1} (id int, {c1} text references {t2} ({c2}))",
            "create table {t} (id int, {c} int) partition by range (id)",
            "create table {t1} partition of {t2} for values from (1) to (9)",
            "create table app.{t} (id int, {c} {ty})",
            "create schema{ifnot} app",
            "drop schema{if} app{cas}",
            "alter table {t} set schema app",
            "alter table app.{t} add column {c} {ty}",
            "alter table{if} {t} add column{ifnot} {c} {ty}",
            "alter table {t} add {c} {ty}",
            "alter table {t} add column {c1} int, add column{ifnot} {c2} text",
            "alter table {t} add column {c} int default {f}(3)",
            "alter table {t} drop column{if} {c}{cas}",
            "alter table {t} drop column{if} {c1}, add column {c2} {ty}",
            "alter table {t} rename column {c1} to {c2}",
            "alter table{if} {t1} rename to {t2}",
            "alter table {t} alter column {c} type {ty} using {c}::text::{ty}",
            "alter table {t} alter {c} set default {ex}",
            "alter table {t} alter {c} drop default",
            "alter table {t} add constraint {con} check ({c} is not null)",
            "alter table {t} add constraint {con} unique ({c})",
            "alter table {t} add unique ({c1}, {c2})",
            "alter table {t1} add constraint {con} foreign key ({c1}) references {t2} ({c2})",
            "alter table {t1} add foreign key (id) references {t2}",
            "alter table {t} add check ({f}({c}) > 0)",
            "alter table {t} drop constraint{if} {con}{cas}",
            "alter table {t} enable row level security",
            "drop table{if} {t}{cas}",
            "create{or} view {v} as select {c} from {t}",
            "create{or} view {v} as select q.{c} from {t} q where q.id > 1",
            "create{or} view {v} as select id from {t} where {f}({c}::text::int) > 1",
            "create{or} view {v} as select l.id from {t1} l join {t2} r on r.{c} = l.{c}",
            "create view {v} as with {t1} as (select 1 as id) select id from {t1}",
            "create view {v} as with {t1} as (select 1 as {c}) select {c} from {t1}",
            "create view {v1} as select * from {v2}",
            "create view {v} as select id as {c} from {t} order by {c}",
            "create view {v} as select x.id from {t} as x, lateral (select {c} from {t} r where r.id = x.id) y",
            "create materialized view{ifnot} {v} as select id, {c} from {t}",
            "refresh materialized view {v}",
            "drop view{if} {v}{cas}",
            "drop materialized view{if} {v}",
            "create{or} function {f}(n int) returns int language sql immutable as $$ select n $$",
            "create{or} function {f}(n text) returns int language sql immutable as $$ select 1 $$",
            "create{or} function {f}({e}) returns int language sql immutable as 'select 2'",
            "create{or} function {f}(n int) returns int language sql stable as $$ select id from {t} limit 1 $$",
            "create{or} function {f}(n int) returns setof {t} language sql as $$ select * from {t} $$",
            "create{or} function {tf}() returns trigger language plpgsql as $$ begin new.{c} := 1; return new; end $$",
            "create{or} function {tf}() returns trigger language plpgsql as $$ declare q {t}; begin return new; end $$",
            "drop function{if} {f}(int){cas}",
            "drop function{if} {f}{cas}",
            "drop function{if} {tf}(){cas}",
            "alter function {f1}(int) rename to {f2}",
            "create type {e} as enum ('sad', 'glad')",
            "create domain {dom} as text check (value <> '')",
            "create domain {dom} as {e}",
            "create type {k} as (id int, x {ty})",
            "alter type {e} add value{ifnot} 'new'",
            "alter type {e} rename value 'sad' to 'blue'",
            "alter type {k} add attribute y int{cas}",
            "alter type {e1} rename to {e2}",
            "drop type{if} {e}{cas}",
            "drop domain{if} {dom}{cas}",
            "create sequence{ifnot} {s}",
            "drop sequence{if} {s}{cas}",
            "alter sequence {s} owned by {t}.id",
            "alter sequence {s1} rename to {s2}",
            "select setval('{s}', 5)",
            "create{ifnot} index on {t} ({c})",
            "create index{ifnot} {i} on {t} ({c})",
            "create unique index {i} on {t} (id, {c}) where {c} is not null",
            "create index {i} on {t} (({c}::text || 'x'))",
            "create index {i} on {t} ({f}(id))",
            "drop index{if} {i}",
            "alter index {i1} rename to {i2}",
            "create trigger {tr} before insert on {t} for each row execute function {tf}()",
            "create{or} trigger {tr} before update of {c} on {t} for each row when (new.{c} is null) execute function {tf}()",
            "drop trigger{if} {tr} on {t}",
            "create policy {p} on {t} for select using ({c} is not null)",
            "create policy {p} on {t} using ({f}(id) > 0) with check ({c} is null)",
            "create policy {p} on {t1} using (exists (select 1 from {t2} r where r.{c} is null))",
            "alter policy {p} on {t} using ({c} is null)",
            "drop policy{if} {p} on {t}",
            "insert into {t} (id) values (1)",
            "insert into {t} (id, {c}) values (2, null)",
            "insert into {t} (id) values (3) on conflict do nothing returning {c}",
            "insert into {t} (id, {c}) values (4, null) on conflict (id) do update set {c} = excluded.{c}",
            "insert into {t1} (id) select id from {t2} where {c} is null",
            "update {t} set {c} = null where id = 7",
            "update {t} q set id = 7 where q.{c} is null",
            "update {t} set id = {f}(1) where id = 99",
            "update {t1} set id = r.id from {t2} r where r.{c} = 'q'",
            "delete from {t} where {c} is null",
            "delete from {t1} using {t2} r where r.id = {t1}.id and r.{c} is null",
            "with {t1} as (select 1 as id) insert into {t2} (id) select id from {t1}",
            "comment on table {t} is 'x'",
            "comment on column {t}.{c} is 'x'",
            "comment on function {f}(int) is 'x'",
            "comment on type {e} is 'x'",
            "comment on view {v} is 'x'",
            "comment on index {i} is 'x'",
            "comment on constraint {con} on {t} is 'x'",
            "comment on policy {p} on {t} is 'x'",
            "comment on trigger {tr} on {t} is 'x'",
            "comment on sequence {s} is 'x'",
            "comment on column {v}.{c} is 'x'",
            "grant select on {t} to public",
            "grant select ({c}) on {t} to public",
            "grant execute on function {f}(int) to public",
            "select 1",
            "select '{t}'::regclass",
            "select {f}(1)",
            "select count(*) from {t}",
            "truncate {t}",
            "lock table {t}",
            "analyze {t} ({c})",
            "create rule r as on insert to {t} do also nothing",
            "create statistics st on id, {c} from {t}",
            "alter table {t} cluster on {i}",
            "alter table {t} replica identity using index {i}");

    /** What always applies is drawn seldom, since little is known behind it. */
    private static final List<String> BLOCKS = List.of(
            "do $$ begin create table if not exists {t} (id int, {c} int); end $$",
            "do $$ begin execute 'drop table if exists {t} cascade'; end $$",
            "do $$ begin execute 'alter table {t} add column if not exists ' || '{c}' || ' int'; end $$",
            "do $$ begin create type {e} as enum ('sad'); exception when duplicate_object then null; end $$",
            "do $$ begin perform 1; end $$");

    private static final int ONE_OF = 40;

    /** Draws one; what it tries is undone. */
    static DrawnHistory of(Random random, Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (int tries = 0; tries < TRIES && statements.size() < LONGEST; tries++) {
            String drawn = drawn(random, tries);
            if (applies(drawn, connection)) {
                statements.add(drawn);
            }
        }
        connection.rollback();
        SortedMap<String, String> files = new TreeMap<>();
        Map<String, Integer> owners = new HashMap<>();
        int at = 0;
        while (at < statements.size()) {
            int end = Math.min(statements.size(), at + 1 + random.nextInt(3));
            String path = String.format(Locale.ROOT, "db/migrations/%03d_x.sql", files.size() + 1);
            files.put(path, String.join(";\n", statements.subList(at, end)) + ";\n");
            owners.put(path, random.nextInt(FEATURES + 1));
            at = end;
        }
        return new DrawnHistory(files, owners);
    }

    private static String drawn(Random random, int tries) {
        int first = tries < 6 ? 3 : TEMPLATES.size(); // otherwise most of what is drawn has nothing to stand on
        boolean isBlock = random.nextInt(ONE_OF) == 0;
        String template = isBlock ? BLOCKS.get(random.nextInt(BLOCKS.size())) : TEMPLATES.get(random.nextInt(first));
        Map<String, String> chosen = new HashMap<>();
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(chosen.computeIfAbsent(place.group(), any -> {
                    List<String> names = NAMES.get(place.group(1));
                    return names.get(random.nextInt(names.size()));
                })));
    }

    private static boolean applies(String sql, Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            return false;
        }
    }

    /** The first of these files that does not apply, with what the server says; what they do is undone. */
    static Optional<String> failure(SortedMap<String, String> files, Connection connection) throws SQLException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            for (String sql : file.getValue().split(";\n")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                } catch (SQLException e) {
                    connection.rollback();
                    return Optional.of(e.getSQLState() + " " + file.getKey() + ": " + sql + ": " + e.getMessage());
                }
            }
        }
        connection.rollback();
        return Optional.empty();
    }

    /** What is left where the files of one feature are taken back. */
    SortedMap<String, String> without(int feature) {
        SortedMap<String, String> left = new TreeMap<>(files);
        left.keySet().removeIf(path -> owners.get(path) == feature);
        return left;
    }
}
