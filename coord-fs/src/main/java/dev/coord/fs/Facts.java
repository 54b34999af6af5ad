package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.plan.RepoPath;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file of the protocol says, taken apart: each value under a name that tells its row and field, wherever the row stands
 * in its list. For files that {@link EditReader} understands. Immutable.
 *
 * @param values the values by their names
 * @param orders the names of the rows of each list, in their order
 */
record Facts(NavigableMap<String, JsonNode> values, Map<String, List<String>> orders) {

    private static final String REVISION = "revision";
    private static final String TIMESTAMP = "timestamp";

    /** What tells the rows of a list apart; other lists hold plain texts. */
    private static final Map<String, List<String>> IDENTITIES = Map.of(
            "locks", List.of("file_path", "operation", "locked_by", "feature_id"),
            "pending_locks", List.of("file_path", "operation", "requested_by", "feature_id", "request_id"),
            "schema_changes", List.of("feature_id", "table", "operation"));

    private static final Set<String> TEXTS = Set.of("completed_features", "active_features", "blocked_features");
    private static final Set<String> OBJECTS = Set.of("shared_resources", "active_agents", "blocked_reasons");
    private static final String USERS = "features_using";

    static Facts of(View view, ObjectNode file) {
        Facts facts = new Facts(new TreeMap<>(), new TreeMap<>());
        file.properties().forEach(field -> facts.addTop(view, field.getKey(), field.getValue()));
        return facts;
    }

    private void addTop(View view, String name, JsonNode value) {
        boolean locks = name.endsWith("locks");
        if (name.equals(REVISION)) {
            return;
        }
        if (IDENTITIES.containsKey(name) && locks == (view == View.LOCKS)) {
            addRows(name, value);
        } else if (view == View.STATE && TEXTS.contains(name)) {
            addTexts(name, value);
        } else if (view == View.STATE && OBJECTS.contains(name)) {
            value.properties().forEach(entry -> addObject(name + "." + entry.getKey(), entry.getValue()));
        } else {
            values.put(name, value);
        }
    }

    private void addRows(String list, JsonNode rows) {
        Set<JsonNode> met = new HashSet<>();
        List<String> order = orders.computeIfAbsent(list, name -> new ArrayList<>());
        for (JsonNode row : rows) {
            if (!met.add(row)) {
                continue; // it says nothing new
            }
            List<String> identity = row.isObject() ? IDENTITIES.getOrDefault(list, List.of()) : List.of();
            String name = unused(list + "[" + name(row, identity) + "]");
            order.add(name);
            values.put(name, BooleanNode.TRUE);
            row.properties().forEach(field -> {
                if (!identity.contains(field.getKey())) {
                    values.put(name + "." + field.getKey(), field.getValue());
                }
            });
        }
    }

    private void addTexts(String list, JsonNode texts) {
        List<String> order = orders.computeIfAbsent(list, name -> new ArrayList<>());
        for (JsonNode text : texts) {
            String name = list + "[" + text.asText() + "]";
            if (values.put(name, BooleanNode.TRUE) == null) {
                order.add(name);
            }
        }
    }

    private void addObject(String name, JsonNode value) {
        if (!value.isObject()) {
            values.put(name, value);
            return;
        }
        values.put(name, BooleanNode.TRUE);
        value.properties().forEach(field -> {
            if (field.getKey().equals(USERS)) {
                addTexts(name + "." + USERS, field.getValue());
            } else {
                values.put(name + "." + field.getKey(), field.getValue());
            }
        });
    }

    private String unused(String name) {
        String free = name;
        for (int i = 2; values.containsKey(free); i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }

    private static String name(JsonNode row, List<String> identity) {
        return identity.isEmpty()
                ? row.toString()
                : identity.stream()
                        .map(field -> field.equals("file_path") ? path(row.path(field)) : text(row.path(field)))
                        .collect(Collectors.joining(", "));
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

    /**
     * What an edit changed and coord did not take over, in words; nothing where all of it was.
     *
     * @param seen what the file said before the edit
     * @param result what it says after coord took over what it understood
     */
    List<String> without(Facts seen, Facts result) {
        return Stream.concat(
                        Stream.concat(values.keySet().stream(), seen.values.keySet().stream())
                                .distinct()
                                .sorted()
                                .filter(name -> !isSame(name, values.get(name), seen.values.get(name)))
                                .filter(name -> !isSame(name, values.get(name), result.values.get(name)))
                                .filter(name -> isOfItsOwn(name, seen, result))
                                .map(name -> words(name, result)),
                        orders.keySet().stream()
                                .filter(list -> !isInOrder(list, seen) && !isInOrder(list, result))
                                .map(list -> "the order of '" + list + "' stays as it was"))
                .toList();
    }

    /** A field of a row that was added or taken away as a whole is told of with the row. */
    private boolean isOfItsOwn(String name, Facts seen, Facts result) {
        int end = name.lastIndexOf('.');
        if (end < 0) {
            return true;
        }
        String row = name.substring(0, end);
        boolean here = values.containsKey(row);
        boolean isRow = here || seen.values.containsKey(row);
        return !isRow || (here && seen.values.containsKey(row)) || (here && result.values.containsKey(row));
    }

    private boolean isInOrder(String list, Facts other) {
        Set<String> mine = new LinkedHashSet<>(orders.getOrDefault(list, List.of()));
        Set<String> theirs = new LinkedHashSet<>(other.orders.getOrDefault(list, List.of()));
        return mine.stream()
                .filter(theirs::contains)
                .toList()
                .equals(theirs.stream().filter(mine::contains).toList());
    }

    /** What was wanted and what is, of one name. */
    String words(String name, Facts result) {
        JsonNode wanted = values.get(name);
        JsonNode is = result.values.get(name);
        if (wanted == null) {
            return "'" + name + "' stays, though the edit took it away";
        }
        if (is == null) {
            return "'" + name + "'" + (wanted.equals(BooleanNode.TRUE) ? fields(name) : " = " + wanted)
                    + " was not taken over";
        }
        return "'" + name + "' stays " + is + ", not " + wanted;
    }

    private String fields(String row) {
        String fields = values.tailMap(row + ".", true).entrySet().stream()
                .takeWhile(field -> field.getKey().startsWith(row + "."))
                .map(field -> field.getKey().substring(row.length() + 1) + " = " + field.getValue())
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : " with " + fields;
    }

    /** The row that a field stands in; nothing for a row, and for a field of the file. */
    Optional<String> rowOf(String name) {
        int end = name.lastIndexOf('.');
        return end < 0 ? Optional.empty() : Optional.of(name.substring(0, end)).filter(values::containsKey);
    }

    boolean says(String name, @Nullable JsonNode value) {
        return isSame(name, values.get(name), value);
    }

    private static boolean isSame(String name, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other) || (name.endsWith("." + TIMESTAMP) && isSameTime(one.asText(), other.asText()));
    }

    private static boolean isSameTime(String one, String other) {
        try {
            return Instant.parse(one)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .equals(Instant.parse(other).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
