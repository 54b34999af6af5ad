package dev.coord.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the fields of one JSON object of a document that a program wrote: fields nobody asks for are ignored, what is
 * missing or wrong is a {@link StoreFailed} with its JSON pointer.
 */
final class FieldReader {

    private final JsonNode node;
    private final String pointer;

    private FieldReader(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    static FieldReader of(JsonNode root) {
        if (!root.isObject()) {
            throw corrupt("", "an object was expected");
        }
        return new FieldReader(root, "");
    }

    boolean has(String field) {
        return node.has(field);
    }

    String text(String field) {
        return text(node.path(field), at(field));
    }

    long number(String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw corrupt(at(field), "a whole number was expected");
        }
        return value.longValue();
    }

    int count(String field) {
        return count(node.path(field), at(field));
    }

    boolean flag(String field) {
        JsonNode value = node.path(field);
        if (!value.isBoolean()) {
            throw corrupt(at(field), "true or false was expected");
        }
        return value.booleanValue();
    }

    <T> T value(String field, Function<String, T> form) {
        String text = text(field);
        return checked(at(field), () -> form.apply(text));
    }

    <T> Optional<T> optionalValue(String field, Function<String, T> form) {
        return has(field) ? Optional.of(value(field, form)) : Optional.empty();
    }

    <T> List<T> values(String field, Function<String, T> form) {
        return list(field, (item, place) -> {
            String text = text(item, place);
            return checked(place, () -> form.apply(text));
        });
    }

    List<Integer> counts(String field) {
        return list(field, FieldReader::count);
    }

    <T> T object(String field, Function<FieldReader, T> form) {
        return object(node.path(field), at(field), form);
    }

    <T> Optional<T> optionalObject(String field, Function<FieldReader, T> form) {
        return has(field) ? Optional.of(object(field, form)) : Optional.empty();
    }

    <T> List<T> objects(String field, Function<FieldReader, T> form) {
        return list(field, (item, place) -> object(item, place, form));
    }

    /** The failure of a field whose value is of the right form but unknown. */
    StoreFailed unknown(String field) {
        return corrupt(at(field), "'" + node.path(field).asText() + "' is not known to this version of coord");
    }

    private <T> List<T> list(String field, Item<T> form) {
        JsonNode array = node.path(field);
        if (!array.isArray()) {
            throw corrupt(at(field), "a list was expected");
        }
        List<T> items = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            items.add(form.read(item, at(field) + "/" + items.size()));
        }
        return items;
    }

    private String at(String field) {
        return pointer + "/" + field;
    }

    private static String text(JsonNode value, String place) {
        if (!value.isTextual()) {
            throw corrupt(place, "a text was expected");
        }
        return value.textValue();
    }

    private static int count(JsonNode value, String place) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw corrupt(place, "a whole number was expected");
        }
        return value.intValue();
    }

    private static <T> T object(JsonNode value, String place, Function<FieldReader, T> form) {
        if (!value.isObject()) {
            throw corrupt(place, "an object was expected");
        }
        return checked(place, () -> form.apply(new FieldReader(value, place)));
    }

    private static <T> T checked(String place, Supplier<T> form) {
        try {
            return form.get();
        } catch (BadInput | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw corrupt(place, String.valueOf(e.getMessage()), e);
        }
    }

    private static StoreFailed corrupt(String place, String found) {
        return new StoreFailed(message(place, found));
    }

    private static StoreFailed corrupt(String place, String found, Exception cause) {
        return new StoreFailed(message(place, found), cause);
    }

    private static String message(String place, String found) {
        String where = place.isEmpty() ? "the document" : place;
        return "cannot read coord's snapshot: " + where + ": " + found
                + "; restore it from a copy, or move the coordination directory away to begin anew";
    }

    private interface Item<T> {
        T read(JsonNode item, String place);
    }
}
