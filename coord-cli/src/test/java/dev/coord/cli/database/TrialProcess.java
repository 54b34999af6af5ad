package dev.coord.cli.database;

import dev.coord.FeatureId;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A trial in a process of its own, which can be killed. */
final class TrialProcess {

    private TrialProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        DatabaseUrl url = DatabaseUrl.parse(arguments[0], Map.of());
        PostgresTrial.on(url, false, Path.of(arguments[1]), told -> {}).apply(work());
    }

    private static SchemaWork work() {
        FeatureId one = new FeatureId("P1");
        FeatureId other = new FeatureId("P2");
        return new SchemaWork(
                List.of(new Migration("1.sql", "create table t (id int); select pg_sleep(0.2)")),
                List.of(
                        new Added(
                                one, List.of(new Migration("2.sql", "alter table t add a int; select pg_sleep(0.1)"))),
                        new Added(
                                other,
                                List.of(new Migration("3.sql", "alter table t add b int; select pg_sleep(0.1)")))),
                List.of(new Pair(one, other)));
    }
}
