package dev.coord.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Ending;
import dev.coord.schema.SchemaReport.Failure;
import dev.coord.schema.SchemaReport.NotRun;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.Statement;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemainingTrialTest {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final Statement FAILING = new Statement("3.sql", 7, "alter table b add x int");
    private static final List<Migration> ALL = List.of(migration("1.sql"), migration("2.sql"), migration("3.sql"));
    private static final List<Migration> LEFT = List.of(migration("1.sql"), migration("3.sql"));
    private static final SchemaWork WORK = new SchemaWork(ALL, List.of(new Added(P1, LEFT)), List.of());

    private final List<SchemaWork> asked = new ArrayList<>();

    private static Migration migration(String path) {
        return new Migration(path, "...");
    }

    /** Answers one after the other. */
    private SchemaTrial trial(SchemaReport... answers) {
        Deque<SchemaReport> left = new ArrayDeque<>(List.of(answers));
        return work -> {
            asked.add(work);
            return left.pop();
        };
    }

    private static Tried tried(NotRun... notRun) {
        return new Tried("PostgreSQL 17", Optional.empty(), List.of(), List.of(), List.of(notRun));
    }

    private static Tried failed() {
        Failure failure = new Failure(P1, FAILING, "relation \"b\" does not exist", Optional.empty());
        return new Tried("PostgreSQL 17", Optional.of(failure), List.of(), List.of(), List.of());
    }

    private static NotRun notRun(String why) {
        return new NotRun(Optional.of(P1), FAILING, why, Ending.NOT_BEGUN);
    }

    @Test
    void whatAppliesIsTriedOnceAndNothingIsFound() throws InterruptedException {
        assertThat(new RemainingTrial(trial(tried())).of(WORK)).isEmpty();
        assertThat(asked).singleElement().satisfies(work -> {
            assertThat(work.base()).isEmpty();
            assertThat(work.features()).containsExactly(new Added(P1, LEFT));
        });
    }

    @Test
    void whatDoesNotApplyAnyMoreStops() throws InterruptedException {
        List<IntegrityFinding> found = new RemainingTrial(trial(failed(), tried())).of(WORK);

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.stops()).isTrue();
            assertThat(one.feature()).isEqualTo(P1);
            assertThat(one.path()).isEqualTo("3.sql");
            assertThat(one.line()).isEqualTo(7);
            assertThat(one.message())
                    .isEqualTo("it does not apply any more: PostgreSQL 17 says relation \"b\" does not exist, at"
                            + " 'alter table b add x int'");
        });
        assertThat(asked.get(1).features()).containsExactly(new Added(P1, ALL));
    }

    @Test
    void whatDidNotApplyBeforeIsToldAndStopsNothing() throws InterruptedException {
        for (SchemaReport before : List.of(failed(), tried(notRun("roles")), new NotTried("it is gone"))) {
            List<IntegrityFinding> found = new RemainingTrial(trial(failed(), before)).of(WORK);

            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.weight()).isEqualTo(Weight.UNKNOWN);
                assertThat(one.message()).contains("whether it did is not known", "does not exist");
            });
        }
    }

    @Test
    void whatIsNotTriedIsTold() throws InterruptedException {
        assertThat(new RemainingTrial(trial(new NotTried("it is gone"))).of(WORK))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.weight()).isEqualTo(Weight.UNKNOWN);
                    assertThat(one.message()).contains("the database could not be used: it is gone");
                });
        SchemaWork unread = new SchemaWork(ALL, WORK.features(), List.of(), Optional.of("'2.sql' cannot be tried"));
        assertThat(new RemainingTrial(trial()).of(unread))
                .singleElement()
                .satisfies(one -> assertThat(one.message()).contains("'2.sql' cannot be tried"));
        assertThat(new RemainingTrial(trial(tried(notRun("it is about roles")))).of(WORK))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.weight()).isEqualTo(Weight.UNKNOWN);
                    assertThat(one.message()).contains("was not run on the database: it is about roles");
                });
    }
}
