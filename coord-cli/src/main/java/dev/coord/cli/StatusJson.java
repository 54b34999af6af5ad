package dev.coord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.core.process.ProcessLife;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.state.ActiveFeature;
import dev.coord.state.BlockedFeature;
import dev.coord.state.CoordinationState;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.util.List;

/** Everything coord knows, for tools. */
final class StatusJson {

    private StatusJson() {}

    static ObjectNode of(Snapshot snapshot, Path home) {
        ObjectNode document = Json.object().put("directory", home.toString()).put("revision", snapshot.revision());
        state(document, snapshot.state());
        features(document, Standing.all(snapshot));
        LockJson.putRegistry(document, snapshot.locks());
        snapshot.run().ifPresentOrElse(run -> document.set("run", run(run)), () -> document.putNull("run"));
        return document;
    }

    static ObjectNode run(RunRecord run) {
        ObjectNode node = Json.object()
                .put("id", run.id().value())
                .put("phase", Words.ofType(run.phase()))
                .put("target", run.settings().target())
                .put("started_at", Json.time(run.startedAt()))
                .put("process", run.owner().pid())
                .put("abandoned", isAbandoned(run));
        if (run.phase() instanceof RunPhase.Stopped stopped) {
            Json.texts(node, "reasons", stopped.reasons());
        }
        ArrayNode features = node.putArray("features");
        run.features()
                .forEach((id, feature) -> runFeature(features.addObject().put("feature_id", id.value()), feature));
        return node;
    }

    /** Whether the run is under way and nobody drives it. */
    static boolean isAbandoned(RunRecord run) {
        return !run.hasEnded() && !ProcessLife.isAlive(run.owner());
    }

    private static void runFeature(ObjectNode node, FeatureRun feature) {
        node.put("phase", Words.ofType(feature.phase()))
                .put("attempts", feature.attempts())
                .put("agent_seconds", feature.agentTime().toMillis() / 1000.0);
    }

    private static void state(ObjectNode document, CoordinationState state) {
        document.put("current_wave", state.currentWave());
        Json.texts(document, "completed_features", state.completed());
        Json.texts(
                document,
                "active_features",
                state.active().stream().map(ActiveFeature::feature).toList());
        Json.texts(
                document,
                "blocked_features",
                state.blocked().stream().map(BlockedFeature::feature).toList());
        ArrayNode changes = document.putArray("schema_changes");
        state.schemaChanges()
                .forEach(change -> changes.addObject()
                        .put("feature_id", change.feature().value())
                        .put("table", change.table())
                        .put("operation", change.operation())
                        .put("committed", change.committed()));
        ObjectNode resources = document.putObject("shared_resources");
        state.sharedResources().forEach((name, resource) -> {
            ObjectNode node = resources.putObject(name).put("initialized", resource.initialized());
            Json.texts(node, "features_using", resource.featuresUsing());
        });
    }

    private static void features(ObjectNode document, List<Standing> standings) {
        ArrayNode features = document.putArray("features");
        for (Standing standing : standings) {
            ObjectNode node = features.addObject()
                    .put("feature_id", standing.feature().value())
                    .put("status", Words.of(standing.status()));
            standing.wave().ifPresent(wave -> node.put("wave", wave));
            standing.agent().ifPresent(agent -> node.put("agent_id", agent.value()));
            if (!standing.reason().isEmpty()) {
                node.put("reason", standing.reason());
            }
        }
    }
}
