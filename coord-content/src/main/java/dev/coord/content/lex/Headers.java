package dev.coord.content.lex;

import dev.coord.content.lex.Tokens.Kind;
import java.util.Set;

/** What stands before a block, which tells what the block is. Pure. */
public final class Headers {
    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record");

    private Headers() {}

    /**
     * The first token of what a block belongs to.
     *
     * @param tokens the file
     * @param open the block's bracket
     * @return the first token behind the statement or block before it; {@code open} itself where nothing stands between
     */
    public static int begin(Tokens tokens, int open) {
        int at = open;
        int previous = tokens.codeBefore(at);
        while (previous > tokens.enclosing(open) && !tokens.is(previous, ";") && !tokens.is(previous, "}")) {
            int partner = tokens.partner(previous);
            at = partner >= 0 && partner < previous ? partner : previous;
            previous = tokens.codeBefore(at);
        }
        return tokens.code(at);
    }

    /**
     * The name of the type whose body a block is.
     *
     * @param tokens the file
     * @param open the block's bracket
     * @return the name; empty where it is no body of a class, an interface, an enum or a record
     */
    public static String typeName(Tokens tokens, int open) {
        if (!tokens.is(open, "{")) {
            return "";
        }
        String name = "";
        for (int at = begin(tokens, open); at < open; at = tokens.code(Math.max(at, tokens.partner(at)) + 1)) {
            int next = tokens.code(at + 1);
            boolean keyword = tokens.isA(at, Kind.WORD) && TYPES.contains(tokens.text(at)) && !tokens.is(at - 1, ".");
            if (keyword && tokens.isA(next, Kind.WORD)) {
                name = tokens.text(next);
            } else if (tokens.is(at, "class") && next == open) {
                name = "class";
            } else if (tokens.is(at, "=") && tokens.is(at + 1, ">")) {
                return "";
            }
        }
        return name;
    }

    /**
     * Whether a block is a switch on a value, which is neither a type nor a truth.
     *
     * @param tokens the file
     * @param open the block's bracket
     * @return false where each case is a condition of its own
     */
    public static boolean hasValue(Tokens tokens, int open) {
        int at = open;
        while (at > 0 && !tokens.is(at, "switch")) {
            at = tokens.codeBefore(at);
        }
        String value =
                tokens.source().substring(tokens.end(at), tokens.begin(open)).replaceAll("\\s", "");
        return !value.isEmpty() && !value.endsWith(";") && !value.matches(".*\\.\\(type\\)|\\(?(?:!*true|!*false)\\)?");
    }

    /**
     * Whether a block is a {@code select} of Go, whose cases stand in no order.
     *
     * @param tokens the file
     * @param open the block's bracket
     * @return true if it is
     */
    public static boolean isSelect(Tokens tokens, int open) {
        return tokens.is(tokens.codeBefore(open), "select");
    }

    /**
     * Whether a block is the body of an enum.
     *
     * @param tokens the file
     * @param open the block's bracket
     * @return true if it is
     */
    public static boolean isEnum(Tokens tokens, int open) {
        for (int at = begin(tokens, open); at < open; at = tokens.code(Math.max(at, tokens.partner(at)) + 1)) {
            if (tokens.is(at, "enum")) {
                return tokens.is(open, "{");
            }
        }
        return false;
    }
}
