package dev.coord.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Difference;
import dev.coord.schema.SchemaReport.Ending;
import dev.coord.schema.SchemaReport.Failure;
import dev.coord.schema.SchemaReport.NotRun;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.PairTrial;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Statement;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialFindingsTest {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");
    private static final FeatureId STRANGER = new FeatureId("P9");
    private static final Pair PAIR = new Pair(P1, P2);
    private static final Statement ONE = new Statement("m/2.sql", 1, "create table c (id int)");
    private static final Statement OTHER = new Statement("m/3.sql", 4, "create table c (id int, n int)");
    private static final SchemaWork WORK = new SchemaWork(
            List.of(),
            List.of(
                    new Added(P1, List.of(new Migration("m/2.sql", "..."))),
                    new Added(P2, List.of(new Migration("m/3.sql", "...")))),
            List.of());

    private static IntegrityFinding conflict(FeatureId feature, Optional<FeatureId> with) {
        return new IntegrityFinding(
                feature,
                "schema",
                "m/3.sql",
                4,
                "both",
                "look",
                true,
                Optional.of(new SchemaConflict(with, List.of("c"))));
    }

    private static Map<FeatureId, List<IntegrityFinding>> found() {
        return Map.of(P2, List.of(conflict(P2, Optional.of(P1)), conflict(P2, Optional.empty())));
    }

    private static Map<FeatureId, List<IntegrityFinding>> after(PairVerdict verdict) {
        SchemaReport report = new Tried(
                "PostgreSQL 17", Optional.empty(), List.of(new PairTrial(PAIR, verdict)), List.of(), List.of());
        return TrialFindings.with(WORK, report, found());
    }

    @Test
    void asksForConflictsBetweenFeaturesOfTheWork() {
        Map<FeatureId, List<IntegrityFinding>> found = Map.of(
                P2,
                List.of(
                        conflict(P2, Optional.of(P1)),
                        conflict(P2, Optional.of(P1)),
                        conflict(P2, Optional.empty()),
                        conflict(P2, Optional.of(STRANGER)),
                        conflict(P2, Optional.of(P1)).harmless("known")));

        assertThat(TrialFindings.pairs(WORK, found)).containsExactly(PAIR);
    }

    @Test
    void whatCommutesStopsNobodyAndOnlyThat() {
        assertThat(after(new PairVerdict.Commutes()).get(P2))
                .extracting(IntegrityFinding::check, IntegrityFinding::stops)
                .containsExactly(tuple("schema", false), tuple("schema", true), tuple("database", false));
    }

    @Test
    void whatDiffersStopsTheLaterWithBothStatements() {
        Difference difference =
                new Difference("column", "public.c.n", Optional.empty(), Optional.of("integer"), List.of(ONE, OTHER));

        List<IntegrityFinding> all =
                after(new PairVerdict.Differs(List.of(difference))).get(P2);

        assertThat(all).filteredOn(IntegrityFinding::stops).hasSize(3);
        assertThat(all.get(2)).satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("m/3.sql");
            assertThat(finding.line()).isEqualTo(4);
            assertThat(finding.message())
                    .contains(ONE.text(), OTHER.text(), "column 'public.c.n' is not there or 'integer'");
            assertThat(finding.conflict()).contains(new SchemaConflict(Optional.of(P1), List.of("public.c.n")));
        });
    }

    /** What the other one has may differ last. */
    @Test
    void thePlaceIsOneOfTheFeatureItself() {
        Difference both =
                new Difference("column", "public.c.n", Optional.empty(), Optional.of("integer"), List.of(ONE, OTHER));
        Difference others = new Difference("table", "public.d", Optional.empty(), Optional.of("x"), List.of(ONE));
        Failure failure = new Failure(P1, ONE, "relation \"c\" already exists", Optional.empty());

        IntegrityFinding differs =
                after(new PairVerdict.Differs(List.of(both, others))).get(P2).get(2);
        IntegrityFinding fails =
                after(new PairVerdict.Fails(failure, false)).get(P2).get(2);

        assertThat(differs.path()).isEqualTo("m/3.sql");
        assertThat(fails.path()).isEmpty();
        assertThat(fails.message()).contains("at 'create table c (id int)' in 'm/2.sql' line 1");
    }

    @Test
    void whatIsUnknownStaysStopped() {
        assertThat(after(new PairVerdict.Unknown("it was not run")).get(P2))
                .extracting(IntegrityFinding::stops)
                .containsExactly(true, true, false, false);
    }

    @Test
    void whatFailsInTheWaveStopsItsFeature() {
        Failure failure = new Failure(P2, OTHER, "relation \"c\" already exists", Optional.of(P1));
        Tried tried = new Tried("PostgreSQL 17", Optional.of(failure), List.of(), List.of(), List.of());

        Map<FeatureId, List<IntegrityFinding>> all = TrialFindings.with(WORK, tried, Map.of());

        assertThat(all).containsOnlyKeys(P2);
        assertThat(all.get(P2)).singleElement().satisfies(finding -> {
            assertThat(finding.stops()).isTrue();
            assertThat(finding.message()).contains("after those of 'P1'", "already exists", OTHER.text());
        });
    }

    @Test
    void whatWasNotTriedIsToldAndLiftsNothing() {
        Map<FeatureId, List<IntegrityFinding>> all = TrialFindings.with(WORK, new NotTried("no server"), found());

        assertThat(all.get(P2))
                .startsWith(found().get(P2).toArray(IntegrityFinding[]::new))
                .hasSize(3);
        assertThat(all.get(P1)).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(Weight.UNKNOWN);
            assertThat(finding.message()).contains("is not known", "no server");
        });
    }

    @Test
    void whatWasNotRunIsTold() {
        Tried tried = new Tried(
                "PostgreSQL 17",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(
                        new NotRun(Optional.of(P1), ONE, "it is far", Ending.NOT_BEGUN),
                        new NotRun(Optional.of(P1), ONE, "it takes too long", Ending.CUT),
                        new NotRun(Optional.of(P1), ONE, "there is no x", Ending.FAILED)));

        assertThat(TrialFindings.with(WORK, tried, Map.of()).get(P1))
                .extracting(IntegrityFinding::message)
                .satisfiesExactly(
                        message -> assertThat(message).endsWith("was not run on the database: it is far"),
                        message -> assertThat(message)
                                .endsWith("did not come to an end on the database: it takes too long"),
                        message -> assertThat(message).endsWith("failed on the database: there is no x"));
    }
}
