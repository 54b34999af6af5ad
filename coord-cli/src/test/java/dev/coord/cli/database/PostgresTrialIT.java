package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Action;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TempServer.class)
class PostgresTrialIT {

    private static final FeatureId P1 = ServerTrials.P1;
    private static final FeatureId P2 = ServerTrials.P2;
    private static final FeatureId P3 = ServerTrials.P3;

    private final Running server;

    @TempDir
    private Path home;

    private ServerTrials trials;

    PostgresTrialIT(Running server) {
        this.server = server;
    }

    @BeforeEach
    void beginClean() {
        trials = new ServerTrials(server, home);
        assertThat(server.scratch()).isEmpty();
    }

    @AfterEach
    void leavesNothing() {
        trials.assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    create table a (id int)            | create table b (id int)
                    alter table t add column a int     | alter table t add column b text
                    alter table t enable row level security; create policy p on t using (true) | create policy q on t using (true)
                    create index concurrently i on t (id) | create index concurrently j on t (n)
                    """)
    void commute(String one, String other) throws InterruptedException {
        Tried tried = trials.ofTwo("postgres", "create table t (id int, n int)", one, other);

        assertThat(tried.pairs())
                .singleElement()
                .extracting(pair -> pair.verdict())
                .isEqualTo(new PairVerdict.Commutes());
        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "maker", "poor"})
    void findsTwoTablesOfOneNameThatAreNotTheSame(String role) throws InterruptedException {
        server.role("maker", "createdb createrole");
        server.role("poor", "createdb");

        Tried tried = trials.ofTwo(
                role,
                "select 1",
                "create table if not exists c (id int)",
                "select 1;\ncreate table if not exists c (id int, n int)");

        assertThat(tried.failure()).isEmpty();
        PairVerdict.Differs differs = (PairVerdict.Differs) tried.pairs().get(0).verdict();
        assertThat(differs.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.name()).isEqualTo("public.c.n");
            assertThat(difference.earlierFirst()).isEmpty();
            assertThat(difference.laterFirst()).hasValue("integer");
            assertThat(difference.by())
                    .extracting("path", "line")
                    .containsExactly(tuple("migrations/002.sql", 1), tuple("migrations/003.sql", 2));
        });
    }

    @Test
    void findsTheLastFunctionThatWins() throws InterruptedException {
        String function = "create or replace function f() returns int language sql as 'select ";

        Tried tried = trials.ofTwo("postgres", "select 1", function + "1'", function + "2'");

        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Differs.class);
    }

    @Test
    void tellsTheOrderThatFails() throws InterruptedException {
        Tried tried = trials.ofTwo(
                "postgres",
                "create table t (id int, old int)",
                "alter table t rename old to new",
                "create index on t (old)");

        assertThat(tried.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.feature()).isEqualTo(P2);
            assertThat(failure.after()).contains(P1);
            assertThat(failure.message()).isEqualTo("column \"old\" does not exist");
        });
        assertThat(tried.pairs().get(0).verdict())
                .isInstanceOfSatisfying(
                        PairVerdict.Fails.class,
                        fails -> assertThat(fails.inBoth()).isFalse());
    }

    @Test
    void tellsWhatFailsInBothOrders() throws InterruptedException {
        Tried tried = trials.ofTwo(
                "postgres", "create table t (id int)", "alter table t add n int", "alter table t add n text");

        assertThat(tried.pairs().get(0).verdict())
                .isInstanceOfSatisfying(
                        PairVerdict.Fails.class,
                        fails -> assertThat(fails.inBoth()).isTrue());
    }

    @Test
    void tellsTheFeatureWithWhichAWaveBeginsToFail() throws InterruptedException {
        Tried tried = trials.inOrder(
                "postgres",
                "create table t (id int, old int)",
                "alter table t rename old to new",
                "create table other (id int)",
                "\n\nalter table t drop column old");

        assertThat(tried.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.feature()).isEqualTo(P3);
            assertThat(failure.after()).contains(P1);
            assertThat(failure.statement().line()).isEqualTo(3);
        });
    }

    @Test
    void tellsWhatFailsByItself() throws InterruptedException {
        Tried tried = trials.inOrder("postgres", "select 1", "create table a (id int)", "create tabel b (id int)");

        assertThat(tried.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.feature()).isEqualTo(P2);
            assertThat(failure.after()).isEmpty();
        });
    }

    @Test
    void seesInsideOfBlocks() throws InterruptedException {
        String block =
                "do $$ begin execute 'create table ' || 'hidden (id serial primary key)'; drop table gone; end $$";

        Tried tried = trials.inOrder(
                "postgres",
                "create table gone (id int)",
                block,
                "begin;\nalter table kept add n int;\ncommit".replace("kept", "hidden"));

        assertThat(tried.footprints())
                .extracting(
                        Touched::feature,
                        Touched::action,
                        Touched::kind,
                        Touched::name,
                        one -> one.statement().line())
                .contains(
                        tuple(P1, Action.CREATE, "table", "public.hidden", 1),
                        tuple(P1, Action.CREATE, "column", "public.hidden.id", 1),
                        tuple(P1, Action.DROP, "table", "public.gone", 1),
                        tuple(P2, Action.ALTER, "table", "public.hidden", 2),
                        tuple(P2, Action.CREATE, "column", "public.hidden.n", 2));
    }

    @Test
    void triesNothingOnATargetThatDoesNotApply() throws InterruptedException {
        SchemaReport report = trials.tried("postgres", "create table a (id int);\ncreate table a (id int)", "select 1");

        assertThat(report)
                .isEqualTo(new NotTried("the target's own migrations do not apply to an empty database:"
                        + " migrations/001.sql:2: relation \"a\" already exists"));
    }

    @Test
    void looksAfterManyRowsOnceAndMissesNothingThatTheyDo() throws InterruptedException {
        server.role("poor", "createdb");
        String hidden = "create table t (id int); create function f() returns trigger language plpgsql as"
                + " $$ begin create table if not exists hidden (id int); return new; end $$;"
                + " create trigger g before insert on t for each row when (new.id = 7) execute function f()";
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> "insert into t values (" + i + ");\n")
                .collect(Collectors.joining());

        for (String role : List.of("postgres", "poor")) {
            Tried tried = trials.inOrder(role, hidden, rows);

            assertThat(tried.failure()).isEmpty();
            assertThat(tried.footprints())
                    .extracting(
                            Touched::feature,
                            Touched::action,
                            Touched::name,
                            one -> one.statement().path())
                    .contains(tuple(P1, Action.CREATE, "public.hidden", "migrations/002.sql"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    create type m as enum ('a')            | alter type m add value 'b'                         | alter table t add k m default 'b'
                    create table s (id serial primary key) | insert into s values (1); create index i on t (id) | insert into s default values; create index j on t (id)
                    """)
    void whatATransactionWouldHideIsTriedInDatabasesOfItsOwn(String base, String one, String other)
            throws InterruptedException {
        Tried tried = trials.ofTwo("postgres", "create table t (id int); " + base, one, other);

        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Fails.class);
    }

    @Test
    void whatHasLostIsNotTriedAgainstOthers() throws InterruptedException {
        Tried tried = (Tried) trials.tried(
                "postgres",
                "create table t (id int)",
                "alter table t add n int",
                "alter table t add n text",
                "alter table t add n date");

        assertThat(tried.pairs()).extracting(one -> one.pair()).containsExactly(new Pair(P1, P2), new Pair(P1, P3));
    }

    @Test
    void refusesARoleThatHasSomethingToLose() {
        String role = server.role("owner", "createdb");
        server.rows("create database precious owner " + role);

        assertThatThrownBy(() -> trials.tried(role, "select 1", "select 1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("owns the databases precious")
                .hasMessageContaining("CREATE ROLE coord LOGIN CREATEDB");

        server.rows("drop database precious");
    }

    @Test
    void refusesARoleThatMayMakeNothing() {
        String role = server.role("nobody", "");

        assertThatThrownBy(() -> trials.tried(role, "select 1", "select 1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ALTER ROLE nobody CREATEDB");
    }
}
