package dev.coord.core.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Pieces of a document as they were written the last time: whole objects, and the objects of a list. A piece is used
 * again as long as its value is the very same object. For one thread.
 */
final class WrittenBefore {

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
    WrittenBefore(Set<String> objects, Set<String> lists) {
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
    <T> SerializableString object(String field, T value, BiConsumer<FieldWriter, T> fields) {
        Piece last = pieces.get(field);
        if (last == null || last.value() != value) {
            last = new Piece(value, text(value, fields));
            pieces.put(field, last);
        }
        return last.text();
    }

    @SuppressWarnings("unchecked") // a field is always written from values of one type
    <T> List<SerializableString> list(String field, List<T> values, BiConsumer<FieldWriter, T> fields) {
        var known = (Fragments<T, SerializableString>)
                fragments.computeIfAbsent(field, name -> new Fragments<T, SerializableString>(v -> text(v, fields)));
        return known.of(values);
    }

    private static <T> SerializableString text(T value, BiConsumer<FieldWriter, T> fields) {
        byte[] bytes = FieldWriter.compact(out -> fields.accept(out, value));
        return new SerializedString(new String(bytes, StandardCharsets.US_ASCII));
    }
}
