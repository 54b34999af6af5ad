package dev.coord.content.use;

import dev.coord.content.lex.Tokens;
import java.util.Set;

/** What the blocks are that a token of a script stands in. Pure. */
public final class Blocks {
    private static final Set<String> STATEMENTS = Set.of("if", "for", "while", "switch", "catch", "with", "await");

    /** What no condition reaches over. */
    private static final Set<String> ENDS = Set.of(";", "{", "}", "const", "let", "var", "import");

    private static final int LONGEST = 100;

    private Blocks() {}

    /** Whether it is reached only when a function is called. */
    public static boolean isInFunction(Tokens tokens, int token) {
        int before = tokens.codeBefore(token);
        if (isArrow(tokens, tokens.is(before, "(") ? tokens.codeBefore(before) : before)) {
            return true;
        }
        for (int open = tokens.enclosing(token); open >= 0; open = tokens.enclosing(open)) {
            if (tokens.is(open, "{") && isBody(tokens, tokens.codeBefore(open))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBody(Tokens tokens, int before) {
        if (!tokens.is(before, ")")) {
            return isArrow(tokens, before);
        }
        int word = tokens.codeBefore(tokens.partner(before));
        return word < 0 || !STATEMENTS.contains(tokens.text(word));
    }

    private static boolean isArrow(Tokens tokens, int sign) {
        return tokens.is(sign, ">") && tokens.is(sign - 1, "=");
    }

    /**
     * Whether somebody waits for it to fail, or has looked whether it is there.
     *
     * @param open the bracket that opens what is called
     */
    public static boolean mayFail(Tokens tokens, int token, int open) {
        int behind = tokens.code(tokens.partner(open) + 1);
        return isInTry(tokens, token)
                || (tokens.partner(open) > open
                        && tokens.is(behind, ".")
                        && tokens.is(tokens.code(behind + 1), "catch"))
                || isLookedFor(tokens, token);
    }

    private static boolean isLookedFor(Tokens tokens, int token) {
        for (int at = token; at >= 0; at = tokens.enclosing(at)) {
            int first = Math.max(0, at - LONGEST);
            for (int i = at - 1; i >= first && !ENDS.contains(tokens.text(i)); i--) {
                if (tokens.is(i, "existsSync")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isInTry(Tokens tokens, int token) {
        for (int open = tokens.enclosing(token); open >= 0; open = tokens.enclosing(open)) {
            if (tokens.is(open, "{") && tokens.is(tokens.codeBefore(open), "try")) {
                return true;
            }
        }
        return false;
    }
}
