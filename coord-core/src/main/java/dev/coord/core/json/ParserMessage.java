package dev.coord.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a JSON parser says of a text, in words of JSON: without the parser's own names, and without switches that nobody can
 * reach. Safe from many threads.
 */
public final class ParserMessage {

    private static final Map<Pattern, String> WORDS = words();

    private ParserMessage() {}

    private static Map<Pattern, String> words() {
        Map<Pattern, String> words = new LinkedHashMap<>();
        words.put(
                Pattern.compile("Non-standard token '([^']*)':.*", Pattern.DOTALL),
                "'$1' is no number that JSON knows");
        words.put(
                Pattern.compile(
                        "(?:Unexpected character .* in numeric value: )?JSON spec does not allow numbers to have plus signs:.*",
                        Pattern.DOTALL),
                "a number has no plus sign in JSON");
        words.put(
                Pattern.compile(
                        "Document nesting depth \\(\\d+\\) exceeds the maximum allowed \\((\\d+).*", Pattern.DOTALL),
                "it is nested more than $1 deep");
        words.put(
                Pattern.compile(
                        "Number value length \\(\\d+\\) exceeds the maximum allowed \\((\\d+).*", Pattern.DOTALL),
                "a number has more than $1 digits");
        words.put(
                Pattern.compile(
                        "(String value|Name) length \\(\\d+\\) exceeds the maximum allowed \\((\\d+).*",
                        Pattern.DOTALL),
                "a text has more than $2 characters");
        words.put(Pattern.compile("BigDecimal scale .*", Pattern.DOTALL), "a number has an exponent out of all bounds");
        words.put(
                Pattern.compile("Numeric value \\((.*)\\) out of range of.*", Pattern.DOTALL),
                "the number $1 is out of all bounds");
        words.put(
                Pattern.compile("Trailing token \\(.*", Pattern.DOTALL),
                "something follows after its end; a document is one value");
        words.put(Pattern.compile("No content to map.*", Pattern.DOTALL), "it is empty");
        words.put(
                Pattern.compile(
                        "(Unexpected end-of-input.*?) ?\\(start marker at \\[Source: [^;]*; line: (\\d+), column: \\d+]\\)"),
                "$1 (it begins in line $2)");
        words.put(Pattern.compile("\\[Source: [^;]*; line: (\\d+), column: \\d+]"), "line $1");
        words.put(Pattern.compile(" \\(not recognized as one since Feature '\\w+' not enabled for parser\\)"), "");
        words.put(Pattern.compile("\\('(.{1,2})' \\(code \\d+[^)]*\\)\\)"), "'$1'");
        words.put(Pattern.compile("[:,]? ?(?:enable|from|not allowed as per|bound as) `[^`]*`(?: to allow)?"), "");
        words.put(Pattern.compile("`[^`]*`"), "a value");
        words.put(Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}[A-Z]\\w*(?:\\$\\w+)*"), "a value");
        return words;
    }

    /**
     * Leaves out the parser's own names and settings.
     *
     * @param said the message without its place
     * @return the message as a person can read it
     */
    public static String plain(String said) {
        String plain = said;
        for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
            plain = word.getKey().matcher(plain).replaceAll(word.getValue());
        }
        return plain;
    }

    /**
     * Says why a document could not be read.
     *
     * @param failure what was thrown by reading it
     * @return the message as a person can read it, with the place in the document where it is known
     */
    public static String of(Throwable failure) {
        if (failure instanceof JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : " in line " + place.getLineNr() + ", column " + place.getColumnNr();
            return plain(String.valueOf(e.getOriginalMessage())) + where;
        }
        if (failure instanceof NullPointerException || failure instanceof ClassCastException) {
            return "a field is missing, or holds something else than it should";
        }
        return failure instanceof IOException ? FailureText.of(failure) : plain(String.valueOf(failure.getMessage()));
    }
}
