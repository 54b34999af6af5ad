package dev.coord.content.migration;

/**
 * A place in a Python module that names another migration.
 *
 * @param start of the name, behind its quote
 * @param label the app that it is of, in Django; empty in Alembic
 */
public record Link(int start, String label, String name) {

    public int end() {
        return start + name.length();
    }
}
