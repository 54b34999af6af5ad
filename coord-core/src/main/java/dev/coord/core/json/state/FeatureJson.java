package dev.coord.core.json.state;

import dev.coord.core.json.JsonText;
import dev.coord.core.json.PlainJson;
import dev.coord.plan.Feature;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** One feature's declaration, as an agent reads it and as a landed commit names it. Safe for use by several threads. */
public final class FeatureJson {

    private FeatureJson() {}

    /**
     * The declaration with the specification's six fields and {@code feature_id}, in the order it was declared in, and where
     * it has them its estimate, priority, title, description, {@code allow_empty}, check, branch and {@code x-...} fields.
     * Specification 1.1.
     *
     * @param feature the feature
     * @return one JSON object on one line, which a line feed ends
     */
    public static String toJson(Feature feature) {
        return JsonText.line(out -> {
            FeatureSetJson.writeFeature(out, feature);
            feature.extras().forEach((name, value) -> out.json(name, PlainJson.text(value)));
        });
    }

    /**
     * A digest of everything the feature declares of its work, the same whatever the order of its lists; it never changes from one
     * version of coord to the next, since commits carry it. A description is in it, as far as there is one: another one is
     * another task. The estimate, the priority, the title, {@code allow_empty}, the check, the branch and the {@code x-...} fields are
     * not: another guess of how long it takes makes no new work.
     *
     * @param feature the feature
     * @return 64 lower-case hexadecimal digits
     */
    public static String digest(Feature feature) {
        byte[] canonical = JsonText.compact(out -> out.text("feature_id", feature.id())
                .texts("blocks", sorted(feature.blocks()))
                .texts("blocked_by", sorted(feature.blockedBy()))
                .texts("file_writes", sorted(feature.fileWrites()))
                .texts("file_reads", sorted(feature.fileReads()))
                .texts("schema_changes", sorted(feature.schemaChanges()))
                .texts("shared_resources", sorted(feature.sharedResources()))
                .optionalText("description", feature.description()));
        return HexFormat.of().formatHex(sha256().digest(canonical));
    }

    private static <T extends Comparable<? super T>> List<T> sorted(Collection<T> values) {
        return values.stream().sorted().toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
