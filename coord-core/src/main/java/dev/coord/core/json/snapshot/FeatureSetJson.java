package dev.coord.core.json.snapshot;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The stored feature set within a snapshot. */
final class FeatureSetJson {

    private FeatureSetJson() {}

    static void write(FieldWriter out, FeatureSet set) {
        out.objects("features", set.features().values(), FeatureSetJson::writeFeature)
                .texts("completed_before", set.completedBefore());
    }

    static FeatureSet read(FieldReader in) {
        SortedMap<FeatureId, Feature> features = new TreeMap<>();
        in.objects("features", FeatureSetJson::readFeature).forEach(feature -> features.put(feature.id(), feature));
        return new FeatureSet(features, new TreeSet<>(in.values("completed_before", FeatureId::new)));
    }

    static void writeFeature(FieldWriter out, Feature feature) {
        out.text("feature_id", feature.id())
                .texts("blocks", feature.blocks())
                .texts("blocked_by", feature.blockedBy())
                .texts("file_writes", feature.fileWrites())
                .texts("file_reads", feature.fileReads())
                .texts("schema_changes", feature.schemaChanges())
                .texts("shared_resources", feature.sharedResources())
                .optionalText("estimate", feature.estimate());
        if (feature.priority() != 0) {
            out.number("priority", feature.priority());
        }
    }

    private static Feature readFeature(FieldReader in) {
        return new Feature(
                in.value("feature_id", FeatureId::new),
                in.values("blocks", FeatureId::new),
                in.values("blocked_by", FeatureId::new),
                in.values("file_writes", RepoPath::new),
                in.values("file_reads", RepoPath::new),
                in.values("schema_changes", Function.identity()),
                in.values("shared_resources", Function.identity()),
                in.optionalValue("estimate", Duration::parse),
                in.has("priority") ? in.count("priority") : 0);
    }
}
