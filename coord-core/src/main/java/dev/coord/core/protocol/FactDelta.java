package dev.coord.core.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.ParserMessage;
import dev.coord.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a view stated before a commit, of that which it states otherwise since.
 *
 * @param revision the revision the commit led to
 * @param view the view
 * @param was by key the value before, nothing for what was not stated, in the form of {@link BriefFacts}
 */
public record FactDelta(long revision, View view, Map<FactKey, Optional<String>> was) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String BEGIN = "{\"revision\":";
    private static final String WAS = "was";
    private static final int ROW = 3;

    /** {@code {"revision", "view", "was": [[list, field or null, value or null, row...]...]}}, in one line. */
    String json() {
        ObjectNode json = MAPPER.createObjectNode().put("revision", revision).put("view", view.name());
        ArrayNode facts = json.putArray(WAS);
        was.forEach((key, value) -> {
            ArrayNode fact = facts.addArray()
                    .add(key.list())
                    .add(key.field().orElse(null))
                    .add(value.orElse(null));
            key.row().forEach(fact::add);
        });
        return json.toString();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @return nothing for what an earlier version of coord wrote, which did not say all of it
     * @throws StoreFailed if it is something else
     */
    static Optional<FactDelta> read(String json) {
        try {
            JsonNode delta = MAPPER.readTree(json);
            long revision = delta.required("revision").longValue();
            View view = View.valueOf(delta.required("view").textValue());
            return delta.has(WAS)
                    ? Optional.of(new FactDelta(revision, view, facts(delta.required(WAS))))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreFailed(
                    "cannot understand what changed in the coordination directory's snapshot: " + ParserMessage.of(e)
                            + "; restore it from a copy, or move the directory away to begin anew",
                    e);
        }
    }

    /** The revision alone, which is asked for with every commit. */
    public static long revision(String json) {
        int comma = json.indexOf(',');
        if (!json.startsWith(BEGIN) || comma < 0) {
            throw new StoreFailed("cannot understand what changed in the coordination directory's snapshot: " + json);
        }
        return Long.parseLong(json, BEGIN.length(), comma, 10);
    }

    public void undoIn(Map<FactKey, String> stated) {
        was.forEach((key, value) -> value.ifPresentOrElse(before -> stated.put(key, before), () -> stated.remove(key)));
    }

    private static Map<FactKey, Optional<String>> facts(JsonNode array) {
        Map<FactKey, Optional<String>> facts = new TreeMap<>();
        for (JsonNode fact : array) {
            List<String> row = new ArrayList<>();
            for (int i = ROW; i < fact.size(); i++) {
                row.add(fact.get(i).textValue());
            }
            FactKey key = new FactKey(
                    fact.required(0).textValue(),
                    row,
                    Optional.ofNullable(fact.required(1).textValue()));
            facts.put(key, Optional.ofNullable(text(fact.required(2))));
        }
        return facts;
    }

    private static @Nullable String text(JsonNode value) {
        return value.textValue();
    }
}
