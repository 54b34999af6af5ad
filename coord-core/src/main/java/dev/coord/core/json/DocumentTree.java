package dev.coord.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole JSON document as maps, lists, strings, longs and booleans; pieces that somebody remembers as their text. */
// Jackson's own tree comes with its databinding, whose start costs a command more than all else it does.
public final class DocumentTree {

    /** Stands for null and for numbers that are no long. */
    static final Object OTHER = new Object();

    // What could be written has to be read again, so the default bounds of a text's length do not hold here.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] document;
    private final @Nullable Pieces pieces;

    private DocumentTree(byte[] document, @Nullable Pieces pieces) {
        this.document = document;
        this.pieces = pieces;
    }

    public static Object read(byte[] document, @Nullable Pieces pieces) throws IOException {
        try (JsonParser in = FACTORY.createParser(document)) {
            if (in.nextToken() == null) {
                throw new JsonParseException(in, "it is empty");
            }
            Object root = new DocumentTree(document, pieces).value(in);
            if (in.nextToken() != null) {
                throw new JsonParseException(in, "there is more behind its end");
            }
            return root;
        }
    }

    private Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> list(in);
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? OTHER : in.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> OTHER;
        };
    }

    private Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, value(in, name));
        }
        return fields;
    }

    private Object value(JsonParser in, String name) throws IOException {
        if (pieces != null && pieces.remembersObject(name)) {
            return text(in);
        }
        if (pieces != null && pieces.remembersList(name) && in.currentToken() == JsonToken.START_ARRAY) {
            List<Object> texts = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                texts.add(text(in));
            }
            return texts;
        }
        return value(in);
    }

    private SerializableString text(JsonParser in) throws IOException {
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        int end = (int) in.currentLocation().getByteOffset();
        return new SerializedString(new String(document, from, end - from, StandardCharsets.UTF_8));
    }

    private List<Object> list(JsonParser in) throws IOException {
        List<Object> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(in));
        }
        return items;
    }
}
