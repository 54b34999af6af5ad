package dev.coord.core.answer;

import dev.coord.SafeText;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonText;
import java.util.function.Consumer;

/**
 * What coord answers, as one JSON object: for people to read, or on one line. Equal answers give equal text. Immutable, and
 * safe for use by several threads.
 */
public final class Answer {

    private final Consumer<FieldWriter> fields;
    private final Consumer<Appendable> layout;

    private Answer(Consumer<FieldWriter> fields, Consumer<Appendable> layout) {
        this.fields = fields;
        this.layout = layout;
    }

    /** With a line for each field, the first of which says what kind of answer it is. */
    static Answer of(Format format, Consumer<FieldWriter> fields) {
        Consumer<FieldWriter> all = out -> fields.accept(out.text(Format.MEMBER, format.id()));
        return new Answer(all, to -> JsonText.pretty(to, all));
    }

    /** With a layout of its own, which says as well what kind of answer it is. */
    static Answer of(Format format, Consumer<FieldWriter> fields, Consumer<Appendable> layout) {
        return new Answer(out -> fields.accept(out.text(Format.MEMBER, format.id())), layout);
    }

    /**
     * Writes the answer on several lines, each of which a line feed ends, while it is made: of a long one no more than a part
     * is ever kept. Texts of others stand in it as they are; see {@link SafeText#json}.
     *
     * @param to where, such as a writer; stays open
     * @throws java.io.UncheckedIOException if it cannot be written there
     */
    public void write(Appendable to) {
        layout.accept(to);
    }

    /**
     * The answer as {@link #write} writes it.
     *
     * @return one JSON object on several lines, each of which a line feed ends
     */
    public String document() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    /**
     * The answer on one line, for a protocol whose messages are lines. What cannot be seen, in texts of others, is an escape.
     *
     * @return one JSON object, without a line feed
     */
    public String line() {
        return SafeText.json(JsonText.line(fields).stripTrailing());
    }

    /** The same as {@link #line}. */
    @Override
    public String toString() {
        return line();
    }
}
