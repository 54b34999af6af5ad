package dev.coord.content.use;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.Set;

/** Where a type of TypeScript ends. What is not understood is no type. Pure. */
final class TypeSyntax {
    private static final int NONE = -1;
    private static final int DEEPEST = 60;
    private static final Set<String> BEFORE_TYPES =
            Set.of("keyof", "typeof", "readonly", "unique", "infer", "asserts", "abstract", "new");
    private static final Set<String> NO_TYPES = Set.of(
            "return",
            "const",
            "let",
            "var",
            "function",
            "if",
            "for",
            "while",
            "class",
            "export",
            "enum",
            "in",
            "of",
            "instanceof",
            "extends",
            "implements",
            "case",
            "default",
            "throw",
            "delete",
            "await",
            "yield");

    private final Tokens tokens;

    TypeSyntax(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The token behind the type that begins at one; -1 where none does. */
    int type(int at) {
        return type(at, 0);
    }

    /** The token behind a list of types in angle brackets, which may be parameters. */
    int angled(int at) {
        int behind = angled(at, 0, false);
        return behind < 0 ? angled(at, 0, true) : behind;
    }

    private int type(int at, int depth) {
        int i = isUnion(at) ? tokens.code(at + 1) : at;
        while (true) {
            i = operand(i, depth);
            if (i < 0 || !isUnion(i)) {
                break;
            }
            i = tokens.code(i + 1);
        }
        if (i >= 0 && tokens.is(i, "is") && isOnLineBefore(i)) {
            return type(tokens.code(i + 1), depth + 1);
        }
        return i >= 0 && tokens.is(i, "extends") ? conditional(i, depth) : i;
    }

    /** {@code A extends B ? C : D}; otherwise {@code extends} is not part of the type. */
    private int conditional(int at, int depth) {
        int question = type(tokens.code(at + 1), depth + 1);
        if (question < 0 || !tokens.is(question, "?")) {
            return at;
        }
        int colon = type(tokens.code(question + 1), depth + 1);
        return colon >= 0 && tokens.is(colon, ":") ? type(tokens.code(colon + 1), depth + 1) : NONE;
    }

    private boolean isUnion(int at) {
        return (tokens.is(at, "|") || tokens.is(at, "&")) && !tokens.is(at + 1, tokens.text(at));
    }

    private int operand(int at, int depth) {
        if (depth > DEEPEST) {
            return NONE;
        }
        if (tokens.isA(at, Kind.WORD)) {
            int next = tokens.code(at + 1);
            return BEFORE_TYPES.contains(tokens.text(at)) && isOnLineBefore(next) && begins(next)
                    ? operand(next, depth + 1)
                    : postfix(named(at, depth));
        }
        if (tokens.isA(at, Kind.TEXT)) {
            return postfix(tokens.code(at + 1));
        }
        if (tokens.is(at, "-")) {
            return tokens.code(tokens.code(at + 1) + 1);
        }
        if (tokens.is(at, "<")) {
            int open = angled(at, depth + 1, true);
            return open >= 0 && tokens.is(open, "(") ? function(open, depth) : NONE;
        }
        if (tokens.is(at, "(")) {
            int function = function(at, depth);
            return function >= 0 || tokens.partner(at) < 0 ? function : postfix(tokens.code(tokens.partner(at) + 1));
        }
        boolean isBracket = tokens.is(at, "{") || tokens.is(at, "[");
        return isBracket && tokens.partner(at) > at ? postfix(tokens.code(tokens.partner(at) + 1)) : NONE;
    }

    private boolean begins(int at) {
        return tokens.isA(at, Kind.WORD)
                || tokens.isA(at, Kind.TEXT)
                || tokens.is(at, "(")
                || tokens.is(at, "[")
                || tokens.is(at, "{")
                || tokens.is(at, "<");
    }

    private int named(int at, int depth) {
        if (NO_TYPES.contains(tokens.text(at))) {
            return NONE;
        }
        int i = tokens.code(at + 1);
        if (tokens.is(at, "import")) {
            if (!tokens.is(i, "(") || tokens.partner(i) < 0) {
                return NONE;
            }
            i = tokens.code(tokens.partner(i) + 1);
        }
        while (tokens.is(i, ".") && tokens.isA(tokens.code(i + 1), Kind.WORD)) {
            i = tokens.code(tokens.code(i + 1) + 1);
        }
        return tokens.is(i, "<") ? angled(i, depth + 1, false) : i;
    }

    /** {@code (a: A) => B}. */
    private int function(int open, int depth) {
        int sign = tokens.code(tokens.partner(open) + 1);
        return tokens.partner(open) > open && tokens.is(sign, "=") && tokens.is(sign + 1, ">")
                ? type(tokens.code(sign + 2), depth + 1)
                : NONE;
    }

    /** Arrays, and what lies in a type. */
    private int postfix(int at) {
        int i = at;
        while (i > 0 && tokens.is(i, "[") && isOnLineBefore(i) && tokens.partner(i) > i) {
            i = tokens.code(tokens.partner(i) + 1);
        }
        return i;
    }

    private boolean isOnLineBefore(int at) {
        int before = tokens.codeBefore(at);
        return tokens.lineOf(tokens.end(before) - 1) == tokens.lineOf(tokens.begin(at));
    }

    private int angled(int at, int depth, boolean declares) {
        if (depth > DEEPEST) {
            return NONE;
        }
        int i = tokens.code(at + 1);
        while (!tokens.is(i, ">")) {
            i = declares ? parameter(i, depth) : type(i, depth + 1);
            if (i >= 0 && tokens.is(i, ",")) {
                i = tokens.code(i + 1);
            } else if (i < 0 || !tokens.is(i, ">")) {
                return NONE;
            }
        }
        return tokens.code(i + 1);
    }

    /** {@code const T extends A = B}. */
    private int parameter(int at, int depth) {
        int name = at;
        while (tokens.isA(tokens.code(name + 1), Kind.WORD) && !tokens.is(tokens.code(name + 1), "extends")) {
            name = tokens.code(name + 1);
        }
        if (!tokens.isA(name, Kind.WORD)) {
            return NONE;
        }
        int i = tokens.code(name + 1);
        if (tokens.is(i, "extends")) {
            i = type(tokens.code(i + 1), depth + 1);
        }
        return i >= 0 && tokens.is(i, "=") ? type(tokens.code(i + 1), depth + 1) : i;
    }
}
