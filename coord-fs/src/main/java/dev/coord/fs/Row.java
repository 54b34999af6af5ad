package dev.coord.fs;

import java.util.List;

/**
 * One fact that the protocol's files state, so that two versions of a file can be compared as sets.
 *
 * @param kind what kind of fact
 * @param parts what identifies it
 */
record Row(Kind kind, List<String> parts) implements Comparable<Row> {

    enum Kind {
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

    Row {
        parts = List.copyOf(parts);
    }

    static Row of(Kind kind, String... parts) {
        return new Row(kind, List.of(parts));
    }

    /** Names the row where its unknown fields are kept. */
    String key() {
        StringBuilder key = new StringBuilder(kind.name());
        for (String part : parts) {
            key.append('\t').append(part.replace("\\", "\\\\").replace("\t", "\\t"));
        }
        return key.toString();
    }

    /** Its name among {@link Facts}. */
    String fact() {
        String all = "[" + String.join(", ", parts) + "]";
        return switch (kind) {
            case LOCK -> "locks" + all;
            case WAVE -> "current_wave";
            case COMPLETED -> "completed_features" + all;
            case ACTIVE -> "active_features" + all;
            case BLOCKED -> "blocked_features" + all;
            case SCHEMA -> "schema_changes" + all;
            case COMMITTED -> "schema_changes" + all + ".committed";
            case RESOURCE -> "shared_resources." + part(0);
            case INITIALIZED -> "shared_resources." + part(0) + ".initialized";
            case USER -> "shared_resources." + part(0) + ".features_using[" + part(1) + "]";
        };
    }

    String part(int index) {
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
