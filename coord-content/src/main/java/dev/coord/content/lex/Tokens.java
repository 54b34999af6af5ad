package dev.coord.content.lex;

import java.util.Arrays;

/** The words, texts, comments and signs of a text, in order, each with its place and the bracket it belongs to. */
public final class Tokens {

    /** What a token is. */
    public enum Kind {
        /** A name, a keyword or a number. */
        WORD,
        /** A text or a template, with its quotes; or a regular expression. */
        TEXT,
        /** A comment. */
        COMMENT,
        /** A sign of one character. */
        SIGN
    }

    private final String source;
    private final int count;
    private final Kind[] kinds;
    private final int[] begins;
    private final int[] ends;
    private final int[] partners;
    private final int[] enclosing;
    private final int[] lineBegins;
    private final boolean whole;

    Tokens(String source, int count, Kind[] kinds, int[] begins, int[] ends, boolean whole) {
        this.source = source;
        this.count = count;
        this.kinds = kinds;
        this.begins = begins;
        this.ends = ends;
        this.partners = new int[count];
        this.enclosing = new int[count];
        this.lineBegins = lineBegins(source);
        this.whole = pair() && whole;
    }

    /**
     * Whether each bracket and each text is closed.
     *
     * @return false where something is left open, or closed that was not open
     */
    public boolean isWhole() {
        return whole;
    }

    /**
     * How many there are.
     *
     * @return the number of tokens
     */
    public int size() {
        return count;
    }

    /**
     * What one is.
     *
     * @param token which one
     * @return its kind
     */
    public Kind kind(int token) {
        return kinds[token];
    }

    /**
     * How one is written.
     *
     * @param token which one; there need not be such a token
     * @return its text; empty where there is none
     */
    public String text(int token) {
        return token < 0 || token >= count ? "" : source.substring(begins[token], ends[token]);
    }

    /**
     * Whether one is a certain sign or word.
     *
     * @param token which one; there need not be such a token
     * @param text what to compare it with
     * @return true if it is written so, and is no comment or text
     */
    public boolean is(int token, String text) {
        return token >= 0
                && token < count
                && ends[token] - begins[token] == text.length()
                && (kinds[token] == Kind.SIGN || kinds[token] == Kind.WORD)
                && source.startsWith(text, begins[token]);
    }

    /**
     * Whether one is of a kind.
     *
     * @param token which one; there need not be such a token
     * @param kind the kind
     * @return true if there is one, and it is
     */
    public boolean isA(int token, Kind kind) {
        return token >= 0 && token < count && kinds[token] == kind;
    }

    /**
     * Where one begins.
     *
     * @param token which one; there need not be such a token
     * @return the place of its first character in the source, or the end of the source that it would lie beyond
     */
    public int begin(int token) {
        return isThere(token) ? begins[token] : edge(token);
    }

    /**
     * Where one ends.
     *
     * @param token which one; there need not be such a token
     * @return the place behind its last character, or the end of the source that it would lie beyond
     */
    public int end(int token) {
        return isThere(token) ? ends[token] : edge(token);
    }

    /**
     * The other of two brackets.
     *
     * @param token a bracket; there need not be such a token
     * @return the bracket that it opens or closes; -1 where it has none
     */
    public int partner(int token) {
        return isThere(token) ? partners[token] : -1;
    }

    /**
     * The bracket around a token.
     *
     * @param token which one; there need not be such a token
     * @return the innermost opening bracket it stands in; -1 outside of all
     */
    public int enclosing(int token) {
        return isThere(token) ? enclosing[token] : -1;
    }

    /**
     * The next token that is no comment.
     *
     * @param token where to begin
     * @return that token, or a later one, or {@link #size}
     */
    public int code(int token) {
        int next = token;
        while (next < count && kinds[next] == Kind.COMMENT) {
            next++;
        }
        return next;
    }

    /**
     * The token before one that is no comment.
     *
     * @param token where to begin
     * @return an earlier one, or -1
     */
    public int codeBefore(int token) {
        int previous = token - 1;
        while (previous >= 0 && kinds[previous] == Kind.COMMENT) {
            previous--;
        }
        return previous;
    }

    /**
     * The first token that begins at a place or behind it.
     *
     * @param place a place in the source
     * @return the token, or {@link #size}
     */
    public int from(int place) {
        int found = Arrays.binarySearch(begins, 0, count, place);
        return found >= 0 ? found : -found - 1;
    }

    /**
     * Where a line begins.
     *
     * @param line its number, from 0; one more than the last is the end of the source
     * @return the place of its first character
     */
    public int line(int line) {
        return line < lineBegins.length ? lineBegins[line] : source.length();
    }

    /**
     * The line of a place.
     *
     * @param place a place in the source
     * @return its number, from 0
     */
    public int lineOf(int place) {
        int found = Arrays.binarySearch(lineBegins, place);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * Whether a place lies within a token.
     *
     * @param place a place in the source
     * @return true inside a text or a comment, false between tokens
     */
    public boolean isWithin(int place) {
        int before = from(place) - 1;
        return before >= 0 && ends[before] > place;
    }

    /**
     * The bracket around a place.
     *
     * @param place a place in the source
     * @return the innermost bracket that is open there; -1 outside of all
     */
    public int openAt(int place) {
        int before = from(place) - 1;
        if (before < 0) {
            return -1;
        }
        return partners[before] > before ? before : enclosing[before];
    }

    /**
     * The source.
     *
     * @return the text the tokens are of
     */
    public String source() {
        return source;
    }

    private boolean isThere(int token) {
        return token >= 0 && token < count;
    }

    private int edge(int token) {
        return token < 0 ? 0 : source.length();
    }

    private boolean pair() {
        int open = -1;
        boolean closed = true;
        for (int i = 0; i < count; i++) {
            partners[i] = -1;
            char sign = kinds[i] == Kind.SIGN ? source.charAt(begins[i]) : ' ';
            if (sign == ')' || sign == ']' || sign == '}') {
                if (open >= 0 && opens(source.charAt(begins[open])) == sign) {
                    partners[i] = open;
                    partners[open] = i;
                    open = enclosing[open];
                } else {
                    closed = false;
                }
            }
            enclosing[i] = open;
            if (opens(sign) != ' ') {
                open = i;
            }
        }
        return closed && open < 0;
    }

    private static char opens(char sign) {
        return switch (sign) {
            case '(' -> ')';
            case '[' -> ']';
            case '{' -> '}';
            default -> ' ';
        };
    }

    private static int[] lineBegins(String source) {
        int[] places = new int[16];
        int lines = 1;
        for (int feed = source.indexOf('\n'); feed >= 0; feed = source.indexOf('\n', feed + 1)) {
            if (lines == places.length) {
                places = Arrays.copyOf(places, 2 * lines);
            }
            places[lines++] = feed + 1;
        }
        return Arrays.copyOf(places, lines);
    }
}
