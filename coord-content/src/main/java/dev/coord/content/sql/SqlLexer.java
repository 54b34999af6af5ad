package dev.coord.content.sql;

import dev.coord.content.sql.Token.Kind;
import java.util.Locale;

/**
 * PostgreSQL's own lexical rules, as far as they decide where something ends: texts with and without escapes that go on after a new
 * line, dollar quotes, nested comments. Each token is found in time that its length bounds. For one thread.
 */
final class SqlLexer {
    private static final char MARK = '\ufeff';

    private final String text;
    private int at;
    /** What {@code standard_conforming_strings = off} asks for. */
    private boolean isEscaping;

    SqlLexer(String text, int from) {
        this.text = text;
        this.at = from;
    }

    boolean hasNext() {
        return at < text.length();
    }

    void escapeInTexts(boolean escape) {
        isEscaping = escape;
    }

    /** Goes on somewhere behind. */
    void goOnAt(int offset) {
        at = offset;
    }

    Token next() {
        int begin = at;
        char first = text.charAt(at);
        if (isBlank(first) || (first == MARK && begin == 0)) {
            return upTo(Kind.BLANK, blanks(at + 1));
        } else if (first == '-' && is('-', at + 1)) {
            return upTo(Kind.COMMENT, endOfLine(at));
        } else if (first == '/' && is('*', at + 1)) {
            return comment();
        } else if (first == '\'') {
            return quoted(Kind.TEXT, at, isEscaping);
        } else if (first == '"') {
            return quoted(Kind.NAME, at, false);
        } else if (first == '$') {
            return dollar();
        } else if (isWord(first)) {
            return word();
        } else if (isDigit(first)) {
            return number();
        }
        return switch (first) {
            case ';' -> upTo(Kind.SEMICOLON, at + 1);
            case '(' -> upTo(Kind.OPEN, at + 1);
            case ')' -> upTo(Kind.CLOSE, at + 1);
            case '\\' -> upTo(Kind.BACKSLASH, at + 1);
            default -> upTo(Kind.OTHER, at + 1);
        };
    }

    int endOfLine(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private Token upTo(Kind kind, int end) {
        return token(kind, end, true);
    }

    private Token token(Kind kind, int end, boolean ended) {
        Token token = new Token(kind, at, end, ended);
        at = end;
        return token;
    }

    private Token comment() {
        int depth = 0;
        for (int i = at; i + 1 < text.length(); i++) {
            if (text.charAt(i) == '/' && text.charAt(i + 1) == '*') {
                depth++;
                i++;
            } else if (text.charAt(i) == '*' && text.charAt(i + 1) == '/') {
                depth--;
                i++;
                if (depth == 0) {
                    return upTo(Kind.COMMENT, i + 1);
                }
            }
        }
        return token(Kind.COMMENT, text.length(), false);
    }

    /** Two quotes are one that is meant. A text goes on with its rules where another begins on a later line. */
    private Token quoted(Kind kind, int opening, boolean escaping) {
        char quote = text.charAt(opening);
        int i = opening + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && escaping) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (is(quote, i + 1)) {
                i += 2;
            } else {
                int next = kind == Kind.TEXT ? continuation(i + 1) : -1;
                if (next < 0) {
                    return upTo(kind, i + 1);
                }
                i = next + 1;
            }
        }
        return token(kind, text.length(), false);
    }

    /** Where the text that ends before this goes on; negative where it does not. */
    private int continuation(int from) {
        boolean isLater = false;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isBlank(c)) {
                isLater |= c == '\n' || c == '\r';
                i++;
            } else if (c == '-' && is('-', i + 1)) {
                i = endOfLine(i);
            } else {
                return c == '\'' && isLater ? i : -1;
            }
        }
        return -1;
    }

    private Token dollar() {
        int i = at + 1;
        if (i < text.length() && isWord(text.charAt(i))) {
            while (i < text.length() && (isWord(text.charAt(i)) || isDigit(text.charAt(i)))) {
                i++;
            }
        }
        if (!is('$', i)) {
            return upTo(Kind.OTHER, at + 1);
        }
        String tag = text.substring(at, i + 1);
        int end = text.indexOf(tag, i + 1);
        return end < 0 ? token(Kind.BODY, text.length(), false) : upTo(Kind.BODY, end + tag.length());
    }

    private Token word() {
        int i = at + 1;
        while (i < text.length() && (isWord(text.charAt(i)) || isDigit(text.charAt(i)) || text.charAt(i) == '$')) {
            i++;
        }
        String prefix = text.substring(at, Math.min(i, at + 2)).toLowerCase(Locale.ROOT);
        if (i == at + 1 && is('\'', i) && "ebxn".contains(prefix)) {
            return quoted(Kind.TEXT, i, prefix.equals("e") || (isEscaping && prefix.equals("n")));
        }
        if (i == at + 1 && prefix.equals("u") && is('&', i) && (is('\'', i + 1) || is('"', i + 1))) {
            return quoted(is('"', i + 1) ? Kind.NAME : Kind.TEXT, i + 1, false);
        }
        return upTo(Kind.WORD, i);
    }

    private Token number() {
        int i = at + 1;
        while (i < text.length() && (isWord(text.charAt(i)) || isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            i++;
        }
        return upTo(Kind.NUMBER, i);
    }

    private boolean is(char c, int offset) {
        return offset < text.length() && text.charAt(offset) == c;
    }

    private int blanks(int from) {
        int end = from;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
