package dev.coord.core.json.state;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.PlainJson;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The stored feature set within a snapshot. */
public final class FeatureSetJson {

    private FeatureSetJson() {}

    public static void write(FieldWriter out, FeatureSet set) {
        out.objects("features", set.features().values(), FeatureSetJson::writeKept)
                .texts("completed_before", set.completedBefore());
    }

    public static FeatureSet read(FieldReader in) {
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
        out.optionalText("title", feature.title()).optionalText("description", feature.description());
        if (feature.allowEmpty()) {
            out.flag("allow_empty", true);
        }
        out.optionalText("check", feature.check()).optionalText("branch", feature.branch());
    }

    /** The extras are kept as texts, so that reading and writing them changes none of their numbers. */
    private static void writeKept(FieldWriter out, Feature feature) {
        writeFeature(out, feature);
        if (!feature.extras().isEmpty()) {
            out.object(
                    "extras",
                    feature.extras(),
                    (fields, extras) -> extras.forEach((name, value) -> fields.text(name, PlainJson.text(value))));
        }
    }

    private static Feature readFeature(FieldReader in) {
        Feature.Builder feature = Feature.builder(in.value("feature_id", FeatureId::new))
                .blocks(in.values("blocks", FeatureId::new))
                .blockedBy(in.values("blocked_by", FeatureId::new))
                .writes(in.values("file_writes", RepoPath::new))
                .reads(in.values("file_reads", RepoPath::new))
                .changesSchema(in.values("schema_changes", Function.identity()))
                .uses(in.values("shared_resources", Function.identity()))
                .priority(in.has("priority") ? in.count("priority") : 0)
                .allowEmpty(in.has("allow_empty") && in.flag("allow_empty"));
        in.optionalValue("estimate", Duration::parse).ifPresent(feature::takes);
        in.optionalValue("title", Function.identity()).ifPresent(feature::title);
        in.optionalValue("description", Function.identity()).ifPresent(feature::description);
        in.optionalValue("check", Function.identity()).ifPresent(feature::check);
        in.optionalValue("branch", Function.identity()).ifPresent(feature::branch);
        if (in.has("extras")) {
            in.object("extras", extras -> {
                extras.names().forEach(name -> feature.extra(name, PlainJson.read(extras.text(name))));
                return feature;
            });
        }
        return feature.build();
    }
}
