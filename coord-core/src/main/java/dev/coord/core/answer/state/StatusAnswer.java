package dev.coord.core.answer.state;

import dev.coord.ProcessId;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.LockFields;
import dev.coord.core.answer.field.RunFields;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.store.Snapshot;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Everything coord knows. Specification 4.1. */
public final class StatusAnswer {

    private StatusAnswer() {}

    /**
     * The status: {@code directory} and {@code revision}; the fields of the protocol's state file ({@code current_wave},
     * {@code completed_features}, {@code active_features}, {@code blocked_features}, {@code schema_changes},
     * {@code shared_resources}); {@code features}, each with {@code feature_id}, {@code status} ({@code pending},
     * {@code active}, {@code blocked}, {@code failed} or {@code completed}) and, where it has them, {@code wave},
     * {@code agent_id} and {@code reason}, and {@code waits_for} as in {@link ClaimAnswer#of}; {@code locks} and {@code pending_locks} as in {@link LockAnswers#registry}; and
     * {@code run} as in {@link RunAnswer#of} with the {@code reasons} it stopped for, {@code null} where there was none.
     *
     * @param snapshot what is stored
     * @param directory where
     * @param lives whether a process lives
     * @return the answer
     */
    public static Answer of(Snapshot snapshot, String directory, Predicate<ProcessId> lives) {
        return of(snapshot, directory, lives, List.of(), List.of());
    }

    /**
     * The same with {@code left_migrations}, where there are some: those of work that was taken back and that nobody has undone, each
     * with {@code features}, {@code paths}, the {@code command} that goes on with them, if one does, and a {@code message}; and
     * {@code taken_back}, where there are some: features of other files that were taken back, each with {@code feature_id} and the
     * {@code run} and {@code wave} of their latest landing.
     *
     * @param snapshot what is stored
     * @param directory where
     * @param lives whether a process lives
     * @param left what is left
     * @param takenBack features that are not stored and that nobody has made again
     * @return the answer
     */
    public static Answer of(
            Snapshot snapshot,
            String directory,
            Predicate<ProcessId> lives,
            List<LeftMigrations> left,
            List<LandedWork> takenBack) {
        return JsonAnswer.of(Format.STATUS, out -> {
            out.text("directory", directory).number("revision", snapshot.revision());
            writeState(out, snapshot.state());
            out.objects("features", FeatureStanding.all(snapshot), StatusAnswer::writeStanding);
            LockFields.writeRegistry(out, snapshot.locks());
            snapshot.run()
                    .ifPresentOrElse(
                            run -> out.object("run", run, RunFields.writerWithReasons(lives)),
                            () -> out.nothing("run"));
            if (!left.isEmpty()) {
                out.objects("left_migrations", left, StatusAnswer::writeLeft);
            }
            if (!takenBack.isEmpty()) {
                out.objects("taken_back", takenBack, StatusAnswer::writeTakenBack);
            }
        });
    }

    private static void writeLeft(FieldWriter out, LeftMigrations left) {
        out.texts("features", left.features()).textLines("paths", left.paths());
        left.command().ifPresent(command -> out.text("command", command));
        out.text("message", left.message());
    }

    private static void writeTakenBack(FieldWriter out, LandedWork landing) {
        out.text("feature_id", landing.feature());
        landing.place().ifPresent(place -> out.text("run", place.run()).number("wave", place.wave()));
    }

    private static void writeState(FieldWriter out, CoordinationState state) {
        out.number("current_wave", state.currentWave())
                .textLines("completed_features", state.completed())
                .textLines(
                        "active_features",
                        state.active().stream().map(ActiveFeature::feature).toList())
                .textLines(
                        "blocked_features",
                        state.blocked().stream().map(BlockedFeature::feature).toList())
                .objects("schema_changes", state.schemaChanges(), StatusAnswer::writeSchemaChange)
                .object("shared_resources", state.sharedResources(), StatusAnswer::writeResources);
    }

    private static void writeSchemaChange(FieldWriter out, SchemaChange change) {
        out.text("feature_id", change.feature())
                .text("table", change.table())
                .text("operation", change.operation())
                .flag("committed", change.committed());
    }

    private static void writeResources(FieldWriter out, SortedMap<String, SharedResource> resources) {
        resources.forEach((name, resource) -> out.object(name, resource, StatusAnswer::writeResource));
    }

    private static void writeResource(FieldWriter out, SharedResource resource) {
        out.flag("initialized", resource.initialized()).textLines("features_using", resource.featuresUsing());
    }

    private static void writeStanding(FieldWriter out, FeatureStanding standing) {
        out.text("feature_id", standing.feature()).text("status", JsonWords.of(standing.status()));
        standing.wave().ifPresent(wave -> out.number("wave", wave));
        out.optionalText("agent_id", standing.agent());
        if (!standing.reason().isEmpty()) {
            out.text("reason", standing.reason());
        }
        ClaimAnswer.writeObstacles(out, standing.waitsFor());
    }
}
