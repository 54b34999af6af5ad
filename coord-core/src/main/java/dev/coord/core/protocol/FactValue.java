package dev.coord.core.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A JSON value in a form that can be compared and remembered: equal for two ways to write one value, and a digest where it is
 * long. Pure.
 */
public final class FactValue {

    private static final int LONGEST = 80;

    private FactValue() {}

    /** The value of a fact; times are compared in whole seconds, as the files show them. */
    public static String of(FactKey key, JsonNode value) {
        return key.list().equals(Facts.LOCKS) && key.is("timestamp") && value.isTextual()
                ? of(time(value.textValue()))
                : of(value);
    }

    public static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return brief(text.toString());
    }

    /** A text that is a value. */
    public static String of(String text) {
        return brief(quoted(text));
    }

    /** A whole number that is a value. */
    public static String number(String digits) {
        return new BigDecimal(digits).stripTrailingZeros().toString();
    }

    private static String time(String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static void append(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            value.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            text.append('{');
            fields.forEach((name, field) -> {
                text.append(quoted(name)).append(':');
                append(field, text);
                text.append(',');
            });
            text.append('}');
        } else if (value.isArray()) {
            text.append('[');
            value.forEach(part -> {
                append(part, text);
                text.append(',');
            });
            text.append(']');
        } else if (value.isNumber()) {
            text.append(number(value));
        } else {
            text.append(value.isTextual() ? quoted(value.textValue()) : value.toString());
        }
    }

    private static String number(JsonNode value) {
        try {
            return value.decimalValue().stripTrailingZeros().toString();
        } catch (ArithmeticException e) {
            return value.toString(); // at the end of what exponents can be
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String brief(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java has it", e);
        }
    }
}
