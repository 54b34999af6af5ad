package dev.coord.content.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.SqlSplitter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintsTest {
    private static List<String> told(String sql) {
        return Footprints.of(sql).seen().stream()
                .flatMap(one -> one.touches().stream())
                .map(touch -> touch.action() + " " + touch.kind() + " " + touch.name())
                .toList();
    }

    private static List<Why> notSeen(String sql) {
        return Footprints.of(sql).notSeen().stream().map(NotSeen::why).toList();
    }

    @Test
    void tellsTheStatementAndItsLine() {
        Footprint footprint = Footprints.of("-- first\n\ncreate table a (b int);\ndo $$ begin end $$;");

        assertThat(footprint.seen()).singleElement().satisfies(one -> {
            assertThat(one.statement().line()).isEqualTo(3);
            assertThat(one.statement().text()).isEqualTo("create table a (b int)");
        });
        assertThat(footprint.notSeen())
                .singleElement()
                .satisfies(one -> assertThat(one.statement().line()).isEqualTo(4));
    }

    @Test
    void takesUsualWordsForNamesOfColumns() {
        assertThat(
                        told(
                                "create table kv (key text primary key, value text, index int, exclude int, name text, type text)"))
                .contains("CREATE COLUMN public.kv.key", "CREATE COLUMN public.kv.index")
                .contains("CREATE COLUMN public.kv.exclude", "CREATE COLUMN public.kv.type")
                .hasSize(7);
        assertThat(told("alter table kv add exclude int, add if not exists index text, drop value"))
                .contains("CREATE COLUMN public.kv.exclude", "CREATE COLUMN public.kv.index")
                .contains("DROP COLUMN public.kv.value");
    }

    @Test
    void foldsNamesAsPostgresDoes() {
        assertThat(told("create table Straße.ÄÖ (a int)")).contains("CREATE TABLE \"straße\".\"ÄÖ\"");
        assertThat(told("drop table " + "x".repeat(70))).containsExactly("DROP TABLE public." + "x".repeat(63));
        assertThat(told("drop table db.blog.posts")).containsExactly("DROP TABLE blog.posts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set search_path to a; drop table t | DROP TABLE a.t",
                "set search_path = 'a'; drop table t | DROP TABLE a.t",
                "set schema 'a'; drop table t | DROP TABLE a.t",
                "set search_path to \"$user\", a; drop table t | DROP TABLE a.t",
                "set search_path to a; set search_path to default; drop table t | DROP TABLE public.t",
                "set search_path to a; reset search_path; drop table t | DROP TABLE public.t",
                "select pg_catalog.set_config('search_path', 'a', false); drop table t | DROP TABLE a.t",
            })
    void followsThePath(String sql, String expected) {
        assertThat(told(sql)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path to a, b; drop table t",
                "set search_path to ''; drop table t",
                "set local search_path to a; drop table t",
                "select set_config('search_path', current_schema(), false); drop table t",
            })
    void saysWhereThePathLeavesANameOpen(String sql) {
        assertThat(told(sql)).isEmpty();
        assertThat(notSeen(sql)).contains(Why.UNKNOWN);
    }

    @Test
    void findsWhatItMadeItselfInThePath() {
        assertThat(told("set search_path to a, b; create table t (c int); alter table t add d int"))
                .contains("CREATE COLUMN a.t.d");
    }

    @Test
    void leavesOutWhatDoesNotOutlastTheSession() {
        String sql = "create temp table t (a int); alter table t add b int; create index on t (a); drop table t";

        assertThat(told(sql)).isEmpty();
        assertThat(notSeen(sql)).containsOnly(Why.DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain analyze create table t as select 1",
                "with x as (select 1) select * into y from x",
                "select set_config('a.b', 'c', false), set_config('search_path', 'app', false)",
                "create table t (a int) create table u (b int)",
                "alter table t frobnicate",
                "create schema s create table t (a int)",
                "create rule r as on insert to t do nothing",
                "drop table only t",
                "drop table t, ",
                "alter table t rename a to b to c",
                "create or replace table t (a int)",
                "alter table t rename to u&\"d\\0061t\"",
                "drop owned by joe",
                "import foreign schema s from server r into t",
                "tabel t",
                "rollback",
            })
    void saysWhatItCannotRead(String sql) {
        assertThat(told(sql)).isEmpty();
        assertThat(notSeen(sql))
                .hasSize(1)
                .allSatisfy(why -> assertThat(why.isHiding()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (a int check (%s))",
                "create view v as select %s",
                "create policy p on t using (%s)",
                "alter table t add a int default %s",
                "alter table t add constraint c check (%s)",
            })
    @Timeout(20)
    void endsSoonWhateverIsWritten(String frame) {
        for (int depth : new int[] {30, 1000, 50_000}) {
            for (String part : List.of(
                    "((%s", "f(%s", "case when a then %s", "not %s", "array[%s", "(select %s", "- %s", "a and %s")) {
                String open = part.replace("%s", "");
                String close = part.replaceAll("[^(\\[]", "").replace("[", "]").replace("(", ")")
                        + (part.startsWith("case") ? " end " : "");
                String sql = frame.formatted(open.repeat(depth) + "1" + close.repeat(depth));

                assertThat(Footprints.of(sql).seen().size()
                                + Footprints.of(sql).notSeen().size())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void knowsWhatMeets() {
        Touch table = Touch.of(Action.ALTER, Kind.TABLE, "public.posts");
        Touch column = Touch.part(Action.CREATE, Kind.COLUMN, "public.posts", "title");
        Touch index = Touch.index(Action.CREATE, "public.posts", "public.i");
        Touch same = Touch.index(Action.CREATE, "public.users", "public.i");
        Touch function = Touch.of(Action.CREATE, Kind.FUNCTION, "public.posts");
        Touch schema = Touch.of(Action.DROP, Kind.SCHEMA, "public");

        assertThat(table.meets(column)).isTrue();
        assertThat(index.meets(column)).isTrue();
        assertThat(index.meets(same)).isTrue();
        assertThat(same.meets(column)).isFalse();
        assertThat(function.meets(table)).isFalse();
        assertThat(schema.meets(column)).isTrue();
        assertThat(function.meets(schema)).isTrue();
        assertThat(Touch.of(Action.CREATE, Kind.SCHEMA, "public").meets(column)).isFalse();
    }

    /** Whatever stands between the words. */
    @Property(tries = 100)
    void readsTheSameWithCommentsBetween(@ForAll("betweens") List<String> betweens) {
        String plain = "alter table only public . posts add column \"a b\" int , drop constraint if exists c";
        String[] words = plain.replace("\"a b\"", "\"a~b\"").split(" ");
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            sql.append(words[i].replace('~', ' ')).append(betweens.get(i % betweens.size()));
        }

        assertThat(told(sql.toString())).isEqualTo(told(plain)).hasSize(3);
    }

    @Provide
    Arbitrary<List<String>> betweens() {
        return Arbitraries.of(" ", "\n", "\t", "/* ; */", " -- drop table x;\n", "/* /* a */ ' */")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** Any words at all: an answer, and never about what is not named. */
    @Property(tries = 300)
    void answersForAnyWords(@ForAll("words") List<String> words) {
        String sql = String.join(" ", words);

        Footprint footprint = Footprints.of(sql);

        assertThat(footprint.seen().size() + footprint.notSeen().size())
                .isGreaterThanOrEqualTo(SqlSplitter.split(sql).size());
        footprint.seen().stream()
                .flatMap(one -> one.touches().stream())
                .forEach(touch -> assertThat(List.of(touch.name().split("\\.")))
                        .allMatch(part -> part.equals("public") || one(sql, part)));
    }

    private static boolean one(String sql, String part) {
        return sql.contains(part.replace("\"", ""));
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        "create",
                        "alter",
                        "drop",
                        "table",
                        "index",
                        "view",
                        "type",
                        "column",
                        "constraint",
                        "policy",
                        "trigger",
                        "on",
                        "as",
                        "enum",
                        "add",
                        "rename",
                        "to",
                        "value",
                        "if exists",
                        "if not exists",
                        "a",
                        "b",
                        "s.t",
                        "\"a b\"",
                        "(",
                        ")",
                        ",",
                        "'a'",
                        "int",
                        "select 1",
                        "set schema",
                        "primary key",
                        "cascade",
                        ";",
                        "or replace",
                        "function",
                        "sequence",
                        "only",
                        "using",
                        "for",
                        "=")
                .list()
                .ofMinSize(2)
                .ofMaxSize(12);
    }
}
