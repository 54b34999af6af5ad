package dev.coord.core.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One fact that the protocol's files state, so that two versions of a file can be compared as sets.
 *
 * @param kind what kind of fact
 * @param parts what identifies it
 */
public record Row(Kind kind, List<String> parts) implements Comparable<Row> {

    public enum Kind {
        LOCK,
        WAVE,
        COMPLETED,
        ACTIVE,
        BLOCKED,
        SCHEMA,
        COMMITTED,
        RESOURCE,
        INITIALIZED,
        USER
    }

    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\t])");

    public Row {
        parts = List.copyOf(parts);
    }

    public static Row of(Kind kind, String... parts) {
        return new Row(kind, List.of(parts));
    }

    /** Names the row where its unknown fields are kept. */
    public String name() {
        StringBuilder key = new StringBuilder(kind.name());
        for (String part : parts) {
            key.append('\t').append(part.replace("\\", "\\\\").replace("\t", "\\t"));
        }
        return key.toString();
    }

    /** The row of that {@link #name}. */
    static Row named(String name) {
        String[] parts = name.split("\t", -1);
        return new Row(
                Kind.valueOf(parts[0]),
                Arrays.stream(parts)
                        .skip(1)
                        .map(part -> ESCAPE.matcher(part)
                                .replaceAll(escape -> escape.group(1).equals("t") ? "\t" : "\\\\"))
                        .toList());
    }

    /** Its key among {@link Facts}; for the kinds that may have fields of others. */
    public FactKey key() {
        String list = switch (kind) {
            case LOCK -> Facts.LOCKS;
            case SCHEMA -> Facts.SCHEMA;
            case RESOURCE -> Facts.RESOURCES;
            default -> throw new IllegalArgumentException(kind + " has no fields");
        };
        return new FactKey(list, parts, Optional.empty());
    }

    public String part(int index) {
        return parts.get(index);
    }

    @Override
    public int compareTo(Row other) {
        int byKind = kind.compareTo(other.kind);
        for (int i = 0; byKind == 0 && i < Math.min(parts.size(), other.parts.size()); i++) {
            int byPart = parts.get(i).compareTo(other.parts.get(i));
            if (byPart != 0) {
                return byPart;
            }
        }
        return byKind != 0 ? byKind : Integer.compare(parts.size(), other.parts.size());
    }
}
