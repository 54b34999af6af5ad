package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trials of one migration of the target and one of each feature. */
record ServerTrials(Running server, Path home) {

    static final FeatureId P1 = new FeatureId("P1");
    static final FeatureId P2 = new FeatureId("P2");
    static final FeatureId P3 = new FeatureId("P3");
    private static final List<FeatureId> NAMES = List.of(P1, P2, P3);

    void assertNothingIsLeft() {
        assertThat(server.scratch()).isEmpty();
        assertThat(new ScratchRecords(home).left()).isEmpty();
    }

    static SchemaWork work(String base, String... features) {
        List<Added> added = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            added.add(new Added(NAMES.get(i), List.of(new Migration("migrations/00" + (i + 2) + ".sql", features[i]))));
        }
        return new SchemaWork(List.of(new Migration("migrations/001.sql", base)), added, List.of());
    }

    /** All pairs of them in both orders, too. */
    SchemaReport tried(String role, String base, String... features) throws InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new Pair(NAMES.get(j), NAMES.get(i)));
            }
        }
        return tried(role, work(base, features).with(pairs));
    }

    SchemaReport tried(String role, SchemaWork work) throws InterruptedException {
        return PostgresTrial.on(server.as(role), false, home, told -> {}).apply(work);
    }

    Tried inOrder(String role, String base, String... features) throws InterruptedException {
        return (Tried) tried(role, work(base, features));
    }

    Tried ofTwo(String role, String base, String one, String other) throws InterruptedException {
        return (Tried) tried(role, base, one, other);
    }
}
