package dev.coord.content.imported;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages that Go imports, and the rest of the same package, which needs no import. */
final class GoPackages {
    private static final List<String> FILES = List.of("/*.go");
    private static final Pattern MODULE = Pattern.compile("(?m)^module[ \\t]++\"?([^\\s\"/][^\\s\"]*+)");

    private GoPackages() {}

    static void read(Tokens tokens, ImportingFile file) {
        file.beside("", FILES);
        for (int at = 0; at < tokens.size(); at++) {
            if (!tokens.is(at, "import") || tokens.enclosing(at) >= 0) {
                continue;
            }
            int first = tokens.code(at + 1);
            int last = tokens.is(first, "(") ? tokens.partner(first) : Math.min(first + 1, tokens.size() - 1);
            for (int i = first; i <= last; i++) {
                if (tokens.isA(i, Kind.TEXT)) {
                    String text = tokens.text(i);
                    file.inModule(text.substring(1, Math.max(1, text.length() - 1)), FILES);
                }
            }
        }
    }

    /** The name of the module that {@code go.mod} stands for. */
    static void module(String text, ImportingFile file) {
        Matcher found = MODULE.matcher(text);
        if (found.find()) {
            file.isModule(found.group(1));
        }
    }
}
