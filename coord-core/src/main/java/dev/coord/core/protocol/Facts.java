package dev.coord.core.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.RepoPath;
import dev.coord.store.View;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a file of the protocol says, taken apart: each value under the key of its row and field, wherever the row stands in its
 * list. For files that {@code EditReader} understands.
 *
 * @param view which file
 * @param values the values by their keys
 * @param rows the rows in their order, each as it stands in the file
 */
public record Facts(View view, NavigableMap<FactKey, JsonNode> values, Map<FactKey, JsonNode> rows) {

    public static final String LOCKS = "locks";
    public static final String PENDING = "pending_locks";
    static final String SCHEMA = "schema_changes";
    static final String RESOURCES = "shared_resources";
    static final String USERS = "features_using";
    public static final String AGENTS = "active_agents";
    static final String REASONS = "blocked_reasons";
    public static final String LEASE = "lease_id";
    public static final String REQUEST = "request_id";
    public static final String REVISION = "revision";

    /** A feature stands in one of them. */
    public static final List<String> PLACES = List.of("completed_features", "active_features", "blocked_features");

    private static final Map<String, List<String>> IDENTITIES = Map.of(
            LOCKS, List.of("file_path", "operation", "locked_by", "feature_id"),
            PENDING, List.of("file_path", "operation", "requested_by", "feature_id", REQUEST),
            SCHEMA, List.of("feature_id", "table", "operation"));

    private static final List<String> OBJECTS = List.of(RESOURCES, AGENTS, REASONS);

    public static Facts of(View view, ObjectNode file) {
        Facts facts = new Facts(view, new TreeMap<>(), new LinkedHashMap<>());
        file.properties().forEach(field -> facts.addTop(field.getKey(), field.getValue()));
        return facts;
    }

    /** What tells the rows of a list apart, by position in the key. */
    public static List<String> identity(String list) {
        return IDENTITIES.getOrDefault(list, List.of());
    }

    private void addTop(String name, JsonNode value) {
        if (name.equals(REVISION)) {
            return;
        }
        if (lists(view).contains(name)) {
            addRows(name, value);
        } else if (view == View.STATE && PLACES.contains(name)) {
            value.forEach(id -> add(FactKey.row(name, id.asText()), id));
        } else if (view == View.STATE && OBJECTS.contains(name)) {
            value.properties().forEach(entry -> addEntry(FactKey.row(name, entry.getKey()), entry.getValue()));
        } else {
            values.put(FactKey.top(name), value);
        }
    }

    private static List<String> lists(View view) {
        return view == View.LOCKS ? List.of(LOCKS, PENDING) : List.of(SCHEMA);
    }

    private void addRows(String list, JsonNode entries) {
        Set<JsonNode> met = new HashSet<>();
        for (JsonNode entry : entries) {
            if (met.add(entry)) { // otherwise it says nothing new
                FactKey key = unused(key(list, entry));
                add(key, entry);
                addFields(key, entry);
            }
        }
    }

    private static FactKey key(String list, JsonNode row) {
        return list.equals(PENDING) && !row.has(REQUEST)
                ? FactKey.row(list, FactValue.of(row)) // somebody else's, of any form
                : FactKey.row(
                        list,
                        identity(list).stream()
                                .map(field -> field.equals("file_path") ? path(row.path(field)) : text(row.path(field)))
                                .toArray(String[]::new));
    }

    private void addFields(FactKey row, JsonNode entry) {
        List<String> identity = identity(row.list());
        if (row.row().size() >= identity.size()) {
            entry.properties().forEach(field -> {
                if (!identity.contains(field.getKey())) {
                    values.put(row.of(field.getKey()), field.getValue());
                }
            });
        }
    }

    private void addEntry(FactKey row, JsonNode entry) {
        add(row, entry);
        entry.properties().forEach(field -> {
            if (row.list().equals(RESOURCES) && field.getKey().equals(USERS)) {
                field.getValue()
                        .forEach(user -> add(FactKey.row(USERS, row.row().get(0), user.asText()), user));
            } else {
                values.put(row.of(field.getKey()), field.getValue());
            }
        });
    }

    private void add(FactKey row, JsonNode entry) {
        rows.putIfAbsent(row, entry);
        values.put(row, row.list().equals(AGENTS) ? entry : BooleanNode.TRUE);
    }

    private FactKey unused(FactKey key) {
        FactKey free = key;
        for (int i = 2; values.containsKey(free); i++) {
            free = key.and("no. " + i);
        }
        return free;
    }

    private static String text(JsonNode value) {
        return value.isTextual() || value.isMissingNode() ? value.asText() : value.toString();
    }

    /** Equal for two ways to write one path. */
    private static String path(JsonNode path) {
        try {
            return new RepoPath(text(path)).value();
        } catch (RuntimeException e) {
            return text(path); // a row of somebody else's queue may hold anything
        }
    }

    /** Each value in a form that can be compared. */
    public NavigableMap<FactKey, String> comparable() {
        NavigableMap<FactKey, String> all = new TreeMap<>();
        values.forEach((key, value) -> all.put(key, FactValue.of(key, value)));
        return all;
    }

    @Nullable
    public String comparable(FactKey key) {
        JsonNode value = values.get(key);
        return value == null ? null : FactValue.of(key, value);
    }

    /**
     * With each lock row of a lease under the key that the row had before its path, operation, agent or feature were changed;
     * what was changed counts as fields.
     *
     * @param seen what the file said before
     */
    public Facts matching(Map<FactKey, String> seen) {
        Map<FactKey, FactKey> renamed = LeaseRows.renamed(this, seen);
        if (renamed.isEmpty()) {
            return this;
        }
        Facts facts = new Facts(view, new TreeMap<>(), new LinkedHashMap<>());
        rows.forEach((row, entry) -> facts.rows.put(renamed.getOrDefault(row, row), entry));
        values.forEach((key, value) -> {
            FactKey row = renamed.get(new FactKey(key.list(), key.row(), Optional.empty()));
            facts.values.put(row == null ? key : new FactKey(row.list(), row.row(), key.field()), value);
        });
        renamed.forEach((is, was) -> {
            List<String> identity = identity(LOCKS);
            for (int i = 0; i < identity.size(); i++) {
                if (!is.row().get(i).equals(was.row().get(i))) {
                    facts.values.put(
                            was.of(identity.get(i)),
                            JsonNodeFactory.instance.textNode(is.row().get(i)));
                }
            }
        });
        return facts;
    }

    /** Whether the rows of a list that both hold stand in the same order in both. */
    public boolean isInOrder(String list, Facts other, Predicate<FactKey> counts) {
        Set<FactKey> mine = order(list, counts);
        Set<FactKey> theirs = other.order(list, counts);
        return mine.stream()
                .filter(theirs::contains)
                .toList()
                .equals(theirs.stream().filter(mine::contains).toList());
    }

    private Set<FactKey> order(String list, Predicate<FactKey> counts) {
        Set<FactKey> order = new LinkedHashSet<>();
        rows.keySet().stream()
                .filter(row -> row.list().equals(list))
                .filter(counts)
                .forEach(order::add);
        return order;
    }

    /** The lists in which it has rows one after the other. */
    public Set<String> lists() {
        Set<String> lists = new LinkedHashSet<>();
        rows.keySet().forEach(row -> lists.add(row.list()));
        OBJECTS.forEach(lists::remove);
        return lists;
    }

    /** The file that says this, made from a revision. */
    public ObjectNode file(long revision) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        rows.forEach((row, entry) -> {
            if (values.containsKey(row)) {
                addTo(file, row, entry);
            }
        });
        values.forEach((key, value) -> {
            if (key.list().isEmpty()) {
                file.set(key.field().orElseThrow(), value);
            }
        });
        return file.put(REVISION, revision);
    }

    private void addTo(ObjectNode file, FactKey row, JsonNode entry) {
        if (row.list().equals(USERS)) {
            file.withObjectProperty(RESOURCES)
                    .withObjectProperty(row.row().get(0))
                    .withArrayProperty(USERS)
                    .add(entry);
        } else if (OBJECTS.contains(row.list())) {
            ObjectNode parent = file.withObjectProperty(row.list());
            String name = row.row().get(0);
            if (row.list().equals(AGENTS)) {
                parent.set(name, values.get(row));
            } else {
                parent.withObjectProperty(name).setAll(fields(row));
            }
        } else {
            ArrayNode list = file.withArrayProperty(row.list());
            list.add(
                    entry.isObject() && row.row().size() >= identity(row.list()).size() ? object(row, entry) : entry);
        }
    }

    private ObjectNode object(FactKey row, JsonNode entry) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        identity(row.list()).forEach(field -> {
            if (entry.has(field)) {
                object.set(field, entry.get(field));
            }
        });
        return object.setAll(fields(row));
    }

    /** The fields of a row, by name. */
    public ObjectNode fields(FactKey row) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<FactKey, JsonNode> fact : values.tailMap(row, false).entrySet()) {
            FactKey key = fact.getKey();
            if (!key.list().equals(row.list()) || !key.row().equals(row.row())) {
                break;
            }
            fields.set(key.field().orElseThrow(), fact.getValue());
        }
        return fields;
    }

    /** A value, missing where there is none. */
    public JsonNode value(FactKey key) {
        return values.getOrDefault(key, MissingNode.getInstance());
    }
}
