package dev.coord.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values and back, for the fields of others: null, texts, booleans, whole numbers ({@link BigInteger}), other
 * numbers ({@link BigDecimal}), lists and maps. Every number comes back with the value it had. Safe for use by several threads.
 */
public final class PlainJson {

    /** Nothing that says something has more digits, and the time to read them grows with the square of their number. */
    private static final int MOST_DIGITS = 10_000;

    private static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(MOST_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Half a surrogate pair is part of a Java string, and of no UTF-8. */
    private static final Pattern HALF =
            Pattern.compile("(?<![\\ud800-\\udbff])[\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])");

    private PlainJson() {}

    /**
     * Reads one value.
     *
     * @param json its text
     * @return the value
     * @throws IllegalArgumentException if it is no JSON, a number is out of all bounds, or it is nested more than 200 deep
     */
    public static @Nullable Object read(String json) {
        try (JsonParser in = FACTORY.createParser(json)) {
            in.nextToken();
            Object value = value(in);
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("it has more than one value");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number has an exponent out of all bounds", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(ParserMessage.of(e), e);
        }
    }

    /**
     * Writes one value.
     *
     * @param value what {@link #read} gives
     * @return its text, without white space between its tokens, on one line
     */
    public static String text(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HALF.matcher(text.toString())
                .replaceAll(
                        half -> String.format("\\\\u%04x", (int) half.group().charAt(0)));
    }

    private static @Nullable Object value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("it is empty");
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> new BigInteger(in.getText());
            case VALUE_NUMBER_FLOAT -> new BigDecimal(in.getText());
            case START_ARRAY -> list(in);
            case START_OBJECT -> map(in);
            default -> throw new AssertionError(token);
        };
    }

    private static List<@Nullable Object> list(JsonParser in) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(in));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(JsonParser in) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.getText();
            in.nextToken();
            map.put(key, value(in));
        }
        return map;
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(
                    number.scale() == 0 ? number + "E0" : number.toString()); // a whole one would come back as integer
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else {
            throw new AssertionError(value);
        }
    }
}
