package dev.coord.core.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Names one fact of a protocol file: a field of the file, a row of a list, or a field of a row. Its parts stay apart, since any
 * of them may hold any character.
 *
 * @param list the list or object that the row stands in; empty for a field of the file
 * @param row what tells the row from others; empty for a field of the file
 * @param field the field; nothing for the row itself
 */
public record FactKey(String list, List<String> row, Optional<String> field) implements Comparable<FactKey> {

    private static final Comparator<FactKey> ORDER = Comparator.comparing(FactKey::list)
            .thenComparing(FactKey::row, FactKey::compare)
            .thenComparing(key -> key.field.isPresent())
            .thenComparing(key -> key.field.orElse(""));

    public FactKey {
        row = List.copyOf(row);
    }

    public static FactKey top(String field) {
        return new FactKey("", List.of(), Optional.of(field));
    }

    public static FactKey row(String list, String... row) {
        return new FactKey(list, List.of(row), Optional.empty());
    }

    public FactKey of(String name) {
        return new FactKey(list, row, Optional.of(name));
    }

    /** The row, with one more part that tells it from others. */
    public FactKey and(String part) {
        List<String> parts = new ArrayList<>(row);
        parts.add(part);
        return new FactKey(list, parts, field);
    }

    public boolean is(String name) {
        return field.filter(name::equals).isPresent();
    }

    /** What goes with it: the row of a field, the resource of a user. Nothing for other rows and for fields of the file. */
    public Optional<FactKey> parent() {
        if (field.isPresent()) {
            return list.isEmpty() ? Optional.empty() : Optional.of(new FactKey(list, row, Optional.empty()));
        }
        return list.equals(Facts.USERS) ? Optional.of(row(Facts.RESOURCES, row.get(0))) : Optional.empty();
    }

    @Override
    public int compareTo(FactKey other) {
        return ORDER.compare(this, other);
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int byPart = one.get(i).compareTo(other.get(i));
            if (byPart != 0) {
                return byPart;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    /** As messages show it. */
    @Override
    public String toString() {
        String named = switch (list) {
            case "" -> "";
            case Facts.USERS -> Facts.RESOURCES + "." + row.get(0) + "." + list + "[" + row.get(1) + "]";
            case Facts.RESOURCES, Facts.AGENTS, Facts.REASONS -> list + "." + row.get(0);
            default -> list + "[" + String.join(", ", row) + "]";
        };
        return named + field.map(name -> named.isEmpty() ? name : "." + name).orElse("");
    }
}
