package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was not taken over of an edit of an older version, or of an unknown one. What such a version said about leases and
 * requests is not remembered in every field, so what may be merely old is not told of.
 */
final class OlderEdit {

    private static final Set<String> OF_LEASES = Set.of("lease_id", "expires_at", "token", "timestamp");

    private final Facts wanted;
    private final Facts result;
    private final Map<String, JsonNode> seen = new HashMap<>();
    private final boolean known;

    OlderEdit(Facts wanted, Facts result, Optional<Set<Row>> seen) {
        this.wanted = wanted;
        this.result = result;
        this.known = seen.isPresent();
        seen.orElse(Set.of()).forEach(row -> this.seen.put(row.fact(), value(row)));
    }

    private static JsonNode value(Row row) {
        return row.kind() == Row.Kind.WAVE ? IntNode.valueOf(Integer.parseInt(row.part(0))) : BooleanNode.TRUE;
    }

    List<String> lines() {
        return wanted.values().entrySet().stream()
                .filter(fact -> !result.says(fact.getKey(), fact.getValue()))
                .filter(fact -> !isOld(fact.getKey(), fact.getValue()))
                .map(fact -> wanted.words(fact.getKey(), result))
                .toList();
    }

    private boolean isOld(String name, JsonNode value) {
        if (value.equals(seen.get(name))) {
            return true;
        }
        Optional<String> row = wanted.rowOf(name);
        if (row.isEmpty()) {
            return known && isOldRequest(name);
        }
        if (!result.values().containsKey(row.get())) {
            return true; // it is told of with its row, or the row is old
        }
        String field = name.substring(row.get().length() + 1);
        return name.startsWith("locks[") && OF_LEASES.contains(field) && isOldLease(row.get(), field);
    }

    /** One that has left the queue since. */
    private boolean isOldRequest(String name) {
        String request = wanted.values()
                .getOrDefault(name + ".request_id", MissingNode.getInstance())
                .asText();
        int id = name.lastIndexOf(", ");
        return name.startsWith("pending_locks[")
                && request.isEmpty()
                && id > 0
                && result.values().keySet().stream().noneMatch(other -> other.endsWith(name.substring(id)));
    }

    private boolean isOldLease(String row, String field) {
        JsonNode mine = field(wanted, row, "token");
        JsonNode now = field(result, row, "token");
        if (!mine.isIntegralNumber() || !now.isIntegralNumber()) {
            return false;
        }
        int order = mine.bigIntegerValue().compareTo(now.bigIntegerValue());
        return order < 0
                || (order == 0
                        && field.equals("expires_at")
                        && field(wanted, row, field).asText().matches("[0-9TZ:-]{20}")
                        && field(wanted, row, field)
                                        .asText()
                                        .compareTo(field(result, row, field).asText())
                                < 0);
    }

    private static JsonNode field(Facts facts, String row, String field) {
        return facts.values().getOrDefault(row + "." + field, MissingNode.getInstance());
    }
}
