package dev.coord.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects as text or bytes, in the layouts that coord has. Safe for use by several threads. */
public final class JsonText {

    // Jackson refuses to encode half a surrogate pair as UTF-8; escaped, every Java string comes back as it was.
    private static final JsonFactory ASCII = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final JsonFactory TEXT = new JsonFactory();

    private static final JsonFactory STREAMED =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonText() {}

    /** One object without white space, in ASCII. */
    public static byte[] compact(Consumer<FieldWriter> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        compact(bytes, null, fields);
        return bytes.toByteArray();
    }

    /** The same, for which pieces that were written before are not written anew; the stream stays open. */
    public static void compact(OutputStream to, @Nullable Pieces before, Consumer<FieldWriter> fields) {
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
            new FieldWriter(out, new DefaultPrettyPrinter(), null).braces(fields);
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
            new FieldWriter(out, layout, null).braces(fields);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes one object with one list, each of whose objects is on a line of its own in ASCII, while it is made.
     *
     * @param to where; stays open
     * @param format what the object says of itself in its first member, {@code format}
     * @param field name of the list
     * @param values what the objects say
     * @param fields writes the fields of one
     * @param <T> type of what one says
     * @throws UncheckedIOException if it cannot be written there
     */
    public static <T> void lines(
            Appendable to, String format, String field, Stream<T> values, BiConsumer<FieldWriter, T> fields) {
        try {
            to.append("{\"format\": \"")
                    .append(format)
                    .append("\", \"")
                    .append(field)
                    .append("\": [");
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

    private static Writer writer(Appendable to) {
        return to instanceof Writer writer ? writer : new Appending(to);
    }

    private static DefaultPrettyPrinter layout() {
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        layout.indentObjectsWith(FieldWriter.LINES);
        layout.indentArraysWith(FieldWriter.LINES);
        return layout;
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
