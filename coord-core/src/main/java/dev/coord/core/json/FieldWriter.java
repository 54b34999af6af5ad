package dev.coord.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.Indenter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
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
 * Writes the fields of one JSON object after the other; the counterpart of {@code FieldReader}. Its methods throw
 * {@link UncheckedIOException} where what was written cannot be taken. Not safe for use by several threads.
 */
public final class FieldWriter {

    // Jackson refuses to encode half a surrogate pair as UTF-8; escaped, every Java string comes back as it was.
    private static final JsonFactory ASCII = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final JsonFactory TEXT = new JsonFactory();

    private static final JsonFactory STREAMED =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private static final Indenter LINES = new DefaultIndenter("  ", "\n");

    private static final Indenter ONE_LINE = new DefaultPrettyPrinter.FixedSpaceIndenter();

    private final JsonGenerator out;
    private final DefaultPrettyPrinter layout;
    private final @Nullable Pieces before;

    private FieldWriter(JsonGenerator out, DefaultPrettyPrinter layout, @Nullable Pieces before) {
        this.out = out;
        this.layout = layout;
        this.before = before;
    }

    private FieldWriter(JsonGenerator out, DefaultPrettyPrinter layout) {
        this(out, layout, null);
    }

    /** One object without white space, in ASCII. */
    static byte[] compact(Consumer<FieldWriter> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        compact(bytes, null, fields);
        return bytes.toByteArray();
    }

    /** The same, for which pieces that were written before are not written anew; the stream stays open. */
    static void compact(OutputStream to, @Nullable Pieces before, Consumer<FieldWriter> fields) {
        try (JsonGenerator out = ASCII.createGenerator(to)) {
            new FieldWriter(out, new DefaultPrettyPrinter(), before).braces(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes one object on one line.
     *
     * @param fields writes its fields
     * @return the line, which a line feed ends
     */
    public static String line(Consumer<FieldWriter> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = TEXT.createGenerator(text)) {
            new FieldWriter(out, new DefaultPrettyPrinter()).braces(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    /**
     * Writes one object as people read it, while it is made: a line for each field, and a line feed at the end.
     *
     * @param to where; stays open
     * @param fields writes its fields
     * @throws UncheckedIOException if it cannot be written there
     */
    public static void pretty(Appendable to, Consumer<FieldWriter> fields) {
        DefaultPrettyPrinter layout = layout();
        try (JsonGenerator out = STREAMED.createGenerator(writer(to)).setPrettyPrinter(layout)) {
            new FieldWriter(out, layout).braces(fields);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes one object with one list, each of whose objects is on a line of its own in ASCII, while it is made.
     *
     * @param to where; stays open
     * @param field name of the list
     * @param values what the objects say
     * @param fields writes the fields of one
     * @param <T> type of what one says
     * @throws UncheckedIOException if it cannot be written there
     */
    public static <T> void lines(Appendable to, String field, Stream<T> values, BiConsumer<FieldWriter, T> fields) {
        try {
            to.append("{\"").append(field).append("\": [");
            String before = "\n  ";
            for (Iterator<T> all = values.iterator(); all.hasNext(); before = ",\n  ") {
                T value = all.next();
                byte[] object = compact(out -> fields.accept(out, value));
                to.append(before).append(new String(object, StandardCharsets.US_ASCII));
            }
            to.append("\n]}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static Writer writer(Appendable to) {
        return to instanceof Writer writer ? writer : new Appending(to);
    }

    private static DefaultPrettyPrinter layout() {
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        layout.indentObjectsWith(LINES);
        layout.indentArraysWith(LINES);
        return layout;
    }

    private void braces(Consumer<FieldWriter> fields) throws IOException {
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

    /** A writer to what only takes text. */
    private static final class Appending extends Writer {

        private final Appendable to;

        Appending(Appendable to) {
            this.to = to;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            to.append(CharBuffer.wrap(text, from, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
