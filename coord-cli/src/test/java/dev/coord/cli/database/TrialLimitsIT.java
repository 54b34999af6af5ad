package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.core.run.event.RunNotice;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Ending;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What does not come to an end by itself. */
@ExtendWith(TempServer.class)
class TrialLimitsIT {

    private static final FeatureId P1 = ServerTrials.P1;
    private static final FeatureId P2 = ServerTrials.P2;
    private static final FeatureId P3 = ServerTrials.P3;

    private final Running server;

    @TempDir
    private Path home;

    private ServerTrials trials;

    TrialLimitsIT(Running server) {
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

    @Test
    void othersAreTriedBehindWhatDoesNotComeToAnEnd() throws InterruptedException {
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1L << 30, Duration.ofMinutes(5));
        SchemaWork work = ServerTrials.work(
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
        SchemaWork work = ServerTrials.work("create table t (id int)", "alter table t add a int", "select pg_sleep(99)")
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
                    .extracting(one -> one.statement().path(), one -> one.ending())
                    .containsExactly(tuple("migrations/003.sql", Ending.CUT));
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
        Tried tried = trials.ofTwo(
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
}
