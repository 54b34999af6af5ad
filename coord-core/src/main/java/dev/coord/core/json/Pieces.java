package dev.coord.core.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Pieces of a document as they were written or read the last time: whole objects, and the objects of a list. A piece is not
 * written again as long as its value is the very same object, and not read again as long as its text is the same. For one
 * thread.
 */
public final class Pieces {

    private record Piece(Object value, SerializableString text) {}

    private final Set<String> objects;
    private final Set<String> lists;
    private final Map<String, Piece> pieces = new HashMap<>();
    private final Map<String, Fragments<?, SerializableString>> fragments = new HashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param objects fields whose value is remembered whole
     * @param lists fields whose values are remembered one by one
     */
    public Pieces(Set<String> objects, Set<String> lists) {
        this.objects = objects;
        this.lists = lists;
    }

    boolean remembersObject(String field) {
        return objects.contains(field);
    }

    boolean remembersList(String field) {
        return lists.contains(field);
    }

    @SuppressWarnings("ReferenceEquality")
    <T> SerializableString text(String field, T value, BiConsumer<FieldWriter, T> fields) {
        Piece last = pieces.get(field);
        if (last == null || last.value() != value) {
            last = new Piece(value, text(value, fields));
            pieces.put(field, last);
        }
        return last.text();
    }

    <T> List<SerializableString> texts(String field, List<T> values, BiConsumer<FieldWriter, T> fields) {
        return this.<T>fragments(field).of(values, value -> text(value, fields));
    }

    @SuppressWarnings("unchecked") // a field always has values of one type
    <T> T value(String field, SerializableString text, Function<SerializableString, T> read) {
        Piece last = pieces.get(field);
        if (last == null || !last.text().equals(text)) {
            last = new Piece(read.apply(text), text);
            pieces.put(field, last);
        }
        return (T) last.value();
    }

    /** The values of these texts; {@code read} is told the place in the list, too. */
    <T> List<T> values(String field, List<SerializableString> texts, BiFunction<Integer, SerializableString, T> read) {
        return this.<T>fragments(field).from(texts, read);
    }

    @SuppressWarnings("unchecked") // a field always has values of one type
    private <T> Fragments<T, SerializableString> fragments(String field) {
        return (Fragments<T, SerializableString>) fragments.computeIfAbsent(field, name -> new Fragments<>());
    }

    private static <T> SerializableString text(T value, BiConsumer<FieldWriter, T> fields) {
        byte[] bytes = JsonText.compact(out -> fields.accept(out, value));
        return new SerializedString(new String(bytes, StandardCharsets.US_ASCII));
    }
}
