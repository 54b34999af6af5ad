package dev.coord.cli.database;

import java.util.Comparator;

/**
 * An object of a schema, called as PostgreSQL calls it.
 *
 * @param kind such as {@code table} or {@code column}
 * @param name its qualified name, with what it belongs to
 */
record SchemaObject(String kind, String name) implements Comparable<SchemaObject> {

    private static final Comparator<SchemaObject> ORDER =
            Comparator.comparing(SchemaObject::name).thenComparing(SchemaObject::kind);

    SchemaObject {
        kind = kind.startsWith("table ") ? kind.substring("table ".length()) : kind;
    }

    /** Whether it is the other, belongs to it or has it. */
    boolean isAbout(SchemaObject other) {
        return name.equals(other.name) || isPart(name, other.name) || isPart(other.name, name);
    }

    private static boolean isPart(String part, String whole) {
        return part.startsWith(whole + ".") || part.endsWith(" on " + whole) || part.endsWith(" on " + whole + ")");
    }

    @Override
    public int compareTo(SchemaObject other) {
        return ORDER.compare(this, other);
    }
}
