package dev.coord.content.script;

import dev.coord.content.lex.Literals;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that statements of one script declare, and those in its lists. Names too many are no harm, one too few is. */
final class DeclaredNames {
    private static final Set<String> MODIFIERS = Set.of("declare", "abstract", "async", "default", "opaque");
    private static final Set<String> TYPES = Set.of("interface", "type");
    private static final Set<String> VARIABLES = Set.of("const", "let", "var", "using");
    private static final Set<String> NAMED = Set.of("class", "enum", "namespace", "module", "function");
    private static final Set<String> STATEMENTS = Set.of(
            "import",
            "export",
            "using",
            "const",
            "let",
            "var",
            "function",
            "class",
            "interface",
            "type",
            "enum",
            "declare",
            "namespace",
            "abstract",
            "if",
            "for",
            "while",
            "return",
            "try");

    private final Tokens tokens;
    private final Set<String> types = new HashSet<>();
    private final Set<String> values = new HashSet<>();

    DeclaredNames(Tokens tokens) {
        this.tokens = tokens;
    }

    /** An entry of a list: {@code type name as other}. */
    record Listed(String name, String as, boolean isType, int line) {}

    Set<String> all() {
        Set<String> all = new HashSet<>(types);
        all.addAll(values);
        return all;
    }

    /** Whether a name that is declared here never means a value. */
    boolean isType(String name) {
        return types.contains(name) && !values.contains(name);
    }

    /** A name, or a text that serves as one. */
    static String text(Tokens tokens, int token) {
        String written = tokens.text(token);
        return tokens.isA(token, Kind.TEXT) ? Literals.plain(written) : written;
    }

    List<Listed> listed(int open) {
        List<Listed> listed = new ArrayList<>();
        List<Integer> words = new ArrayList<>();
        for (int at = tokens.code(open + 1); at <= tokens.partner(open); at = tokens.code(at + 1)) {
            if (at < tokens.partner(open) && !tokens.is(at, ",")) {
                words.add(at);
                continue;
            }
            if (!words.isEmpty()) {
                listed.add(entry(words));
            }
            words.clear();
        }
        return listed;
    }

    private Listed entry(List<Integer> words) {
        int size = words.size();
        boolean renames = size > 2 && tokens.is(words.get(size - 2), "as");
        int name = renames ? size - 3 : size - 1;
        return new Listed(
                text(tokens, words.get(name)),
                text(tokens, words.get(size - 1)),
                name > 0,
                tokens.lineOf(tokens.begin(words.get(name))) + 1);
    }

    /** What follows {@code export default}: the name of what it is, if it has one. */
    String declarationOrName(int first) {
        Set<String> declared = declaration(first);
        return declared.isEmpty() ? tokens.text(first) : declared.iterator().next();
    }

    /** The names that a statement declares. */
    Set<String> declaration(int first) {
        int at = behindDecorators(first);
        while (MODIFIERS.contains(tokens.text(at)) && tokens.isA(tokens.code(at + 1), Kind.WORD)) {
            at = tokens.code(at + 1);
        }
        String word = tokens.isA(at, Kind.WORD) ? tokens.text(at) : "";
        int next = tokens.code(at + 1);
        if (VARIABLES.contains(word)) {
            return tokens.is(next, "enum") ? named(tokens.code(next + 1), values) : variables(next);
        }
        if (TYPES.contains(word)) {
            return named(next, types);
        }
        return NAMED.contains(word) ? named(tokens.is(next, "*") ? tokens.code(next + 1) : next, values) : Set.of();
    }

    private int behindDecorators(int first) {
        int at = first;
        while (tokens.is(at, "@")) {
            at = tokens.code(at + 1);
            while (tokens.is(tokens.code(at + 1), ".")) {
                at = tokens.code(tokens.code(at + 1) + 1);
            }
            int next = tokens.is(at, "(") ? at : tokens.code(at + 1);
            at = tokens.is(next, "(") ? tokens.code(tokens.partner(next) + 1) : next;
        }
        return at;
    }

    private Set<String> named(int name, Set<String> kind) {
        if (!tokens.isA(name, Kind.WORD) || tokens.is(name, "extends")) {
            return Set.of();
        }
        kind.add(tokens.text(name));
        return Set.of(tokens.text(name));
    }

    private Set<String> variables(int first) {
        Set<String> found = new LinkedHashSet<>();
        int level = tokens.enclosing(first);
        boolean begins = true;
        for (int at = first; at < tokens.size(); at = tokens.code(at + 1)) {
            if (tokens.enclosing(at) != level) {
                continue;
            }
            String word = tokens.text(at);
            boolean isStatement =
                    (VARIABLES.contains(word) || (STATEMENTS.contains(word) && isFirstOnLine(at))) && !isOfType(at);
            if (tokens.is(at, ";") || (!begins && isStatement)) {
                break;
            }
            if (begins && tokens.isA(at, Kind.WORD)) {
                found.add(tokens.text(at));
            } else if (begins && tokens.partner(at) > at) {
                pattern(at, found);
                at = tokens.partner(at);
            }
            begins = tokens.is(at, ",");
        }
        values.addAll(found);
        return found;
    }

    /** {@code as const}, {@code <const T>}. */
    private boolean isOfType(int at) {
        int before = tokens.codeBefore(at);
        return tokens.is(before, "as") || tokens.is(before, "<");
    }

    private boolean isFirstOnLine(int at) {
        int before = tokens.codeBefore(at);
        return before < 0 || tokens.lineOf(tokens.end(before) - 1) < tokens.lineOf(tokens.begin(at));
    }

    private void pattern(int open, Set<String> found) {
        for (int at = open + 1; at < tokens.partner(open); at++) {
            if (tokens.isA(at, Kind.WORD)) {
                found.add(tokens.text(at));
            }
        }
    }
}
