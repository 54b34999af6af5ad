package dev.coord.content.use;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which tokens of a TypeScript file certainly stand in types, so that nothing of them is left when it is compiled. For one thread. */
final class TypePlaces {
    private static final Set<String> MODIFIERS = Set.of(
            "public",
            "private",
            "protected",
            "static",
            "readonly",
            "override",
            "abstract",
            "declare",
            "async",
            "accessor",
            "get",
            "set");
    private static final Set<String> NO_OPERANDS = Set.of(
            "return",
            "case",
            "default",
            "yield",
            "await",
            "in",
            "of",
            "typeof",
            "instanceof",
            "new",
            "void",
            "delete",
            "throw",
            "else",
            "do",
            "as",
            "satisfies",
            "extends",
            "keyof",
            "is",
            "import",
            "export");
    private static final Set<String> BEFORE_CONDITIONS =
            Set.of("case", "if", "while", "for", "switch", "with", "catch");
    private static final int LONGEST = 200;

    private final Tokens tokens;
    private final TypeSyntax syntax;
    private final boolean hasMarkup;
    private final BitSet types = new BitSet();
    private final BitSet classes = new BitSet();

    /** What opens parameters, and the angle bracket before it. */
    private final Map<Integer, Integer> generic = new HashMap<>();

    private TypePlaces(Tokens tokens, boolean hasMarkup) {
        this.tokens = tokens;
        this.syntax = new TypeSyntax(tokens);
        this.hasMarkup = hasMarkup;
    }

    static BitSet of(Tokens tokens, boolean hasMarkup) {
        TypePlaces places = new TypePlaces(tokens, hasMarkup);
        for (int at = tokens.code(0); at < tokens.size(); at = tokens.code(at + 1)) {
            if (!places.types.get(at) && places.mayBegin(at)) {
                places.look(at);
            }
        }
        return places.types;
    }

    private boolean mayBegin(int at) {
        return switch (tokens.kind(at)) {
            case WORD -> "itcaslvu".indexOf(tokens.source().charAt(tokens.begin(at))) >= 0;
            case SIGN -> tokens.is(at, ":") || tokens.is(at, "<");
            default -> false;
        };
    }

    private void look(int at) {
        switch (tokens.text(at)) {
            case "interface" -> declared(at, syntaxOfInterface(at));
            case "type" -> declared(at, syntaxOfAlias(at));
            case "class" -> ofClass(at);
            case "as", "satisfies" -> {
                if (isOperand(tokens.codeBefore(at)) && isOnLineBefore(at)) {
                    mark(tokens.code(at + 1), syntax.type(tokens.code(at + 1)));
                }
            }
            case "const", "let", "var", "using" -> variable(at);
            case ":" -> {
                if (isAnnotation(at)) {
                    mark(tokens.code(at + 1), syntax.type(tokens.code(at + 1)));
                }
            }
            case "<" -> angled(at);
            default -> {}
        }
    }

    private void declared(int at, int end) {
        if (!tokens.is(tokens.codeBefore(at), ".")) {
            mark(at, end);
        }
    }

    private void mark(int from, int end) {
        for (int at = from; at < end; at++) {
            types.set(at);
        }
        for (int at = from; at < end; at++) {
            if (tokens.is(at, "[") && isComputed(at)) {
                types.clear(at, tokens.partner(at));
            }
        }
    }

    /** A member of an object whose name is that of a value. */
    private boolean isComputed(int open) {
        int before = tokens.codeBefore(open);
        return tokens.is(tokens.enclosing(open), "{")
                && (tokens.is(before, "{")
                        || tokens.is(before, ";")
                        || tokens.is(before, ",")
                        || MODIFIERS.contains(tokens.text(before))
                        || !isOnLineBefore(open))
                && tokens.partner(open) > open
                && isName(open);
    }

    /** Not {@code [key: string]} and not {@code [Key in Keys]}. */
    private boolean isName(int open) {
        int next = tokens.code(tokens.code(open + 1) + 1);
        return !tokens.is(next, ":") && !tokens.is(next, "in");
    }

    private int syntaxOfInterface(int at) {
        int name = tokens.code(at + 1);
        int i = tokens.isA(name, Kind.WORD) && isOnLineBefore(name) ? behindParameters(tokens.code(name + 1)) : -1;
        if (i >= 0 && tokens.is(i, "extends")) {
            i = list(i);
        }
        return i >= 0 && tokens.is(i, "{") ? tokens.partner(i) + 1 : -1;
    }

    private int syntaxOfAlias(int at) {
        int name = tokens.code(at + 1);
        int i = tokens.isA(name, Kind.WORD) && isOnLineBefore(name) ? behindParameters(tokens.code(name + 1)) : -1;
        return i >= 0 && tokens.is(i, "=") ? syntax.type(tokens.code(i + 1)) : -1;
    }

    private int behindParameters(int at) {
        return tokens.is(at, "<") ? syntax.angled(at) : at;
    }

    /** Types with commas between them, behind a word. */
    private int list(int word) {
        int i = word;
        do {
            i = syntax.type(tokens.code(i + 1));
        } while (i >= 0 && tokens.is(i, ","));
        return i;
    }

    private void ofClass(int at) {
        if (tokens.is(tokens.codeBefore(at), ".")) {
            return;
        }
        int i = tokens.code(at + 1);
        if (tokens.isA(i, Kind.WORD) && !tokens.is(i, "extends") && !tokens.is(i, "implements")) {
            i = tokens.code(i + 1);
        }
        i = angledInHead(i);
        if (i >= 0 && tokens.is(i, "extends")) {
            i = behindBase(tokens.code(i + 1));
        }
        if (i >= 0 && tokens.is(i, "implements")) {
            int end = list(i);
            mark(i, end);
            i = end;
        }
        if (i >= 0 && tokens.is(i, "{")) {
            classes.set(i);
        }
    }

    private int angledInHead(int at) {
        int end = behindParameters(at);
        mark(at, end);
        return end;
    }

    /** Behind {@code A.b<C>(d)}. */
    private int behindBase(int first) {
        int i = first;
        for (int steps = 0; i >= 0 && steps < LONGEST; steps++) {
            if (tokens.is(i, "<")) {
                i = angledInHead(i);
            } else if (tokens.is(i, "(") && tokens.partner(i) > i) {
                i = tokens.code(tokens.partner(i) + 1);
            } else if (tokens.is(i, ".") || (tokens.isA(i, Kind.WORD) && !tokens.is(i, "implements"))) {
                i = tokens.code(i + 1);
            } else {
                break;
            }
        }
        return i;
    }

    private void variable(int at) {
        int name = tokens.code(at + 1);
        boolean isPattern = tokens.is(name, "{") || tokens.is(name, "[");
        int before = tokens.codeBefore(at);
        boolean isOther = tokens.is(before, ".") || tokens.is(before, "as") || tokens.is(before, "<");
        if (isOther || (!isPattern && !tokens.isA(name, Kind.WORD))) {
            return;
        }
        int i = tokens.code((isPattern ? tokens.partner(name) : name) + 1);
        if (tokens.is(i, "!")) {
            i = tokens.code(i + 1);
        }
        if (tokens.is(i, ":") && i > name) {
            mark(i, syntax.type(tokens.code(i + 1)));
        }
    }

    /** Arguments of what is called, parameters of what is declared; outside of JSX also those of an arrow, and a cast. */
    private void angled(int at) {
        int before = tokens.codeBefore(at);
        boolean isCalled = tokens.isA(before, Kind.WORD) && isOperand(before);
        boolean begins = !hasMarkup && !isOperand(before) && !tokens.is(before, "<");
        int end = isCalled || begins ? syntax.angled(at) : -1;
        if (end >= 0 && (begins || tokens.is(end, "("))) {
            mark(at, end);
            if (tokens.is(end, "(")) {
                generic.put(end, at);
            }
        }
    }

    private boolean isOperand(int at) {
        return tokens.isA(at, Kind.TEXT)
                || (tokens.isA(at, Kind.WORD) && !NO_OPERANDS.contains(tokens.text(at)))
                || tokens.is(at, ")")
                || tokens.is(at, "]")
                || tokens.is(at, "}")
                || tokens.is(at, "!")
                || (tokens.is(at, ">") && !tokens.is(at - 1, "="));
    }

    private boolean isAnnotation(int colon) {
        int before = tokens.codeBefore(colon);
        if (tokens.is(before, "?") || tokens.is(before, "!")) {
            before = tokens.codeBefore(before);
        }
        if (tokens.is(before, ")")) {
            return isOfResult(colon, tokens.partner(before));
        }
        boolean isPattern = tokens.is(before, "}") || tokens.is(before, "]");
        int first = isPattern ? tokens.partner(before) : before;
        if (first < 0 || (!isPattern && !tokens.isA(before, Kind.WORD))) {
            return false;
        }
        int open = tokens.enclosing(colon);
        if (tokens.is(open, "(")) {
            int ahead = aheadOfParameter(first);
            return ahead == open || tokens.is(ahead, ",");
        }
        return open >= 0 && classes.get(open) && !isPattern && isFirstOfMember(first, open);
    }

    private int aheadOfParameter(int first) {
        int ahead = tokens.codeBefore(first);
        if (tokens.is(ahead, ".") && tokens.is(ahead - 1, ".") && tokens.is(ahead - 2, ".")) {
            return tokens.codeBefore(ahead - 2);
        }
        return aheadOfDecorators(aheadOfModifiers(ahead));
    }

    private int aheadOfModifiers(int from) {
        int ahead = tokens.is(from, "#") ? tokens.codeBefore(from) : from;
        while (MODIFIERS.contains(tokens.text(ahead)) || tokens.is(ahead, "*")) {
            ahead = tokens.codeBefore(ahead);
        }
        return ahead;
    }

    private int aheadOfDecorators(int from) {
        int ahead = from;
        for (int steps = 0; steps < LONGEST; steps++) {
            int name = tokens.is(ahead, ")") ? tokens.codeBefore(tokens.partner(ahead)) : ahead;
            while (tokens.isA(name, Kind.WORD) && tokens.is(tokens.codeBefore(name), ".")) {
                name = tokens.codeBefore(tokens.codeBefore(name));
            }
            if (!tokens.isA(name, Kind.WORD) || !tokens.is(tokens.codeBefore(name), "@")) {
                return ahead;
            }
            ahead = tokens.codeBefore(tokens.codeBefore(name));
        }
        return ahead;
    }

    /** Whether a name is that of a member, behind where the one before it ends. */
    private boolean isFirstOfMember(int name, int open) {
        int first = tokens.is(tokens.codeBefore(name), "#") ? tokens.codeBefore(name) : name;
        int ahead = tokens.codeBefore(first);
        while (MODIFIERS.contains(tokens.text(ahead)) || tokens.is(ahead, "*")) {
            first = ahead;
            ahead = tokens.codeBefore(first);
        }
        return ahead == open
                || tokens.is(ahead, ";")
                || tokens.is(ahead, "}")
                || aheadOfDecorators(ahead) != ahead
                || (isOperand(ahead) && !tokens.is(ahead, "!") && !isOnLineBefore(first));
    }

    /** Whether what stands behind parentheses is what a function returns, and not the other choice of a condition. */
    private boolean isOfResult(int colon, int parameters) {
        int open = generic.getOrDefault(parameters, parameters);
        int name = tokens.codeBefore(open);
        if (BEFORE_CONDITIONS.contains(tokens.text(name))) {
            return false;
        }
        int function = tokens.isA(name, Kind.WORD) && !tokens.is(name, "function") ? tokens.codeBefore(name) : name;
        if (tokens.is(function, "*")) {
            function = tokens.codeBefore(function);
        }
        if (tokens.is(function, "function")) {
            return true;
        }
        if (tokens.isA(name, Kind.WORD)
                && tokens.is(tokens.enclosing(open), "{")
                && (isFirstOfMember(name, tokens.enclosing(open))
                        || tokens.is(aheadOfModifiers(tokens.codeBefore(name)), ","))) {
            return true;
        }
        int end = syntax.type(tokens.code(colon + 1));
        return end >= 0 && tokens.is(end, "=") && tokens.is(end + 1, ">") && !isInCondition(open);
    }

    /** Whether a question stands before a token, as far as its statement or its place in a list goes back. */
    private boolean isInCondition(int from) {
        int at = tokens.codeBefore(from);
        for (int steps = 0; at > tokens.enclosing(from); steps++) {
            if (tokens.is(at, ";") || tokens.is(at, ",")) {
                return false;
            }
            boolean isQuestion = tokens.is(at, "?") && !tokens.is(at + 1, ".") && !tokens.is(at + 1, "?");
            if (steps >= LONGEST || (isQuestion && !tokens.is(at - 1, "?"))) {
                return true;
            }
            at = tokens.codeBefore(tokens.partner(at) >= 0 && tokens.partner(at) < at ? tokens.partner(at) : at);
        }
        return false;
    }

    private boolean isOnLineBefore(int at) {
        int before = tokens.codeBefore(at);
        return before >= 0 && tokens.lineOf(tokens.end(before) - 1) == tokens.lineOf(tokens.begin(at));
    }
}
