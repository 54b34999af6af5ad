package dev.coord.core.protocol.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.history.Difference;
import dev.coord.core.json.ParserMessage;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactKey;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a view stated before a commit, of that which it states otherwise since. {@link BriefFacts#undo} takes it back. Pure.
 *
 * @param revision the revision the commit led to
 * @param view the view
 * @param was by key the value before, nothing for what was not stated; of all but leases and requests
 * @param leases which leases it changed
 * @param queue which requests it changed
 */
record FactDelta(long revision, View view, Map<FactKey, Optional<String>> was, GroupDelta leases, GroupDelta queue) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String BEGIN = "{\"revision\":";
    private static final String WAS = "was";
    private static final String LEASES = "leases";
    private static final int ROW = 3;

    /**
     * Compares what a view states before a commit and after it. Leases and requests that are the same object are passed over:
     * with thousands of them only what has changed is compared.
     *
     * @return nothing where it states the same
     */
    static Optional<FactDelta> between(
            View view, Snapshot before, Extras extrasBefore, Snapshot after, Extras extrasAfter) {
        Map<FactKey, Optional<String>> was = changed(
                BriefFacts.beside(view, before, after, extrasBefore, extrasAfter),
                BriefFacts.beside(view, after, before, extrasAfter, extrasBefore));
        GroupDelta leases = GroupDelta.NONE;
        GroupDelta queue = GroupDelta.NONE;
        if (view == View.LOCKS) {
            leases = leases(before.locks(), after.locks());
            queue = GroupDelta.between(
                    0,
                    Difference.between(
                            before.locks().queue(),
                            after.locks().queue(),
                            waiting -> waiting.request().id()),
                    RowGroup::of);
        }
        FactDelta delta = new FactDelta(after.revision(), view, was, leases, queue);
        return delta.isEmpty() ? Optional.empty() : Optional.of(delta);
    }

    private static GroupDelta leases(LockRegistry before, LockRegistry after) {
        List<Lease> all = before.leases();
        long last = all.isEmpty() ? 0 : all.get(all.size() - 1).token().value(); // they are in the order of grant
        return GroupDelta.between(last, Difference.between(before.leases(), after.leases(), Lease::id), RowGroup::of);
    }

    private static Map<FactKey, Optional<String>> changed(Map<FactKey, String> before, Map<FactKey, String> after) {
        Map<FactKey, Optional<String>> changed = new TreeMap<>();
        before.forEach((key, value) -> {
            if (!value.equals(after.get(key))) {
                changed.put(key, Optional.of(value));
            }
        });
        after.keySet().stream()
                .filter(key -> !before.containsKey(key))
                .forEach(key -> changed.put(key, Optional.empty()));
        return changed;
    }

    private boolean isEmpty() {
        return was.isEmpty() && leases.equals(GroupDelta.NONE) && queue.equals(GroupDelta.NONE);
    }

    /**
     * {@code {"revision", "view", "was": [[list, field or null, value or null, row...]...], "leases", "queue"}} in one line, the
     * last two as {@link GroupDelta} writes them.
     */
    String json() {
        StringBuilder json = new StringBuilder(256).append(BEGIN).append(revision);
        json.append(",\"view\":\"").append(view.name()).append("\",\"was\":").append(wasJson());
        leases.writeTo(json.append(",\"leases\":"));
        queue.writeTo(json.append(",\"queue\":"));
        return json.append('}').toString();
    }

    private String wasJson() {
        if (was.isEmpty()) {
            return "[]";
        }
        ArrayNode facts = MAPPER.createArrayNode();
        was.forEach((key, value) -> {
            ArrayNode fact = facts.addArray()
                    .add(key.list())
                    .add(key.field().orElse(null))
                    .add(value.orElse(null));
            key.row().forEach(fact::add);
        });
        return facts.toString();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @return nothing for what an earlier version of coord wrote, which did not say all of it, or in another way
     * @throws StoreFailed if it is something else
     */
    static Optional<FactDelta> read(String json) {
        try {
            JsonNode delta = MAPPER.readTree(json);
            long revision = delta.required("revision").longValue();
            View view = View.valueOf(delta.required("view").textValue());
            return delta.has(WAS) && delta.has(LEASES)
                    ? Optional.of(new FactDelta(
                            revision,
                            view,
                            facts(delta.required(WAS)),
                            GroupDelta.read(delta.required(LEASES)),
                            GroupDelta.read(delta.required("queue"))))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new StoreFailed(
                    "cannot understand what changed in the coordination directory's snapshot: " + ParserMessage.of(e)
                            + "; restore it from a copy, or move the directory away to begin anew",
                    e);
        }
    }

    /** The revision alone, which is asked for with every commit. */
    static long revision(String json) {
        int comma = json.indexOf(',');
        if (!json.startsWith(BEGIN) || comma < 0) {
            throw new StoreFailed("cannot understand what changed in the coordination directory's snapshot: " + json);
        }
        return Long.parseLong(json, BEGIN.length(), comma, 10);
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
