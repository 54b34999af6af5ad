package dev.coord.content.json;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Literals;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a JSON file holds. Immutable.
 *
 * @param members of an object, in order
 * @param entries of a list
 * @param text of a text, and how anything else that is neither is written
 */
public record JsonData(Map<String, JsonData> members, List<JsonData> entries, String text) {

    /** Nothing. */
    public static final JsonData NONE = new JsonData(Map.of(), List.of(), "");

    /**
     * Reads a file; comments and commas before a closing bracket are let through.
     *
     * @param source the file
     * @return what it holds; nothing where it is no JSON
     */
    public static Optional<JsonData> read(String source) {
        Tokens tokens = Lexer.read(source, Language.JSON);
        try {
            JsonGrammar.insist(tokens);
        } catch (NotUnderstood e) {
            return Optional.empty();
        }
        return Optional.of(of(tokens, tokens.code(0)));
    }

    private static JsonData of(Tokens tokens, int at) {
        if (tokens.isA(at, Kind.TEXT)) {
            return new JsonData(Map.of(), List.of(), Literals.plain(tokens.text(at)));
        }
        int close = tokens.partner(at);
        if (close < 0) {
            return new JsonData(Map.of(), List.of(), tokens.text(at));
        }
        Map<String, JsonData> members = new LinkedHashMap<>();
        List<JsonData> entries = new ArrayList<>();
        for (int i = tokens.code(at + 1); i < close; i = behind(tokens, i)) {
            if (tokens.is(at, "{")) {
                String name = Literals.plain(tokens.text(i));
                i = tokens.code(tokens.code(i + 1) + 1);
                members.put(name, of(tokens, i));
            } else {
                entries.add(of(tokens, i));
            }
        }
        return new JsonData(Collections.unmodifiableMap(members), List.copyOf(entries), "");
    }

    /** The token behind a value and its comma. */
    private static int behind(Tokens tokens, int value) {
        int at = Math.max(value, tokens.partner(value)) + 1;
        while (at < tokens.size() && !tokens.is(at, ",") && tokens.enclosing(at) == tokens.enclosing(value)) {
            at++;
        }
        return tokens.is(at, ",") ? tokens.code(at + 1) : at;
    }

    /**
     * A member.
     *
     * @param name its name
     * @return its value; nothing where there is none
     */
    public JsonData get(String name) {
        return members.getOrDefault(name, NONE);
    }

    /**
     * The texts of a list, or the one text that this is.
     *
     * @return them, in order
     */
    public List<String> texts() {
        return Stream.concat(Stream.of(this), entries.stream())
                .map(JsonData::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
