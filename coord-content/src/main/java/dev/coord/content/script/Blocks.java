package dev.coord.content.script;

import dev.coord.content.lex.Tokens;
import java.util.Set;

/** What the blocks are that a token of a script stands in. Pure. */
final class Blocks {
    private static final Set<String> STATEMENTS = Set.of("if", "for", "while", "switch", "catch", "with", "await");

    private Blocks() {}

    /** Whether it is reached only when a function is called. */
    static boolean isInFunction(Tokens tokens, int token) {
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

    /** Whether somebody waits for it to fail. */
    static boolean isInTry(Tokens tokens, int token) {
        for (int open = tokens.enclosing(token); open >= 0; open = tokens.enclosing(open)) {
            if (tokens.is(open, "{") && tokens.is(tokens.codeBefore(open), "try")) {
                return true;
            }
        }
        return false;
    }
}
