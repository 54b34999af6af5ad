package dev.coord.core.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.plan.Feature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A feature as JSON, for agents, and the digest of its declaration. */
public final class FeatureJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FeatureJson() {}

    /**
     * The feature with the specification's names.
     *
     * @param feature the feature
     * @return one line of JSON
     */
    public static String toJson(Feature feature) {
        return node(feature, false).toString();
    }

    /**
     * A digest of what is declared: equal for declarations that differ only in the order of their lists.
     *
     * @param feature the feature
     * @return 64 hexadecimal digits
     */
    public static String digest(Feature feature) {
        try {
            byte[] canonical = node(feature, true).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static ObjectNode node(Feature feature, boolean sorted) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("feature_id", feature.id().value());
        array(node, "blocks", feature.blocks(), sorted);
        array(node, "blocked_by", feature.blockedBy(), sorted);
        array(node, "file_writes", feature.fileWrites(), sorted);
        array(node, "file_reads", feature.fileReads(), sorted);
        array(node, "schema_changes", feature.schemaChanges(), sorted);
        array(node, "shared_resources", feature.sharedResources(), sorted);
        return node;
    }

    private static void array(ObjectNode node, String field, List<?> values, boolean sorted) {
        ArrayNode array = node.putArray(field);
        var texts = values.stream().map(Object::toString);
        (sorted ? texts.sorted() : texts).forEach(array::add);
    }
}
