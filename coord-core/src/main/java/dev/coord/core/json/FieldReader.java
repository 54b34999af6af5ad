package dev.coord.core.json;

import com.fasterxml.jackson.core.SerializableString;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.SafeText;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object of a document that a program wrote: fields nobody asks for are ignored, what is
 * missing or wrong is a {@link StoreFailed} with its JSON pointer.
 */
public final class FieldReader {

    private final Map<?, ?> fields;
    private final Place place;
    private final @Nullable Pieces before;

    private FieldReader(Map<?, ?> fields, Place place, @Nullable Pieces before) {
        this.fields = fields;
        this.place = place;
        this.before = before;
    }

    /** The fields of a document as {@link DocumentTree} gives it, for these pieces if there are some. */
    public static FieldReader of(Object root, @Nullable Pieces before) {
        return object(root, Place.ROOT, before, Function.identity());
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** The names of the fields, in their order. */
    public List<String> names() {
        return fields.keySet().stream().map(String.class::cast).toList();
    }

    public String text(String field) {
        return text(get(field), at(field));
    }

    public long number(String field) {
        return number(get(field), at(field));
    }

    public int count(String field) {
        return count(get(field), at(field));
    }

    public boolean flag(String field) {
        if (get(field) instanceof Boolean flag) {
            return flag;
        }
        throw corrupt(at(field), "true or false was expected");
    }

    public <T> T value(String field, Function<String, T> form) {
        return value(get(field), at(field), form);
    }

    public <T> Optional<T> optionalValue(String field, Function<String, T> form) {
        return has(field) ? Optional.of(value(field, form)) : Optional.empty();
    }

    public <T> List<T> values(String field, Function<String, T> form) {
        return list(field, (item, at) -> value(item, at, form));
    }

    /** The same for a field that files of earlier versions lack. */
    public <T> List<T> valuesIfAny(String field, Function<String, T> form) {
        return has(field) ? values(field, form) : List.of();
    }

    public List<Integer> counts(String field) {
        return list(field, FieldReader::count);
    }

    public <T> T object(String field, Function<FieldReader, T> form) {
        Object value = get(field);
        if (before != null && value instanceof SerializableString piece) {
            return before.value(field, piece, text -> piece(text, at(field), form));
        }
        return object(value, at(field), before, form);
    }

    public <T> Optional<T> optionalObject(String field, Function<FieldReader, T> form) {
        return has(field) ? Optional.of(object(field, form)) : Optional.empty();
    }

    public <T> List<T> objects(String field, Function<FieldReader, T> form) {
        if (before != null && before.remembersList(field)) {
            List<SerializableString> texts = list(field, (item, at) -> (SerializableString) item);
            return before.values(
                    field, texts, (index, text) -> piece(text, at(field).item(index), form));
        }
        return list(field, (item, at) -> object(item, at, before, form));
    }

    /** The failure of a field whose value is of the right form but unknown. */
    public StoreFailed unknown(String field) {
        return corrupt(at(field), "'" + SafeText.excerpt(text(field)) + "' is not known to this version of coord");
    }

    private Object get(String field) {
        Object value = fields.get(field);
        return value == null ? DocumentTree.OTHER : value;
    }

    private Place at(String field) {
        return place.field(field);
    }

    private <T> List<T> list(String field, Item<T> form) {
        if (!(get(field) instanceof List<?> list)) {
            throw corrupt(at(field), "a list was expected");
        }
        Place at = at(field);
        List<T> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(form.read(item, at.item(items.size())));
        }
        return items;
    }

    private static String text(Object value, Place at) {
        if (value instanceof String text) {
            return text;
        }
        throw corrupt(at, "a text was expected");
    }

    private static long number(Object value, Place at) {
        if (value instanceof Long number) {
            return number;
        }
        throw corrupt(at, "a whole number was expected");
    }

    private static int count(Object value, Place at) {
        long number = number(value, at);
        if (number != (int) number) {
            throw corrupt(at, "a whole number was expected, not " + number);
        }
        return (int) number;
    }

    private static <T> T value(Object value, Place at, Function<String, T> form) {
        String text = text(value, at);
        return checked(at, () -> form.apply(text));
    }

    private static <T> T piece(SerializableString text, Place at, Function<FieldReader, T> form) {
        Object tree;
        try {
            tree = DocumentTree.read(text.asUnquotedUTF8(), null);
        } catch (IOException e) {
            throw corrupt(at, ParserMessage.of(e));
        }
        return object(tree, at, null, form);
    }

    private static <T> T object(Object value, Place at, @Nullable Pieces before, Function<FieldReader, T> form) {
        if (value instanceof Map<?, ?> fields) {
            return checked(at, () -> form.apply(new FieldReader(fields, at, before)));
        }
        throw corrupt(at, "an object was expected");
    }

    private static <T> T checked(Place at, Supplier<T> form) {
        try {
            return form.get();
        } catch (BadInput | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new StoreFailed(message(at, ParserMessage.of(e)), e);
        }
    }

    private static StoreFailed corrupt(Place at, String found) {
        return new StoreFailed(message(at, found));
    }

    private static String message(Place at, String found) {
        String where = at == Place.ROOT ? "the document" : at.toString();
        return "cannot read coord's snapshot: " + where + ": " + found
                + "; restore it from a copy, or move the coordination directory away to begin anew";
    }

    private interface Item<T> {
        T read(Object item, Place at);
    }
}
