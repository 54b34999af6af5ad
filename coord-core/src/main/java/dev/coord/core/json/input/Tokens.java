package dev.coord.core.json.input;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** The tokens of a text with their places, one at a time. */
final class Tokens {

    private final JsonParser in;
    private final char[] source;

    /**
     * Reads tokens.
     *
     * @param in the parser
     * @param source the characters that it parses
     */
    Tokens(JsonParser in, char[] source) {
        this.in = in;
        this.source = source;
    }

    /** Goes to the next token; false at the end of the text. */
    boolean next() throws IOException {
        return in.nextToken() != null;
    }

    /** Goes to the next key of the object one is in; false at its end. */
    boolean nextKey() throws IOException {
        return in.nextToken() == JsonToken.FIELD_NAME;
    }

    /** Goes to the next item of the list one is in; false at its end. */
    boolean nextItem() throws IOException {
        return in.nextToken() != JsonToken.END_ARRAY;
    }

    boolean isObject() {
        return in.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isList() {
        return in.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isText() {
        return in.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isNumber() {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT || in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    boolean isFlag() {
        return in.currentToken() == JsonToken.VALUE_TRUE || in.currentToken() == JsonToken.VALUE_FALSE;
    }

    /** Which of true and false the present token is. */
    boolean flag() {
        return in.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** The present number, exactly. */
    BigDecimal number() throws IOException {
        return in.getDecimalValue();
    }

    String text() throws IOException {
        return in.getText();
    }

    /** Whether the present text stands in the source as it is, without an escape. */
    boolean isPlain() throws IOException {
        return in.getTextCharacters() == source;
    }

    /** Where the present token begins, in chars from the start of the text. */
    int offset() {
        return (int) in.currentTokenLocation().getCharOffset();
    }

    /** Where the parser stopped. */
    int stop(JsonProcessingException why) {
        JsonLocation place = why.getLocation();
        return (int) (place == null ? in.currentLocation() : place).getCharOffset();
    }

    /** The present value as it stands in the source; goes to its end. */
    String source() throws IOException {
        int from = offset();
        in.skipChildren();
        in.finishToken();
        return new String(source, from, (int) in.currentLocation().getCharOffset() - from);
    }

    /** Goes to the end of the object or list that begins here. */
    void skip() throws IOException {
        in.skipChildren();
    }

    /** What the present value is, as a message calls it. */
    String kind() {
        return switch (in.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> throw new AssertionError(in.currentToken());
        };
    }
}
