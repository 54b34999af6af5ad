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
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one JSON object after the other; the counterpart of {@link FieldReader}. */
final class FieldWriter {

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

    /** One object on one line, which a line feed ends. */
    static String line(Consumer<FieldWriter> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = TEXT.createGenerator(text)) {
            new FieldWriter(out, new DefaultPrettyPrinter()).braces(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    /** One object as people read it: a line for each field, and a line feed at the end. */
    static String pretty(Consumer<FieldWriter> fields) {
        StringWriter text = new StringWriter();
        pretty(text, fields);
        return text.toString();
    }

    /** The same, written while it is made; the writer stays open. */
    static void pretty(Writer to, Consumer<FieldWriter> fields) {
        DefaultPrettyPrinter layout = layout();
        try (JsonGenerator out = STREAMED.createGenerator(to).setPrettyPrinter(layout)) {
            new FieldWriter(out, layout).braces(fields);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FieldWriter text(String field, Object value) {
        return put(() -> out.writeStringField(field, value.toString()));
    }

    FieldWriter optionalText(String field, Optional<?> value) {
        value.ifPresent(present -> text(field, present));
        return this;
    }

    FieldWriter number(String field, long value) {
        return put(() -> out.writeNumberField(field, value));
    }

    /** A number with at most three digits behind the point. */
    FieldWriter decimal(String field, double value) {
        return put(() -> out.writeNumberField(
                field,
                BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros()));
    }

    FieldWriter flag(String field, boolean value) {
        return put(() -> out.writeBooleanField(field, value));
    }

    FieldWriter texts(String field, Collection<?> values) {
        return onOneLine(field, () -> {
            for (Object value : values) {
                out.writeString(value.toString());
            }
        });
    }

    FieldWriter numbers(String field, Collection<Integer> values) {
        return onOneLine(field, () -> {
            for (int value : values) {
                out.writeNumber(value);
            }
        });
    }

    <T> FieldWriter object(String field, T value, BiConsumer<FieldWriter, T> fields) {
        return put(() -> {
            out.writeFieldName(field);
            if (before != null && before.remembersObject(field)) {
                out.writeRawValue(before.text(field, value, fields));
            } else {
                braces(writer -> fields.accept(writer, value));
            }
        });
    }

    <T> FieldWriter optionalObject(String field, Optional<T> value, BiConsumer<FieldWriter, T> fields) {
        value.ifPresent(present -> object(field, present, fields));
        return this;
    }

    <T> FieldWriter objects(String field, Collection<T> values, BiConsumer<FieldWriter, T> fields) {
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

    /** Writes each object as the stream gives it. */
    <T> FieldWriter objects(String field, Stream<T> values, BiConsumer<FieldWriter, T> fields) {
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
}
