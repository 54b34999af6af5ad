package dev.coord.core.json;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas of what coord answers, as they lie beside this class. Safe for use by several threads. */
public final class SchemaText {

    private SchemaText() {}

    /**
     * Reads a schema.
     *
     * @param name which one
     * @return its text, which a line feed ends
     */
    public static String of(String name) {
        try (InputStream in = SchemaText.class.getResourceAsStream("schema/" + name + ".schema.json")) {
            return new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
