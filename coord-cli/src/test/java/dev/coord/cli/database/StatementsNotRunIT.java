package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not run, and what it excuses. */
@ExtendWith(TempServer.class)
class StatementsNotRunIT {

    private static final FeatureId P1 = ServerTrials.P1;
    private static final FeatureId P2 = ServerTrials.P2;

    private final Running server;

    @TempDir
    private Path home;

    private ServerTrials trials;

    StatementsNotRunIT(Running server) {
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
    void blamesNobodyForWhatItsToolPutsIn() throws InterruptedException {
        Tried tried = trials.inOrder(
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
    void readsCopiedLinesAndCommands() throws InterruptedException {
        String seeds = "copy t from stdin;\n1\n2\n\\.\n\\connect other\ncreate index i on t (id)";

        Tried tried = trials.inOrder("postgres", "create table t (id int)", seeds, "create unique index u on t (id)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.statement().text(), one -> one.why())
                .containsExactly(tuple("\\connect other", "a command of psql's"));
        assertThat(tried.footprints()).extracting(Touched::name).contains("public.i", "public.u");
    }

    @Test
    void whatIsNotRunLeavesTheRestUndecided() throws InterruptedException {
        Tried tried = trials.ofTwo(
                "postgres",
                "select 1",
                "create table ${name} (id int); create index on missing (id)",
                "create table b (id int)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.feature(), one -> one.why())
                .contains(tuple(Optional.of(P1), "its tool puts a value in the place of '${name}'"))
                .anySatisfy(told -> assertThat(told.toList().get(1).toString()).contains("which may be because of"));
        assertThat(tried.pairs().get(0).verdict()).isInstanceOf(PairVerdict.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create role app_ro; grant app_ro to current_user | create index on missing (id)",
                "create role app_ro                               | create table d (id int, id int)",
                "create table ${name} (id int)                    | alter tabel t add n int",
                "\\set ON_ERROR_STOP on                          | create index on missing (id)",
                "create table s (id int); copy s from '/nowhere'  | create table d (id int references t (nowhere))",
                "\\copy t from 'rows.csv'                         | create index on missing (id)",
                "create extension if not exists file_fdw          | create index on t (nowhere)"
            })
    void whatWasNotRunExcusesOnlyWhatItCanMatterTo(String notRun, String wrong) throws InterruptedException {
        Tried after =
                trials.inOrder("postgres", "create table t (id int)\n;" + notRun, "create table a (id int)", wrong);
        Tried behind = trials.inOrder("postgres", "create table t (id int)", notRun, wrong);

        assertThat(List.of(after, behind))
                .allSatisfy(tried -> assertThat(tried.failure())
                        .hasValueSatisfying(
                                failure -> assertThat(failure.feature()).isEqualTo(P2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    \\copy t from 'rows.csv'              | alter table t add constraint c foreign key (id) references u (id)
                    \\copy t from 'rows.csv'              | do $$ begin perform * from missing; end $$
                    create extension vector              | create table d (v vector)
                    create extension vector; select 1    | create index on missing (id)
                    \\set tbl t\\i x                      | create index on missing (id)
                    """)
    void butForWhatItMayBeWhy(String notRun, String wrong) throws InterruptedException {
        Tried tried = trials.inOrder(
                "postgres",
                "create table t (id int); create table u (id int primary key)",
                notRun + "\n;insert into t values (1)",
                wrong);

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun()).anySatisfy(one -> assertThat(one.why()).contains("which may be because of"));
    }

    @Test
    void whatAVariableOfPsqlsStandsForIsNotKnown() throws InterruptedException {
        Tried tried = trials.inOrder(
                "postgres",
                "select 1",
                "\\set ON_ERROR_STOP on\n\\set tbl t\ncreate table :tbl (id int); create table :tbl2 (id int)");

        assertThat(tried.notRun())
                .singleElement()
                .satisfies(one -> assertThat(one.why()).contains("in the place of ':tbl'"));
        assertThat(tried.failure()).isPresent();
    }

    @Test
    void whatAFunctionPutsTogetherMayBeOfWhatWasNotRun() throws InterruptedException {
        Tried tried = trials.inOrder(
                "postgres", "insert into ${name} values (1)", "do $$ begin execute 'create tabel t (id int)'; end $$");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun()).anySatisfy(one -> assertThat(one.why()).contains("which may be because of"));
    }

    @Test
    void aFeatureThatNeedsWhatOneBeforeItDidNotRunIsNotToBlame() throws InterruptedException {
        Tried tried =
                trials.inOrder("postgres", "select 1", "create table ${name} (id int)", "create index on orders (id)");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .filteredOn(one -> one.feature().equals(Optional.of(P2)))
                .singleElement()
                .satisfies(one -> assertThat(one.why()).contains("which may be because of"));
    }

    @Test
    void whatTheServerLacksIsNobodysFault() throws InterruptedException {
        Tried tried = trials.inOrder(
                "postgres",
                "create table t (id int)",
                "create policy p on t to authenticated using (true)",
                "create table profiles (id uuid references auth.users (id))");

        assertThat(tried.failure()).isEmpty();
        assertThat(tried.notRun())
                .extracting(one -> one.why())
                .containsExactly("role \"authenticated\" does not exist", "schema \"auth\" does not exist");
    }
}
