package dev.coord.core.protocol.delta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.core.history.Difference;
import dev.coord.core.protocol.FactKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which leases, or which requests, a commit changed, in as few words as possible: many threads change hundreds of leases in a
 * second, and each commit writes the changes of the latest 64. Leases that came with it are not named, since their tokens are
 * greater than all before. Pure.
 *
 * @param lastToken what has a greater token came with the commit
 * @param came ids of the others that came with it
 * @param was those that went, or that were otherwise, as they were
 */
record GroupDelta(long lastToken, List<String> came, List<RowGroup> was) {

    static final GroupDelta NONE = new GroupDelta(Long.MAX_VALUE, List.of(), List.of());

    private static final int FIRST_GROUP = 2;

    GroupDelta {
        came = List.copyOf(came);
        was = List.copyOf(was);
    }

    /**
     * What a commit changed.
     *
     * @param lastToken the greatest token of any lease before
     * @return {@link #NONE} where the rows of all of them are as they were
     */
    static <T> GroupDelta between(long lastToken, Difference<T> difference, Function<T, RowGroup> group) {
        List<RowGroup> was = new ArrayList<>();
        difference.removed().forEach(gone -> was.add(group.apply(gone)));
        for (int i = 0; i < difference.changed().size(); i++) {
            RowGroup before = group.apply(difference.was().get(i));
            if (!before.equals(group.apply(difference.changed().get(i)))) {
                was.add(before);
            }
        }
        List<String> named = difference.added().stream()
                .map(group)
                .filter(is -> is.token() <= lastToken)
                .map(RowGroup::id)
                .toList();
        return difference.added().isEmpty() && was.isEmpty() ? NONE : new GroupDelta(lastToken, named, was);
    }

    /**
     * Makes what there is after the commit what there was before it.
     *
     * @param rows gives the keys of the rows
     * @return the keys of the rows that came or went with it
     */
    Set<FactKey> undoIn(Map<String, RowGroup> stated, Function<RowGroup, List<FactKey>> rows) {
        Set<FactKey> touched = new HashSet<>();
        Set<String> named = new HashSet<>(came);
        Set<String> stayed = was.stream().map(RowGroup::id).collect(Collectors.toSet());
        stated.values().removeIf(group -> {
            boolean isNew = !stayed.contains(group.id()) && (group.token() > lastToken || named.contains(group.id()));
            if (isNew) {
                touched.addAll(rows.apply(group));
            }
            return isNew;
        });
        for (RowGroup before : was) {
            RowGroup after = stated.put(before.id(), before);
            Set<FactKey> is = after == null ? Set.of() : new HashSet<>(rows.apply(after));
            Set<FactKey> then = new HashSet<>(rows.apply(before));
            is.stream().filter(row -> !then.contains(row)).forEach(touched::add);
            then.stream().filter(row -> !is.contains(row)).forEach(touched::add);
        }
        return touched;
    }

    /** {@code [last token, [id...], group...]}, or nothing between the brackets. */
    void writeTo(StringBuilder text) {
        text.append('[');
        if (!equals(NONE)) {
            text.append(lastToken).append(",[");
            String before = "";
            for (String id : came) {
                text.append(before);
                RowGroup.quote(id, text);
                before = ",";
            }
            text.append(']');
            for (RowGroup group : was) {
                text.append(',');
                group.writeTo(text);
            }
        }
        text.append(']');
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static GroupDelta read(JsonNode delta) {
        if (delta.isEmpty()) {
            return NONE;
        }
        List<String> came = new ArrayList<>();
        delta.required(1).forEach(id -> came.add(id.textValue()));
        List<RowGroup> was = new ArrayList<>();
        for (int i = FIRST_GROUP; i < delta.size(); i++) {
            was.add(RowGroup.read(delta.get(i)));
        }
        return new GroupDelta(delta.required(0).longValue(), came, was);
    }
}
