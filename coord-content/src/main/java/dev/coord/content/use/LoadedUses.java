package dev.coord.content.use;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.HashSet;
import java.util.Set;

/** Where a script uses names while it is loaded, and not once its functions are called. What is not certain counts as used. Pure. */
public final class LoadedUses {
    private static final Set<String> BLOCKS = Set.of("if", "for", "while", "switch", "catch", "with", "await", "case");
    private static final Set<String> GOES_ON =
            Set.of("extends", "implements", "in", "of", "as", "instanceof", "satisfies");
    private static final int LONGEST = 100;
    private static final int DEEPEST = 40;

    private final Tokens tokens;

    private LoadedUses(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Those of the names that are used so. */
    public static Set<String> of(Tokens tokens, Set<String> names) {
        LoadedUses uses = new LoadedUses(tokens);
        Set<String> used = new HashSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.isA(at, Kind.WORD) && names.contains(tokens.text(at)) && uses.isUsed(at)) {
                used.add(tokens.text(at));
            }
        }
        return used;
    }

    private boolean isUsed(int at) {
        int before = tokens.codeBefore(at);
        boolean isPart = tokens.is(before, ".") && !tokens.is(before - 1, ".");
        return !isPart && !isListed(at) && !isReturned(at) && !isLater(at);
    }

    /** In the type that a function or a method returns. */
    private boolean isReturned(int at) {
        int colon = at;
        for (int i = 0; i < LONGEST && (tokens.isA(colon, Kind.WORD) || isOfType(colon)); i++) {
            colon = tokens.codeBefore(colon);
        }
        int body = tokens.code(at + 1);
        for (int i = 0; i < LONGEST && (tokens.isA(body, Kind.WORD) || isOfType(body)); i++) {
            body = tokens.code(body + 1);
        }
        boolean isBody = tokens.is(body, "{") || (tokens.is(body, "=") && tokens.is(body + 1, ">"));
        return isBody && tokens.is(colon, ":") && tokens.is(tokens.codeBefore(colon), ")");
    }

    private boolean isOfType(int at) {
        return tokens.is(at, ".")
                || tokens.is(at, "|")
                || tokens.is(at, "[")
                || tokens.is(at, "]")
                || tokens.is(at, "<")
                || (tokens.is(at, ">") && !tokens.is(at - 1, "="));
    }

    /** In an import, or in a list of what is exported. */
    private boolean isListed(int at) {
        int open = tokens.enclosing(at);
        boolean isInside = tokens.is(open, "{");
        int before = tokens.codeBefore(isInside ? open : at);
        int exporting = tokens.is(before, "type") ? tokens.codeBefore(before) : before;
        if (isInside && tokens.is(exporting, "export")) {
            return true;
        }
        for (int i = 0; i < LONGEST && isOfImport(before); i++) {
            if (tokens.is(before, "import")) {
                return true;
            }
            before = tokens.codeBefore(before);
        }
        return false;
    }

    private boolean isOfImport(int at) {
        return tokens.isA(at, Kind.WORD) || tokens.is(at, ",") || tokens.is(at, "*");
    }

    private boolean isLater(int token) {
        int at = token;
        for (int depth = 0; at >= 0 && depth < DEEPEST; depth++, at = tokens.enclosing(at)) {
            int open = tokens.enclosing(at);
            if (isBehind(at, open)) {
                return true;
            }
            if (tokens.is(open, "{")) {
                Opening opening = opening(open);
                if (opening == Opening.LATER || (opening == Opening.CLASS && isOfInstance(at, open))) {
                    return true;
                }
            } else if (tokens.is(open, "(") && isOfParameters(open)) {
                return true;
            }
        }
        return false;
    }

    /** Behind an arrow, or in what declares a type. */
    private boolean isBehind(int token, int open) {
        int later = token;
        for (int i = 0, at = tokens.codeBefore(token); at > open && i < LONGEST; i++) {
            if (tokens.is(at, ",") || tokens.is(at, ";") || isBoundary(at, later)) {
                return false;
            }
            if ((tokens.is(at, ">") && tokens.is(at - 1, "=")) || tokens.is(at, "interface") || isTypeDeclared(at)) {
                return true;
            }
            later = tokens.partner(at) >= 0 && tokens.partner(at) < at ? tokens.partner(at) : at;
            at = tokens.codeBefore(later);
        }
        return false;
    }

    private boolean isTypeDeclared(int at) {
        return tokens.is(at, "type") && tokens.isA(tokens.code(at + 1), Kind.WORD);
    }

    /** Whether a statement ends between two tokens without a semicolon. */
    private boolean isBoundary(int at, int later) {
        boolean isOperand = tokens.isA(at, Kind.WORD)
                || tokens.isA(at, Kind.TEXT)
                || tokens.is(at, ")")
                || tokens.is(at, "]")
                || tokens.is(at, "}");
        return isOperand
                && (tokens.isA(later, Kind.WORD) || tokens.is(later, "@"))
                && !GOES_ON.contains(tokens.text(later))
                && tokens.lineOf(tokens.end(at) - 1) < tokens.lineOf(tokens.begin(later));
    }

    private enum Opening {
        LATER,
        CLASS,
        OTHER
    }

    /** What the braces are: by what stands before them, up to where a statement begins. */
    private Opening opening(int brace) {
        int open = tokens.enclosing(brace);
        int at = tokens.codeBefore(brace);
        if (tokens.is(at, ")") || (tokens.is(at, ">") && tokens.is(at - 1, "="))) {
            return tokens.is(at, ">") || isOfFunction(tokens.partner(at)) ? Opening.LATER : Opening.OTHER;
        }
        for (int i = 0; at > open && i < LONGEST; i++) {
            if (tokens.is(at, "class")) {
                return Opening.CLASS;
            }
            if (tokens.is(at, "interface") || isTypeDeclared(at)) {
                return Opening.LATER;
            }
            if (tokens.is(at, ")") && tokens.is(tokens.code(at + 1), ":") && isOfFunction(tokens.partner(at))) {
                return Opening.LATER;
            }
            if (tokens.is(at, ";") || tokens.is(at, "}") || tokens.is(at, "=")) {
                return Opening.OTHER;
            }
            int jump = tokens.partner(at) >= 0 && tokens.partner(at) < at ? tokens.partner(at) : at;
            at = tokens.codeBefore(jump);
        }
        return Opening.OTHER;
    }

    /** Whether parentheses hold the parameters of a function or a method. */
    private boolean isOfFunction(int parenthesis) {
        int name = tokens.codeBefore(parenthesis);
        return (tokens.isA(name, Kind.WORD) && !BLOCKS.contains(tokens.text(name)))
                || tokens.is(name, "*")
                || tokens.is(name, "]")
                || tokens.is(name, ">");
    }

    private boolean isOfParameters(int parenthesis) {
        int behind = tokens.code(tokens.partner(parenthesis) + 1);
        if (tokens.is(behind, ":")) {
            int type = tokens.code(behind + 1);
            return tokens.isA(type, Kind.WORD) && isReturned(type);
        }
        boolean isArrow = tokens.is(behind, "=") && tokens.is(behind + 1, ">");
        return isArrow || (tokens.is(behind, "{") && isOfFunction(parenthesis));
    }

    /** A field that each instance has, or a method's name: not what decorates it, is static or computed. */
    private boolean isOfInstance(int token, int open) {
        if (tokens.is(token, "[") || tokens.is(tokens.codeBefore(token), "@")) {
            return false;
        }
        int at = tokens.codeBefore(token);
        for (int i = 0; at > open && i < LONGEST; i++) {
            if (tokens.is(at, ";") || tokens.is(at, "}")) {
                return true;
            }
            if (tokens.is(at, "static") || (tokens.is(at, "@") && isDecorator(at, token))) {
                return false;
            }
            int jump = tokens.partner(at) >= 0 && tokens.partner(at) < at ? tokens.partner(at) : at;
            at = tokens.codeBefore(jump);
        }
        return at <= open;
    }

    /** Whether the parentheses at a token are those of a decorator. */
    private boolean isDecorator(int at, int token) {
        int name = tokens.code(at + 1);
        while (tokens.is(tokens.code(name + 1), ".")) {
            name = tokens.code(tokens.code(name + 1) + 1);
        }
        return tokens.code(name + 1) == token;
    }
}
