package dev.coord.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.Indenter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one JSON object after the other; {@link JsonText} begins one. The counterpart of {@code FieldReader}. Its methods throw
 * {@link UncheckedIOException} where what was written cannot be taken. Not safe for use by several threads.
 */
public final class FieldWriter {

    static final Indenter LINES = new DefaultIndenter("  ", "\n");

    private static final Indenter ONE_LINE = new DefaultPrettyPrinter.FixedSpaceIndenter();

    private final JsonGenerator out;
    private final DefaultPrettyPrinter layout;
    private final @Nullable Pieces before;

    FieldWriter(JsonGenerator out, DefaultPrettyPrinter layout, @Nullable Pieces before) {
        this.out = out;
        this.layout = layout;
        this.before = before;
    }

    /**
     * Writes a text.
     *
     * @param field its name
     * @param value what says it
     * @return this
     */
    public FieldWriter text(String field, Object value) {
        return put(() -> out.writeStringField(field, value.toString()));
    }

    /**
     * Writes a text, if there is one.
     *
     * @param field its name
     * @param value what says it
     * @return this
     */
    public FieldWriter optionalText(String field, Optional<?> value) {
        value.ifPresent(present -> text(field, present));
        return this;
    }

    /**
     * Writes a whole number.
     *
     * @param field its name
     * @param value the number
     * @return this
     */
    public FieldWriter number(String field, long value) {
        return put(() -> out.writeNumberField(field, value));
    }

    /**
     * Writes a number with at most three digits behind the point.
     *
     * @param field its name
     * @param value the number
     * @return this
     */
    public FieldWriter decimal(String field, double value) {
        return put(() -> out.writeNumberField(
                field,
                BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros()));
    }

    /**
     * Writes a time as the protocol writes it: UTC, whole seconds.
     *
     * @param field its name
     * @param value the time
     * @return this
     */
    public FieldWriter time(String field, Instant value) {
        return text(field, value.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Writes a duration as seconds with milliseconds, always with a point.
     *
     * @param field its name
     * @param value the duration
     * @return this
     */
    public FieldWriter seconds(String field, Duration value) {
        return put(() -> out.writeNumberField(field, value.toMillis() / 1000.0));
    }

    /**
     * Writes {@code null}: the field is always there, and now says nothing.
     *
     * @param field its name
     * @return this
     */
    public FieldWriter nothing(String field) {
        return put(() -> out.writeNullField(field));
    }

    /**
     * Writes true or false.
     *
     * @param field its name
     * @param value which
     * @return this
     */
    public FieldWriter flag(String field, boolean value) {
        return put(() -> out.writeBooleanField(field, value));
    }

    /**
     * Writes a value that is JSON already.
     *
     * @param field its name
     * @param json the value
     * @return this
     */
    public FieldWriter json(String field, String json) {
        return put(() -> {
            out.writeFieldName(field);
            out.writeRawValue(json);
        });
    }

    /**
     * Writes a list of texts on one line.
     *
     * @param field its name
     * @param values what says them
     * @return this
     */
    public FieldWriter texts(String field, Collection<?> values) {
        return onOneLine(field, () -> {
            for (Object value : values) {
                out.writeString(value.toString());
            }
        });
    }

    /**
     * Writes a list of texts, each on a line of its own where lines are written.
     *
     * @param field its name
     * @param values what says them
     * @return this
     */
    public FieldWriter textLines(String field, Collection<?> values) {
        return put(() -> {
            out.writeArrayFieldStart(field);
            for (Object value : values) {
                out.writeString(value.toString());
            }
            out.writeEndArray();
        });
    }

    /**
     * Writes a list of whole numbers on one line.
     *
     * @param field its name
     * @param values the numbers
     * @return this
     */
    public FieldWriter numbers(String field, Collection<Integer> values) {
        return onOneLine(field, () -> {
            for (int value : values) {
                out.writeNumber(value);
            }
        });
    }

    /**
     * Writes an object.
     *
     * @param field its name
     * @param value what it says
     * @param fields writes its fields
     * @param <T> type of what it says
     * @return this
     */
    public <T> FieldWriter object(String field, T value, BiConsumer<FieldWriter, T> fields) {
        return put(() -> {
            out.writeFieldName(field);
            if (before != null && before.remembersObject(field)) {
                out.writeRawValue(before.text(field, value, fields));
            } else {
                braces(writer -> fields.accept(writer, value));
            }
        });
    }

    /**
     * Writes an object, if there is one.
     *
     * @param field its name
     * @param value what it says
     * @param fields writes its fields
     * @param <T> type of what it says
     * @return this
     */
    public <T> FieldWriter optionalObject(String field, Optional<T> value, BiConsumer<FieldWriter, T> fields) {
        value.ifPresent(present -> object(field, present, fields));
        return this;
    }

    /**
     * Writes a list of objects.
     *
     * @param field its name
     * @param values what they say
     * @param fields writes the fields of one
     * @param <T> type of what one says
     * @return this
     */
    public <T> FieldWriter objects(String field, Collection<T> values, BiConsumer<FieldWriter, T> fields) {
        if (before == null || !before.remembersList(field)) {
            return objects(field, values.stream(), fields);
        }
        return put(() -> {
            out.writeArrayFieldStart(field);
            for (SerializableString value : before.texts(field, List.copyOf(values), fields)) {
                out.writeRawValue(value);
            }
            out.writeEndArray();
        });
    }

    /**
     * Writes a list of objects, each as the stream gives it, so that none of them is kept.
     *
     * @param field its name
     * @param values what they say
     * @param fields writes the fields of one
     * @param <T> type of what one says
     * @return this
     */
    public <T> FieldWriter objects(String field, Stream<T> values, BiConsumer<FieldWriter, T> fields) {
        return put(() -> {
            out.writeArrayFieldStart(field);
            for (Iterator<T> all = values.iterator(); all.hasNext(); ) {
                T value = all.next();
                braces(writer -> fields.accept(writer, value));
            }
            out.writeEndArray();
        });
    }

    private FieldWriter onOneLine(String field, Step items) {
        return put(() -> {
            layout.indentArraysWith(ONE_LINE);
            out.writeArrayFieldStart(field);
            items.run();
            out.writeEndArray();
            layout.indentArraysWith(LINES);
        });
    }

    /** The object that the fields are in. */
    void braces(Consumer<FieldWriter> fields) throws IOException {
        out.writeStartObject();
        fields.accept(this);
        out.writeEndObject();
    }

    private FieldWriter put(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private interface Step {
        void run() throws IOException;
    }
}
