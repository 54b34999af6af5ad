package dev.coord.content.verify;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.verify.Names.NameFinder;
import java.util.Set;

/** Finds what JavaScript and TypeScript know by name in a whole file. */
final class ScriptNames {
    private static final Set<String> DECLARES = Set.of("const", "let", "var", "function", "class", "enum");
    private static final Set<String> DECLARES_TYPE = Set.of("interface", "type", "namespace");

    private ScriptNames() {}

    static void find(Tokens tokens, NameFinder finder) {
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.enclosing(at) >= 0 || !tokens.isA(at, Kind.WORD)) {
                continue;
            }
            if (tokens.is(at, "import") && !tokens.is(at + 1, "(") && !tokens.is(at + 1, ".")) {
                at = imported(tokens, at + 1, finder);
            } else if (tokens.is(at, "export")) {
                exported(tokens, tokens.code(at + 1), finder);
            } else if (!tokens.is(at - 1, ".")) {
                declared(tokens, at, finder);
            }
        }
    }

    /** Tells of what the imports make known. */
    static void imported(Tokens tokens, NameFinder finder) {
        for (int at = 0; at < tokens.size(); at++) {
            boolean imports = tokens.enclosing(at) < 0
                    && tokens.is(at, "import")
                    && !tokens.is(at + 1, "(")
                    && !tokens.is(at + 1, ".");
            at = imports ? imported(tokens, at + 1, finder) : at;
        }
    }

    /** Tells of all names up to the module. */
    private static int imported(Tokens tokens, int from, NameFinder finder) {
        int at = from;
        while (at < tokens.size() && !tokens.isA(at, Kind.TEXT) && !tokens.is(at, ";")) {
            boolean last = !tokens.is(tokens.code(at + 1), "as")
                    && (tokens.is(tokens.code(at + 1), ",")
                            || tokens.is(tokens.code(at + 1), "}")
                            || tokens.is(tokens.code(at + 1), "from"));
            if (tokens.isA(at, Kind.WORD) && !tokens.is(at, "from") && last) {
                finder.found("name", tokens.text(at));
            }
            at++;
        }
        if (tokens.isA(at, Kind.TEXT)) {
            finder.found(tokens.is(from, "type") ? "import of types" : "import", tokens.text(at));
        }
        return at;
    }

    private static void exported(Tokens tokens, int from, NameFinder finder) {
        int at = tokens.is(from, "type") ? tokens.code(from + 1) : from;
        if (tokens.is(at, "default")) {
            finder.found("export", "default");
        } else if (tokens.is(at, "*")) {
            int next = tokens.code(at + 1);
            boolean named = tokens.is(next, "as");
            finder.found(
                    "export", named ? tokens.text(tokens.code(next + 1)) : "* " + tokens.text(tokens.code(next + 1)));
        } else if (tokens.is(at, "{")) {
            int close = tokens.partner(at);
            for (int name = tokens.code(at + 1); name < close; name = tokens.code(name + 1)) {
                int next = tokens.code(name + 1);
                if (tokens.isA(name, Kind.WORD) && (tokens.is(next, ",") || next == close)) {
                    finder.found("export", tokens.text(name));
                }
            }
        } else {
            int name = at;
            while (DECLARES.contains(tokens.text(name))
                    || DECLARES_TYPE.contains(tokens.text(name))
                    || tokens.is(name, "async")) {
                name = tokens.code(name + 1);
            }
            if (name > at && tokens.isA(name, Kind.WORD)) {
                finder.found("export", tokens.text(name));
            }
        }
    }

    private static void declared(Tokens tokens, int at, NameFinder finder) {
        int name = tokens.code(at + 1);
        if (tokens.is(name, "*")) {
            name = tokens.code(name + 1);
        }
        if (!tokens.isA(name, Kind.WORD) || tokens.lineOf(tokens.begin(at)) != tokens.lineOf(tokens.begin(name))) {
            return;
        }
        if (DECLARES.contains(tokens.text(at)) && !DECLARES.contains(tokens.text(name))) {
            finder.found("name", tokens.text(name));
        } else if (DECLARES_TYPE.contains(tokens.text(at))) {
            finder.found("type", tokens.text(name));
        }
    }
}
