package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.core.run.event.RunNotice;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Action;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
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

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");
    private static final FeatureId P3 = new FeatureId("P3");
    private static final List<FeatureId> NAMES = List.of(P1, P2, P3);

    private final Running server;

    @TempDir
    private Path home;

    PostgresTrialIT(Running server) {
        this.server = server;
    }

    @BeforeEach
    void beginClean() {
        assertThat(server.scratch()).isEmpty();
    }

    @AfterEach
    void leavesNothing() {
        assertThat(server.scratch()).isEmpty();
        assertThat(new ScratchRecords(home).left()).isEmpty();
    }

    private static SchemaWork work(String base, String... features) {
        List<Added> added = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            added.add(new Added(NAMES.get(i), List.of(new Migration("migrations/00" + (i + 2) + ".sql", features[i]))));
        }
        return new SchemaWork(List.of(new Migration("migrations/001.sql", base)), added, List.of());
    }

    /** All pairs of them in both orders, too. */
    private SchemaReport tried(String role, String base, String... features) throws InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new Pair(NAMES.get(j), NAMES.get(i)));
            }
        }
        return tried(role, work(base, features).with(pairs));
    }

    private SchemaReport tried(String role, SchemaWork work) throws InterruptedException {
        return PostgresTrial.on(server.as(role), false, home, told -> {}).apply(work);
    }

    private Tried inOrder(String role, String base, String... features) throws InterruptedException {
        return (Tried) tried(role, work(base, features));
    }

    private Tried ofTwo(String role, String base, String one, String other) throws InterruptedException {
        return (Tried) tried(role, base, one, other);
    }

    private String roleOf(Isolation isolation) {
        return switch (isolation) {
            case OWN_ROLE -> server.role("maker", "createdb createrole");
            case GUARDED -> server.role("poor", "createdb");
            case NONE -> "postgres";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    create table a (id int)            | create table b (id int)
                    alter table t add column a int     | alter table t add column b text
                    alter table t enable row level security; create policy p on t using (true) | create policy q on t using (true)
                    create index concurrently i on t (id) | create index concurrently j on t (n)
                    """)
    void commute(String one, String other) throws InterruptedException {
        Tried tried = ofTwo("postgres", "create table t (id int, n int)", one, other);

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
        roleOf(Isolation.OWN_ROLE);
        roleOf(Isolation.GUARDED);

        Tried tried = ofTwo(
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
    void blamesNobodyForWhatItsToolPutsIn() throws InterruptedException {
        Tried tried = inOrder(
                "postgres",
                "create table t (id int)",
                "alter table t add n int default ${n}",
                "create table u (id int)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.why())
                .contains("its tool puts a value in the place of '${n}'");
    }

    @Test
    void findsTheLastFunctionThatWins() throws InterruptedException {
        String function = "create or replace function f() returns int language sql as 'select ";

        Tried tried = ofTwo("postgres", "select 1", function + "1'", function + "2'");

        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Differs.class);
    }

    @Test
    void tellsTheOrderThatFails() throws InterruptedException {
        Tried tried = ofTwo(
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
        Tried tried =
                ofTwo("postgres", "create table t (id int)", "alter table t add n int", "alter table t add n text");

        assertThat(tried.pairs().get(0).verdict())
                .isInstanceOfSatisfying(
                        PairVerdict.Fails.class,
                        fails -> assertThat(fails.inBoth()).isTrue());
    }

    @Test
    void tellsTheFeatureWithWhichAWaveBeginsToFail() throws InterruptedException {
        Tried tried = inOrder(
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
        Tried tried = inOrder("postgres", "select 1", "create table a (id int)", "create tabel b (id int)");

        assertThat(tried.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.feature()).isEqualTo(P2);
            assertThat(failure.after()).isEmpty();
        });
    }

    @Test
    void seesInsideOfBlocks() throws InterruptedException {
        String block =
                "do $$ begin execute 'create table ' || 'hidden (id serial primary key)'; drop table gone; end $$";

        Tried tried = inOrder(
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
    void readsCopiedLinesAndCommands() throws InterruptedException {
        String seeds = "copy t from stdin;\n1\n2\n\\.\n\\connect other\ncreate index i on t (id)";

        Tried tried = inOrder("postgres", "create table t (id int)", seeds, "create unique index u on t (id)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.statement().text(), one -> one.why())
                .containsExactly(tuple("\\connect other", "a command of psql's"));
        assertThat(tried.footprints()).extracting(Touched::name).contains("public.i", "public.u");
    }

    @Test
    void whatIsNotRunLeavesTheRestUndecided() throws InterruptedException {
        Tried tried = ofTwo(
                "postgres",
                "select 1",
                "create table ${name} (id int); create index on missing (id)",
                "create table b (id int)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.feature(), one -> one.why())
                .contains(tuple(Optional.of(P1), "its tool puts a value in the place of '${name}'"))
                .anySatisfy(told -> assertThat(told.toList().get(1).toString()).startsWith("it failed, which may be"));
        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create role app_ro; grant app_ro to current_user | create index on missing (id)",
                "create role app_ro                               | create table d (id int, id int)",
                "create table ${name} (id int)                    | alter tabel t add n int"
            })
    void whatWasNotRunExcusesOnlyWhatItCanMatterTo(String notRun, String wrong) throws InterruptedException {
        Tried after = inOrder("postgres", notRun, "create table a (id int)", wrong);
        Tried behind = inOrder("postgres", "select 1", notRun, wrong);

        assertThat(List.of(after, behind))
                .allSatisfy(tried -> assertThat(tried.failure())
                        .hasValueSatisfying(
                                failure -> assertThat(failure.feature()).isEqualTo(P2)));
    }

    @Test
    void whatAFunctionPutsTogetherMayBeOfWhatWasNotRun() throws InterruptedException {
        Tried tried = inOrder(
                "postgres", "insert into ${name} values (1)", "do $$ begin execute 'create tabel t (id int)'; end $$");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun()).anySatisfy(one -> assertThat(one.why()).startsWith("it failed, which may be"));
    }

    @Test
    void aFeatureThatNeedsWhatOneBeforeItDidNotRunIsNotToBlame() throws InterruptedException {
        Tried tried = inOrder("postgres", "select 1", "create table ${name} (id int)", "create index on orders (id)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .filteredOn(one -> one.feature().equals(Optional.of(P2)))
                .singleElement()
                .satisfies(one -> assertThat(one.why()).startsWith("it failed, which may be"));
    }

    @Test
    void othersAreTriedBehindWhatDoesNotComeToAnEnd() throws InterruptedException {
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1L << 30, Duration.ofMinutes(5));
        SchemaWork work = work(
                "select 1",
                "begin; create table a (id int); select pg_sleep(99)",
                "create table b (id int)",
                "create tabel c (id int)");

        Tried tried = (Tried) new PostgresTrial(server.as("postgres"), false, limits, home, told -> {}).apply(work);

        assertThat(tried.failure())
                .hasValueSatisfying(failure -> assertThat(failure.feature()).isEqualTo(P3));
        assertThat(tried.footprints()).extracting(Touched::name).contains("public.b");
    }

    @Test
    void whatTheServerLacksIsNobodysFault() throws InterruptedException {
        Tried tried = inOrder(
                "postgres",
                "create table t (id int)",
                "create policy p on t to authenticated using (true)",
                "create table profiles (id uuid references auth.users (id))");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.why())
                .containsExactly("role \"authenticated\" does not exist", "schema \"auth\" does not exist");
    }

    @Test
    void triesNothingOnATargetThatDoesNotApply() throws InterruptedException {
        SchemaReport report = tried("postgres", "create table a (id int);\ncreate table a (id int)", "select 1");

        assertThat(report)
                .isEqualTo(new NotTried("the target's own migrations do not apply to an empty database:"
                        + " migrations/001.sql:2: relation \"a\" already exists"));
    }

    @Test
    void endsWhatTakesTooLong() throws InterruptedException {
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1L << 30, Duration.ofMinutes(5));
        String endless = "set statement_timeout = 0; do $$ begin loop begin perform pg_sleep(9);"
                + " exception when query_canceled then null; end; end loop; end $$";
        SchemaWork work =
                new SchemaWork(List.of(), List.of(new Added(P1, List.of(new Migration("m.sql", endless)))), List.of());

        Tried tried = (Tried) new PostgresTrial(server.as("postgres"), false, limits, home, told -> {}).apply(work);

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun()).extracting(one -> one.why()).contains("it takes longer than 1 seconds");
    }

    @Test
    void waitsOnceForWhatDoesNotEnd() throws Exception {
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1L << 30, Duration.ofMinutes(5));
        SchemaWork work = work("create table t (id int)", "alter table t add a int", "select pg_sleep(99)")
                .with(List.of(new Pair(P1, P2)));
        PostgresTrial trial = new PostgresTrial(server.as("postgres"), false, limits, home, told -> {});
        Set<String> seen = new HashSet<>();

        for (int call = 0; call < 2; call++) {
            FutureTask<SchemaReport> under = new FutureTask<>(() -> trial.apply(work));
            new Thread(under).start();
            while (!under.isDone()) {
                seen.addAll(server.rows("select pid, query_start from pg_stat_activity"
                        + " where query like 'select pg_sleep(99)%' and state = 'active'"));
            }
            Tried tried = (Tried) under.get();

            assertThat(tried.failure()).isEmpty();
            assertThat(tried.notRun())
                    .extracting(one -> one.statement().path(), one -> one.isBegun())
                    .containsExactly(tuple("migrations/003.sql", true));
            assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Unknown.class);
        }

        assertThat(seen).hasSize(1);
    }

    @Test
    void endsWhatGrows() throws InterruptedException {
        Limits limits = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(1), 32L << 20, Duration.ofMinutes(5));
        String growing = "create table t (x text); alter table t alter x set storage external;"
                + " do $$ begin loop insert into t values (repeat('x', 100000)); end loop; end $$";
        SchemaWork work =
                new SchemaWork(List.of(), List.of(new Added(P1, List.of(new Migration("m.sql", growing)))), List.of());

        Tried tried = (Tried) new PostgresTrial(server.as("postgres"), false, limits, home, told -> {}).apply(work);

        assertThat(tried.notRun())
                .as("%s", tried)
                .extracting(one -> one.why())
                .contains("its database has more than 32 MiB");
    }

    @Test
    void endsWhenItIsInterrupted() throws InterruptedException {
        SchemaWork work = new SchemaWork(
                List.of(), List.of(new Added(P1, List.of(new Migration("m.sql", "select pg_sleep(50)")))), List.of());
        PostgresTrial trial = PostgresTrial.on(server.as("postgres"), false, home, told -> {});
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            org.awaitility.Awaitility.await()
                    .until(() -> server
                            .rows(
                                    "select 1 from pg_stat_activity where query like 'select pg_sleep(50)%' and state = 'active'")
                            .stream()
                            .anyMatch("1"::equals));
            caller.interrupt();
        });
        interrupter.start();

        assertThatThrownBy(() -> trial.apply(work)).isInstanceOf(InterruptedException.class);

        interrupter.join();
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
            Tried tried = inOrder(role, hidden, rows);

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
        Tried tried = ofTwo("postgres", "create table t (id int); " + base, one, other);

        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Fails.class);
    }

    @Test
    void whatHasLostIsNotTriedAgainstOthers() throws InterruptedException {
        Tried tried = (Tried) tried(
                "postgres",
                "create table t (id int)",
                "alter table t add n int",
                "alter table t add n text",
                "alter table t add n date");

        assertThat(tried.pairs()).extracting(one -> one.pair()).containsExactly(new Pair(P1, P2), new Pair(P1, P3));
    }

    @Test
    void whatIsNotReachedInTimeIsSaidNotToBeTried() throws InterruptedException {
        Limits limits = new Limits(Duration.ofMinutes(1), Duration.ofSeconds(1), 1L << 30, Duration.ZERO);
        SchemaWork work = new SchemaWork(
                List.of(),
                List.of(
                        new Added(P1, List.of(new Migration("1.sql", "create table s (id int)"))),
                        new Added(P2, List.of(new Migration("2.sql", "create table t (id int)")))),
                List.of(new Pair(P1, P2)));

        Tried tried = (Tried) new PostgresTrial(server.as("postgres"), false, limits, home, told -> {}).apply(work);

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.feature(), one -> one.why())
                .containsExactly(
                        tuple(Optional.of(P1), "the trial has taken longer than 0s"),
                        tuple(Optional.of(P2), "the trial has taken longer than 0s"));
        assertThat(tried.pairs().get(0).verdict())
                .isEqualTo(new PairVerdict.Unknown("it was not tried: the trial has taken longer than 0s"));
    }

    @Test
    void aMigrationThatEndsItsOwnConnectionIsNotTakenForAServerThatIsGone() throws InterruptedException {
        Tried tried = ofTwo(
                "postgres",
                "create table t (id int)",
                "do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$",
                "create table u (id int)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun()).extracting(one -> one.why()).contains("its connection ended with it");
        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Unknown.class);
    }

    @Test
    void aServerThatGoesAwayBlamesNobody() throws Exception {
        try (CutLine line = new CutLine(server.port())) {
            DatabaseUrl url = DatabaseUrl.parse("postgres://postgres@localhost:" + line.port() + "/postgres", Map.of());
            PostgresTrial trial = PostgresTrial.on(url, false, home, told -> {});
            Thread cutting = new Thread(() -> {
                org.awaitility.Awaitility.await()
                        .until(() -> server.rows(
                                        "select 1 from pg_stat_activity where query like 'select pg_sleep(40)%' and state = 'active'")
                                .contains("1"));
                line.cut();
            });
            cutting.start();

            SchemaReport report = trial.apply(new SchemaWork(
                    List.of(),
                    List.of(new Added(P1, List.of(new Migration("m.sql", "select pg_sleep(40)")))),
                    List.of()));

            cutting.join();
            assertThat(report).isInstanceOf(NotTried.class);
        }
        dropWhatCouldNotBeDropped();
    }

    private void dropWhatCouldNotBeDropped() {
        Pattern database = Pattern.compile("(.*)_[0-9]+");
        List<String> left = server.scratch();
        left.stream()
                .filter(name -> database.matcher(name).matches())
                .forEach(name -> server.rows("drop database " + name + " with (force)"));
        left.stream().filter(name -> !database.matcher(name).matches()).forEach(name -> {
            server.rows("drop role " + name);
            new ScratchRecords(home).end(name);
        });
    }

    @Test
    void tellsHowFarItIs() throws InterruptedException {
        List<RunNotice> told = new ArrayList<>();
        SchemaWork work = new SchemaWork(
                List.of(new Migration("1.sql", "select 1")),
                List.of(new Added(P1, List.of(new Migration("m.sql", "select pg_sleep(1.3)")))),
                List.of());

        PostgresTrial.on(server.as("postgres"), false, home, told::add).apply(work);

        assertThat(told).containsExactly(new RunNotice.TryingMigrations(1, 2, 1, 0, 0));
    }

    /** Of another host, or of a directory that was deleted. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "maker", "poor"})
    void dropsWhatNobodyKnowsOfAfterADay(String role) throws Exception {
        server.role("maker", "createdb createrole");
        server.role("poor", "createdb");
        server.role("stranger", "createdb");
        Instant old = Instant.now().minus(Duration.ofHours(25));
        List<String> gone = List.of("coord_scratch_0000000000000001", "coord_scratch_0000000000000002");
        List<String> staying = IntStream.range(3, 8)
                .mapToObj(i -> "coord_scratch_000000000000000" + i)
                .toList();
        gone.forEach(trial -> left(trial, role, old));
        left(staying.get(0), role, Instant.now().minus(Duration.ofHours(23)));
        left(staying.get(1), role, old);
        server.rows("comment on database " + staying.get(1) + "_1 is null");
        left(staying.get(2), role, old);
        left(staying.get(3), role, old);
        left(staying.get(4), role.equals("postgres") ? role : "stranger", old);
        if (role.equals("postgres")) {
            server.rows("comment on database " + staying.get(4) + "_1 is 'mine'");
        }
        Properties named = new Properties();
        named.setProperty("user", "postgres");
        named.setProperty("ApplicationName", staying.get(2));
        Properties inside = new Properties();
        inside.setProperty("user", "postgres");
        String place = "jdbc:postgresql://localhost:" + server.port() + "/";
        try (Connection living = Server.connect(place + "postgres", named);
                Connection entered = Server.connect(place + staying.get(3) + "_1", inside)) {
            PostgresTrial.on(server.as(role), false, home, told -> {});

            assertThat(living.isValid(1) && entered.isValid(1)).isTrue();
            assertThat(server.scratch())
                    .containsExactlyInAnyOrderElementsOf(
                            staying.stream().map(trial -> trial + "_1").toList());
        } finally {
            server.scratch().forEach(database -> server.rows("drop database if exists " + database + " with (force)"));
        }
    }

    private void left(String trial, String owner, Instant at) {
        server.rows("create database " + trial + "_1 owner " + owner);
        server.rows("comment on database " + trial + "_1 is 'made by coord for a trial of migrations at " + at + "'");
    }

    @Test
    void marksWhatItMakes() throws InterruptedException {
        List<String> marks = new ArrayList<>();
        String made =
                "select count(*) from pg_shdescription where description ~ '^made by coord for a trial of migrations at 2'";

        PostgresTrial.on(server.as("postgres"), false, home, told -> marks.addAll(server.rows(made)))
                .apply(work("select pg_sleep(1.3)", "select 1"));

        assertThat(marks).as("its role and its database").containsExactly("2");
        assertThat(server.rows(made)).containsExactly("0");
    }

    /** What a kill leaves of a database that the server was about to drop. */
    @Test
    void dropsWhatWasDroppedByHalves() throws IOException {
        DatabaseUrl poor = server.as(server.role("poor", "createdb"));
        String trial = killedTrial(poor);
        server.rows("create database " + trial + "_1 owner poor");
        server.rows("update pg_database set datconnlimit = -2 where datname = '" + trial + "_1'");

        PostgresTrial.on(poor, false, home, told -> {});

        assertThat(server.scratch()).isEmpty();
    }

    /** A session of a killed call may be at its end when its role is dropped already, and then nobody but a superuser may end it. */
    @Test
    void waitsForASessionWhoseRoleIsGone() throws Exception {
        DatabaseUrl maker = server.as(server.role("maker", "createdb createrole"));
        String trial = killedTrial(maker);
        server.role(trial, "");
        Properties inside = new Properties();
        inside.setProperty("user", trial);
        inside.setProperty("ApplicationName", trial);
        Connection session = Server.connect("jdbc:postgresql://localhost:" + server.port() + "/postgres", inside);
        server.rows("drop role " + trial);
        Thread closing = new Thread(() -> {
            try (session) {
                org.awaitility.Awaitility.await()
                        .until(() -> server.rows(
                                        "select 1 from pg_stat_activity where query like '%pg_sleep(0.1)%' and usename = 'maker'")
                                .contains("1"));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        closing.start();

        try {
            PostgresTrial.on(maker, false, home, told -> {});
        } finally {
            session.close();
            closing.join();
        }

        assertThat(new ScratchRecords(home).left()).isEmpty();
    }

    private String killedTrial(DatabaseUrl where) throws IOException {
        String trial = new ScratchRecords(home).begin(where.server());
        Path record = home.resolve(ScratchRecords.DIRECTORY).resolve(trial);
        Files.writeString(
                record,
                Files.readString(record).replaceFirst("process (\\d+) \\S+", "process $1 2020-01-01T00:00:00Z"));
        return trial;
    }

    @Test
    void refusesARoleThatHasSomethingToLose() {
        String role = server.role("owner", "createdb");
        server.rows("create database precious owner " + role);

        assertThatThrownBy(() -> tried(role, "select 1", "select 1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("owns the databases precious")
                .hasMessageContaining("CREATE ROLE coord LOGIN CREATEDB");

        server.rows("drop database precious");
    }

    @Test
    void refusesARoleThatMayMakeNothing() {
        String role = server.role("nobody", "");

        assertThatThrownBy(() -> tried(role, "select 1", "select 1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ALTER ROLE nobody CREATEDB");
    }
}
