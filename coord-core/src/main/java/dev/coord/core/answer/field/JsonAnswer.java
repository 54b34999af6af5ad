package dev.coord.core.answer.field;

import dev.coord.SafeText;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonText;
import java.util.function.Consumer;

/** An answer made of fields. Its first one says what kind of answer it is. */
public final class JsonAnswer implements Answer {

    private final Consumer<FieldWriter> fields;
    private final Consumer<Appendable> layout;

    private JsonAnswer(Consumer<FieldWriter> fields, Consumer<Appendable> layout) {
        this.fields = fields;
        this.layout = layout;
    }

    /** With a line for each field. */
    public static Answer of(Format format, Consumer<FieldWriter> fields) {
        Consumer<FieldWriter> all = out -> fields.accept(out.text(Format.MEMBER, format.id()));
        return new JsonAnswer(all, to -> JsonText.pretty(to, all));
    }

    /** With a layout of its own, which says as well what kind of answer it is. */
    public static Answer of(Format format, Consumer<FieldWriter> fields, Consumer<Appendable> layout) {
        return new JsonAnswer(out -> fields.accept(out.text(Format.MEMBER, format.id())), layout);
    }

    @Override
    public void write(Appendable to) {
        layout.accept(to);
    }

    @Override
    public String line() {
        return SafeText.json(JsonText.line(fields).stripTrailing());
    }

    /** The same as {@link #line}. */
    @Override
    public String toString() {
        return line();
    }
}
