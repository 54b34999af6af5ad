package dev.coord.schema;

import java.util.Objects;

/**
 * A file that changes a schema, as it is applied. Immutable.
 *
 * @param path the file, as git has it
 * @param text what it says, forwards only
 */
public record Migration(String path, String text) {

    /** Checks that both are there. */
    public Migration {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
    }
}
