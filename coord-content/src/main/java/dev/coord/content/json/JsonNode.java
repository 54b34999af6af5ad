package dev.coord.content.json;

import dev.coord.content.lex.Literals;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.Listing;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.text.NotUnderstood;
import java.util.List;

/**
 * A value in a JSON file.
 *
 * @param tokens the file
 * @param first the value's first token
 */
record JsonNode(Tokens tokens, int first) {
    private static final Listing NOTHING = new Listing(List.of(), false, "");

    static JsonNode root(Tokens tokens) {
        return new JsonNode(tokens, tokens.code(0));
    }

    boolean isObject() {
        return tokens.is(first, "{");
    }

    /** Whether it is a list of nothing but texts. */
    boolean isTexts() {
        return tokens.is(first, "[")
                && members().entries().stream().allMatch(item -> tokens.isA(item.first(), Kind.TEXT));
    }

    /** The members of an object or the entries of a list; none of another value. */
    Listing members() {
        if (isObject()) {
            return Listing.read(tokens, first, JsonNode::name);
        }
        return tokens.is(first, "[") ? Listing.read(tokens, first, JsonNode::text) : NOTHING;
    }

    /** The value of a member. */
    JsonNode value(Item member) {
        int colon = tokens.code(member.first() + 1);
        if (colon != member.first() + 1 || tokens.code(colon + 1) != colon + 1) {
            throw new NotUnderstood("a comment stands between '" + member.key() + "' and its value");
        }
        return new JsonNode(tokens, colon + 1);
    }

    /** A member's name with what stands before its value. */
    String before(Item member) {
        JsonNode value = value(member);
        return tokens.source().substring(tokens.begin(member.first()), tokens.begin(value.first));
    }

    int line() {
        return tokens.lineOf(tokens.begin(first)) + 1;
    }

    int lastLine() {
        int last = Math.max(first, tokens.partner(first));
        return tokens.lineOf(tokens.end(last) - 1) + 1;
    }

    private static String name(Tokens tokens, int first, int last) {
        String text = tokens.text(first);
        if (text.length() <= 2) {
            throw new NotUnderstood("a member has an empty name");
        }
        return Literals.plain(text);
    }

    private static String text(Tokens tokens, int first, int last) {
        return tokens.source().substring(tokens.begin(first), tokens.end(last));
    }
}
