package dev.coord.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport.Action;
import dev.coord.schema.SchemaReport.Failure;
import dev.coord.schema.SchemaReport.PairTrial;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Statement;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTrialingTest {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId TARGET = new FeatureId("target"); // a feature may be called so

    private static final SchemaWork WORK = new SchemaWork(
            List.of(migration("1.sql"), migration("2.sql")),
            List.of(new Added(P1, List.of(migration("3.sql"))), new Added(TARGET, List.of(migration("4.sql")))),
            List.of());

    private final List<SchemaWork> asked = new ArrayList<>();

    private static Migration migration(String path) {
        return new Migration(path, "...");
    }

    /** Every pair that is asked for comes out so. */
    private SchemaTrial trial(PairVerdict verdict, Touched... footprints) {
        return work -> {
            asked.add(work);
            List<PairTrial> pairs = work.pairs().stream()
                    .map(pair -> new PairTrial(pair, verdict))
                    .toList();
            return new Tried("PostgreSQL 17", Optional.empty(), pairs, List.of(footprints), List.of());
        };
    }

    private static Touched touched(FeatureId feature, String kind, String name) {
        return new Touched(feature, Action.ALTER, kind, name, new Statement("x", 1, "do $$"));
    }

    private static IntegrityFinding conflict(FeatureId feature, Optional<FeatureId> with) {
        return new IntegrityFinding(
                feature, "schema", "m", 4, "both", "look", true, Optional.of(new SchemaConflict(with, List.of("c"))));
    }

    @Test
    void whatLandedMeanwhileTakesPartInBothOrders() throws InterruptedException {
        SchemaTrialing trialing = new SchemaTrialing(trial(new PairVerdict.Commutes()), feature -> Set.of("1.sql"));

        Map<FeatureId, List<IntegrityFinding>> all = trialing.of(
                WORK,
                Map.of(P1, List.of(conflict(P1, Optional.empty()), conflict(P1, Optional.of(new FeatureId("P9"))))));

        assertThat(all.get(P1)).extracting(IntegrityFinding::stops).startsWith(false, true);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).base()).containsExactly(migration("1.sql"));
        assertThat(asked.get(0).features().get(0).migrations()).containsExactly(migration("2.sql"));
        assertThat(asked.get(0).features().get(0).feature()).isNotEqualTo(TARGET);
    }

    @Test
    void whatCannotBeTriedIsToldOfEachFeature() throws InterruptedException {
        SchemaTrialing trialing = new SchemaTrialing(trial(new PairVerdict.Commutes()), feature -> Set.of());
        SchemaWork work =
                new SchemaWork(WORK.base(), WORK.features(), WORK.pairs(), Optional.of("'3.sql' cannot be tried"));

        Map<FeatureId, List<IntegrityFinding>> all = trialing.of(work, Map.of());

        assertThat(asked).isEmpty();
        assertThat(all.get(P1)).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(IntegrityFinding.Weight.UNKNOWN);
            assertThat(finding.message()).contains("not known, since '3.sql' cannot be tried");
        });
        assertThat(all).containsKey(TARGET);
    }

    @Test
    void whatMeetsTheTargetIsTriedTogetherAndNotAgainstEachOther() throws InterruptedException {
        SchemaTrialing trialing =
                new SchemaTrialing(trial(new PairVerdict.Differs(List.of())), feature -> Set.of("1.sql"));

        trialing.of(
                WORK,
                Map.of(
                        P1,
                        List.of(conflict(P1, Optional.empty())),
                        TARGET,
                        List.of(conflict(TARGET, Optional.empty()), conflict(TARGET, Optional.of(P1)))));

        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).pairs()).extracting(Pair::later).containsExactly(P1, TARGET);
        assertThat(asked.get(1).pairs()).isEmpty();
    }

    @Test
    void whatMeetsOnlyInADatabaseIsTriedInBothOrders() throws InterruptedException {
        Touched one = touched(P1, "column", "public.t.a");
        Touched other = touched(TARGET, "trigger", "x on public.t");
        SchemaTrialing trialing =
                new SchemaTrialing(trial(new PairVerdict.Differs(List.of()), one, other), feature -> Set.of());

        Map<FeatureId, List<IntegrityFinding>> all = trialing.of(WORK, Map.of());

        assertThat(asked.get(1).pairs()).containsExactly(new Pair(P1, TARGET));
        assertThat(all.get(TARGET))
                .filteredOn(IntegrityFinding::stops)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.conflict()).contains(new SchemaConflict(Optional.of(P1), List.of()));
                });
    }

    @Test
    void whatIsNotSeenMeetsWhatItNames() throws InterruptedException {
        Touched one = touched(P1, "column", "public.\"Customers\".vip");
        SchemaTrialing trialing =
                new SchemaTrialing(trial(new PairVerdict.Differs(List.of()), one), feature -> Set.of());
        for (Set<String> words : List.of(Set.of("customers"), Set.of("customer", "vip"))) {
            SchemaWork work = new SchemaWork(
                    List.of(),
                    List.of(
                            new Added(P1, List.of(migration("3.sql"))),
                            new Added(TARGET, List.of(migration("4.sql")), words)),
                    List.of());

            trialing.of(work, Map.of());
        }

        assertThat(asked).hasSize(3);
        assertThat(asked.get(1).pairs()).containsExactly(new Pair(P1, TARGET));
    }

    @Test
    void whatIsNotSeenMeetsWhatLandedMeanwhile() throws InterruptedException {
        FeatureId landed = new FeatureId("target-");
        SchemaTrialing trialing = new SchemaTrialing(
                trial(new PairVerdict.Differs(List.of()), touched(landed, "column", "public.t.a")),
                feature -> Set.of("1.sql"));
        SchemaWork work = new SchemaWork(
                WORK.base(),
                List.of(
                        new Added(P1, List.of(migration("3.sql")), Set.of("t")),
                        new Added(TARGET, List.of(migration("4.sql")), Set.of("u"))),
                List.of());

        Map<FeatureId, List<IntegrityFinding>> all = trialing.of(work, Map.of());

        assertThat(asked.get(0).pairs()).isEmpty();
        assertThat(asked.get(1).pairs()).containsExactly(new Pair(landed, P1));
        assertThat(all.get(P1)).filteredOn(IntegrityFinding::stops).hasSize(1);
        assertThat(all.get(TARGET)).noneMatch(IntegrityFinding::stops);
    }

    @Test
    void whatIsOnTopOfTheOtherIsInOrder() throws InterruptedException {
        Touched one = touched(P1, "table", "public.t");
        Touched other = touched(TARGET, "table", "public.t");
        SchemaTrialing trialing =
                new SchemaTrialing(trial(new PairVerdict.Commutes(), one, other), feature -> Set.of("3.sql"));

        trialing.of(WORK, Map.of());

        assertThat(asked).hasSize(1);
    }

    private static IntegrityFinding lack(FeatureId feature, String path) {
        return new IntegrityFinding(feature, "schema", path, 1, "no migration makes it", "", false)
                .lacking(new Missing(List.of(), List.of(new FeatureId("P9")), List.of()));
    }

    private static SchemaTrial failing(String path) {
        return work -> new Tried(
                "PostgreSQL 17",
                Optional.of(new Failure(P1, new Statement(path, 1, "create"), "there is no t", Optional.empty())),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void whatFailsSinceOthersAreToBringWhatItNeedsIsNotToBeMended() throws InterruptedException {
        SchemaTrialing trialing = new SchemaTrialing(failing("3.sql"), feature -> Set.of());

        Map<FeatureId, List<IntegrityFinding>> lacking = trialing.of(WORK, Map.of(P1, List.of(lack(P1, "3.sql"))));
        Map<FeatureId, List<IntegrityFinding>> other = trialing.of(WORK, Map.of(P1, List.of(lack(P1, "5.sql"))));

        assertThat(lacking.get(P1)).singleElement().satisfies(finding -> {
            assertThat(finding.stops()).isTrue();
            assertThat(finding.message()).isEqualTo("no migration makes it (PostgreSQL 17 says there is no t)");
            assertThat(finding.missing().orElseThrow().by()).containsExactly(new FeatureId("P9"));
        });
        assertThat(other.get(P1)).extracting(IntegrityFinding::check).containsExactly("schema", "database");
    }

    @Test
    void whatTheServerSaysCountsWhereNobodyIsToBringIt() throws InterruptedException {
        SchemaTrialing trialing = new SchemaTrialing(failing("3.sql"), feature -> Set.of());
        IntegrityFinding lack = lack(P1, "3.sql").lacking(new Missing(List.of()));

        Map<FeatureId, List<IntegrityFinding>> all = trialing.of(WORK, Map.of(P1, List.of(lack)));

        assertThat(all.get(P1)).extracting(IntegrityFinding::check).containsExactly("database");
    }

    @Test
    void whatAppliesLacksNothing() throws InterruptedException {
        SchemaTrialing trialing = new SchemaTrialing(trial(new PairVerdict.Commutes()), feature -> Set.of());

        Map<FeatureId, List<IntegrityFinding>> all =
                trialing.of(WORK, Map.of(P1, List.of(lack(P1, "3.sql"), lack(P1, "5.sql"))));

        assertThat(all.get(P1)).extracting(IntegrityFinding::path).containsExactly("5.sql", "");
    }
}
