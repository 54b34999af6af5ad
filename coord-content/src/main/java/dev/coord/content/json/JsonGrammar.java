package dev.coord.content.json;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.text.NotUnderstood;
import java.util.regex.Pattern;

/** Insists that tokens are one JSON value. Comments and commas before a closing bracket are let through. */
final class JsonGrammar {
    private static final int DEEPEST = 200;
    private static final Pattern PLAIN = Pattern.compile("true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final Tokens tokens;

    private JsonGrammar(Tokens tokens) {
        this.tokens = tokens;
    }

    static void insist(Tokens tokens) {
        int end = new JsonGrammar(tokens).value(tokens.code(0), 0);
        if (tokens.code(end) < tokens.size()) {
            throw new NotUnderstood("it is no JSON");
        }
    }

    /** The token behind a value. */
    private int value(int at, int depth) {
        insist(depth < DEEPEST && at < tokens.size());
        if (tokens.is(at, "{") || tokens.is(at, "[")) {
            return list(at, depth);
        }
        if (tokens.isA(at, Kind.TEXT)) {
            return text(at);
        }
        int end = at + 1;
        while (end < tokens.size() && tokens.begin(end) == tokens.end(end - 1) && isPlain(end)) {
            end++;
        }
        insist(PLAIN.matcher(tokens.source().substring(tokens.begin(at), tokens.end(end - 1)))
                .matches());
        return end;
    }

    private int list(int open, int depth) {
        int close = tokens.partner(open);
        int at = tokens.code(open + 1);
        while (at < close) {
            if (tokens.is(open, "{")) {
                int colon = tokens.code(text(at));
                insist(tokens.is(colon, ":"));
                at = tokens.code(colon + 1);
            }
            int next = tokens.code(value(at, depth + 1));
            insist(next == close || tokens.is(next, ","));
            at = next == close ? next : tokens.code(next + 1);
        }
        return close + 1;
    }

    private int text(int at) {
        insist(tokens.isA(at, Kind.TEXT) && tokens.text(at).startsWith("\""));
        return at + 1;
    }

    private boolean isPlain(int at) {
        return tokens.isA(at, Kind.WORD) || tokens.is(at, ".") || tokens.is(at, "-") || tokens.is(at, "+");
    }

    private static void insist(boolean well) {
        if (!well) {
            throw new NotUnderstood("it is no JSON");
        }
    }
}
