package dev.coord.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;

/** Goes once through the JSON text of an extra field: checks it, and leaves out the white space between its tokens. */
final class ExtraValue {

    private static final int DEEPEST = 200;

    private final String name;
    private final String text;
    private final StringBuilder compact = new StringBuilder();
    private int at;

    private ExtraValue(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** The same value without white space between its tokens; nothing else of it changes, not even how a number is written. */
    static String compact(String name, String text) {
        ExtraValue value = new ExtraValue(name, text);
        value.value(0);
        value.skipBlanks();
        if (value.at < text.length()) {
            throw value.wrong();
        }
        return value.compact.toString();
    }

    private void value(int depth) {
        switch (next()) {
            case '{' -> items(depth, '}');
            case '[' -> items(depth, ']');
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void items(int depth, char end) {
        if (depth == DEEPEST) {
            throw wrong();
        }
        take();
        if (next() != end) {
            item(depth, end);
            while (next() == ',') {
                take();
                item(depth, end);
            }
        }
        expect(end);
    }

    private void item(int depth, char end) {
        if (end == '}') {
            if (next() != '"') {
                throw wrong();
            }
            string();
            next();
            expect(':');
        }
        value(depth + 1);
    }

    private void string() {
        take();
        while (peek() != '"') {
            if (peek() < ' ') {
                throw wrong();
            }
            if (take() == '\\') {
                escape();
            }
        }
        take();
    }

    private void escape() {
        char kind = take();
        if (kind == 'u') {
            for (int i = 0; i < 4; i++) {
                if ("0123456789abcdefABCDEF".indexOf(take()) < 0) {
                    throw wrong();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
            throw wrong();
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void number() {
        takeIf("-");
        if (!takeIf("0")) {
            digits();
        }
        if (takeIf(".")) {
            digits();
        }
        if (takeIf("eE")) {
            takeIf("+-");
            digits();
        }
    }

    private void digits() {
        boolean taken = takeIf("0123456789");
        if (!taken) {
            throw wrong();
        }
        while (taken) {
            taken = takeIf("0123456789");
        }
    }

    private char next() {
        skipBlanks();
        return peek();
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean takeIf(String oneOf) {
        boolean is = at < text.length() && oneOf.indexOf(text.charAt(at)) >= 0;
        if (is) {
            take();
        }
        return is;
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw wrong();
        }
        take();
    }

    private char take() {
        if (at == text.length()) {
            throw wrong();
        }
        compact.append(text.charAt(at));
        return text.charAt(at++);
    }

    private BadInput wrong() {
        return new BadInput("the value of '" + SafeText.excerpt(name) + "' is no JSON at character " + (at + 1) + ": '"
                + SafeText.excerpt(text) + "'; write a JSON value, such as \"a text\" with its quotes");
    }
}
