package dev.coord.core.schema;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Failure;
import dev.coord.schema.SchemaReport.NotRun;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is tried of a rollback: the migrations that are left, on an empty database. Where they do not apply, all that were there before are
 * tried as well, since what did not apply then stops nothing. Specification 6.3.
 */
public final class RemainingTrial {

    private final SchemaTrial trial;

    /**
     * Binds what is asked.
     *
     * @param trial tries migrations
     */
    public RemainingTrial(SchemaTrial trial) {
        this.trial = trial;
    }

    /**
     * Tries it.
     *
     * @param work of one directory: as the base what was there before, as that of one feature, which is taken back, what is left
     * @return what is found, of that feature; where something does not apply any more, it stops
     * @throws InterruptedException if the thread is interrupted
     */
    public List<IntegrityFinding> of(SchemaWork work) throws InterruptedException {
        Added left = work.features().get(0);
        if (work.notTried().isPresent()) {
            return List.of(unknown(left.feature(), work.notTried().get()));
        }
        SchemaReport report = trial.apply(alone(left.feature(), left.migrations()));
        if (report instanceof NotTried notTried) {
            return List.of(unknown(left.feature(), "the database could not be used: " + notTried.why()));
        }
        Tried tried = (Tried) report;
        List<IntegrityFinding> found = new ArrayList<>();
        for (NotRun one : tried.notRun()) {
            found.add(TrialFindings.notRun(left.feature(), one));
        }
        if (tried.failure().isPresent()) {
            found.add(failed(work, tried, tried.failure().get()));
        }
        return found;
    }

    private static SchemaWork alone(FeatureId feature, List<Migration> migrations) {
        return new SchemaWork(List.of(), List.of(new Added(feature, migrations)), List.of());
    }

    /** What was not run is the same in both where it makes no difference to what fails. */
    private IntegrityFinding failed(SchemaWork work, Tried left, Failure failure) throws InterruptedException {
        SchemaReport before = trial.apply(alone(failure.feature(), work.base()));
        boolean hasApplied = before instanceof Tried tried
                && tried.failure().isEmpty()
                && left.notRun().containsAll(tried.notRun());
        String said = left.server() + " says " + failure.message() + ", at '"
                + failure.statement().text() + "'";
        return new IntegrityFinding(
                failure.feature(),
                TrialFindings.NAME,
                failure.statement().path(),
                failure.statement().line(),
                hasApplied
                        ? "it does not apply any more: " + said
                        : "it does not apply to an empty database, and whether it did is not known, since all migrations together do not: "
                                + said,
                hasApplied ? "take it back as well" : "the migrations that are left are judged by their texts alone",
                hasApplied ? Weight.STOPS : Weight.UNKNOWN,
                Optional.empty());
    }

    private static IntegrityFinding unknown(FeatureId feature, String why) {
        return new IntegrityFinding(
                feature,
                TrialFindings.NAME,
                "",
                0,
                "whether the migrations that are left apply is not known, since " + why,
                "they are judged by their texts alone",
                Weight.UNKNOWN,
                Optional.empty());
    }
}
