package dev.coord.content.element;

import dev.coord.content.lex.Headers;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.text.NotUnderstood;
import java.util.Set;

/** Names declarations, and refuses what is none: statements, whose order counts. */
final class Declared {
    private static final Set<String> BEFORE = Set.of(
            "export", "default", "declare", "async", "abstract", "public", "private", "protected", "static", "final");
    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record", "namespace", "type");
    private static final Set<String> TESTS = Set.of("it", "test", "describe");
    private static final Set<String> STATEMENTS = Set.of(
            "if",
            "for",
            "while",
            "switch",
            "return",
            "throw",
            "try",
            "do",
            "break",
            "continue",
            "await",
            "new",
            "delete",
            "import",
            "case",
            "default",
            "else",
            "catch",
            "finally",
            "yield",
            "go",
            "defer",
            "select",
            "package",
            "let",
            "synchronized",
            "super",
            "this",
            "assert");

    private final Language language;
    private final Tokens tokens;
    private final int container;
    private final boolean inType;

    Declared(Language language, Tokens tokens, int container) {
        this.language = language;
        this.tokens = tokens;
        this.container = container;
        this.inType = container >= 0 && !Headers.typeName(tokens, container).isEmpty();
        if (container >= 0 && !tokens.is(container, "{")) {
            throw new NotUnderstood("it lies within a list");
        }
        if (inType && Headers.isEnum(tokens, container)) {
            throw new NotUnderstood("it lies within an enum");
        }
    }

    /** Whether the tokens up to this one are annotations that belong to what follows. */
    boolean isAnnotation(int first, int last) {
        int at = first;
        while (at <= last && tokens.is(at, "@")) {
            at = tokens.code(at + 2);
            while (tokens.is(at, ".")) {
                at = tokens.code(at + 2);
            }
            if (tokens.is(at, "(")) {
                at = tokens.code(tokens.partner(at) + 1);
            }
        }
        return at > last && tokens.is(first, "@");
    }

    String name(int first, int last) {
        int at = first;
        while (tokens.is(at, "@") && at < last && !tokens.is(at + 1, "interface")) {
            at = tokens.code(at + 2);
            while (tokens.is(at, ".")) {
                at = tokens.code(at + 2);
            }
            at = tokens.is(at, "(") ? tokens.code(tokens.partner(at) + 1) : at;
        }
        if (inType && language != Language.GO) {
            return member(at, last);
        }
        return switch (language) {
            case SCRIPT -> script(at, last);
            case GO -> go(at);
            default -> container < 0 ? member(at, last) : refuse();
        };
    }

    private String script(int first, int last) {
        int at = first;
        while (BEFORE.contains(tokens.text(at)) && at < last) {
            at = tokens.code(at + 1);
        }
        int next = tokens.code(at + 1);
        if (tokens.is(at, "function")) {
            next = tokens.is(next, "*") ? tokens.code(next + 1) : next;
            return word(next);
        }
        if (TYPES.contains(tokens.text(at)) || (tokens.is(at, "const") && container < 0)) {
            next = tokens.is(at, "const") && tokens.is(next, "enum") ? tokens.code(next + 1) : next;
            return word(next);
        }
        if (TESTS.contains(tokens.text(at)) && first == at) {
            return test(at, last);
        }
        return refuse();
    }

    private String test(int at, int last) {
        int open = tokens.code(at + 1);
        while (tokens.is(open, ".")) {
            open = tokens.code(open + 2);
        }
        int title = tokens.code(open + 1);
        int end = tokens.is(last, ";") ? tokens.codeBefore(last) : last;
        if (!tokens.is(open, "(") || tokens.partner(open) != end || !tokens.isA(title, Kind.TEXT)) {
            return refuse();
        }
        return tokens.text(at) + " " + tokens.text(title);
    }

    private String go(int first) {
        if (container >= 0) {
            return refuse();
        }
        int next = tokens.code(first + 1);
        if (tokens.is(first, "func") && tokens.is(next, "(")) {
            String type = tokens.text(tokens.partner(next) - 1);
            return type + "." + word(tokens.code(tokens.partner(next) + 1));
        }
        if (tokens.is(first, "func")
                || tokens.is(first, "type")
                || tokens.is(first, "const")
                || tokens.is(first, "var")) {
            return word(next);
        }
        return refuse();
    }

    /** The name of a member is the last word before its parameters, its value or its end. */
    private String member(int first, int last) {
        if (STATEMENTS.contains(tokens.text(first))
                || !(tokens.isA(first, Kind.WORD) || tokens.is(first, "#") || tokens.is(first, "<"))) {
            return refuse();
        }
        String name = "";
        String accessor = "";
        for (int at = first; at <= last; at = tokens.code(at + 1)) {
            if (TYPES.contains(tokens.text(at))
                    && !tokens.is(at, "type")
                    && tokens.isA(tokens.code(at + 1), Kind.WORD)) {
                return tokens.text(tokens.code(at + 1));
            }
            if (tokens.is(at, "get") || tokens.is(at, "set")) {
                accessor = tokens.text(at) + " ";
            }
            boolean ends = tokens.is(at, "(") || tokens.is(at, "=") || tokens.is(at, ";") || tokens.is(at, "{");
            boolean typed =
                    language == Language.SCRIPT && (tokens.is(at, ":") || tokens.is(at, "?") || tokens.is(at, "!"));
            boolean generic = language == Language.SCRIPT && tokens.is(at, "<") && !name.isEmpty();
            if (ends || typed || generic) {
                boolean refused = name.isEmpty() || tokens.is(at, "{");
                return refused ? refuse() : accessor.strip().equals(name) ? name : accessor + name;
            }
            name = tokens.isA(at, Kind.WORD) ? tokens.text(at) : name;
        }
        return name.isEmpty() ? refuse() : name;
    }

    private String word(int at) {
        return tokens.isA(at, Kind.WORD) ? tokens.text(at) : refuse();
    }

    private static String refuse() {
        throw new NotUnderstood("there is more than declarations in it");
    }
}
