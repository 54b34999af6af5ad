package dev.coord.core.json.state;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.lock.LeaseId;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.state.FeatureStatus;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The coordination state within a snapshot. */
public final class StateJson {

    private static final Function<String, FeatureStatus> STATUS =
            JsonWords.constant(FeatureStatus.class, SnapshotWords::of);

    private StateJson() {}

    public static void write(FieldWriter out, CoordinationState state) {
        out.number("current_wave", state.currentWave())
                .texts("completed", state.completed())
                .objects("active", state.active(), StateJson::writeActive)
                .objects("blocked", state.blocked(), StateJson::writeBlocked)
                .objects("schema_changes", state.schemaChanges(), StateJson::writeSchemaChange)
                .objects("shared_resources", state.sharedResources().entrySet(), StateJson::writeResource);
    }

    public static CoordinationState read(FieldReader in) {
        SortedMap<String, SharedResource> resources = new TreeMap<>();
        in.objects("shared_resources", StateJson::readResource)
                .forEach(entry -> resources.put(entry.getKey(), entry.getValue()));
        return new CoordinationState(
                in.count("current_wave"),
                in.values("completed", FeatureId::new),
                in.objects("active", StateJson::readActive),
                in.objects("blocked", StateJson::readBlocked),
                in.objects("schema_changes", StateJson::readSchemaChange),
                resources);
    }

    private static void writeActive(FieldWriter out, ActiveFeature active) {
        out.text("feature", active.feature())
                .optionalText("agent", active.agent())
                .optionalText("claim", active.claim());
    }

    private static ActiveFeature readActive(FieldReader in) {
        return new ActiveFeature(
                in.value("feature", FeatureId::new),
                in.optionalValue("agent", AgentId::new),
                in.optionalValue("claim", LeaseId::new));
    }

    private static void writeBlocked(FieldWriter out, BlockedFeature blocked) {
        out.text("feature", blocked.feature())
                .text("status", SnapshotWords.of(blocked.status()))
                .optionalText("agent", blocked.agent())
                .text("reason", blocked.reason());
    }

    private static BlockedFeature readBlocked(FieldReader in) {
        return new BlockedFeature(
                in.value("feature", FeatureId::new),
                in.value("status", STATUS),
                in.optionalValue("agent", AgentId::new),
                in.text("reason"));
    }

    private static void writeSchemaChange(FieldWriter out, SchemaChange change) {
        out.text("feature", change.feature())
                .text("table", change.table())
                .text("operation", change.operation())
                .flag("committed", change.committed());
    }

    private static SchemaChange readSchemaChange(FieldReader in) {
        return new SchemaChange(
                in.value("feature", FeatureId::new), in.text("table"), in.text("operation"), in.flag("committed"));
    }

    private static void writeResource(FieldWriter out, Map.Entry<String, SharedResource> resource) {
        out.text("name", resource.getKey())
                .flag("initialized", resource.getValue().initialized())
                .texts("features_using", resource.getValue().featuresUsing());
    }

    private static Map.Entry<String, SharedResource> readResource(FieldReader in) {
        return Map.entry(
                in.text("name"),
                new SharedResource(in.flag("initialized"), in.values("features_using", FeatureId::new)));
    }
}
