package dev.coord.content.imported;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;

/** The types that Java imports, and those of the same package, which need no import. */
final class JavaTypes {
    private static final List<String> TYPES = List.of("/*.java");
    private static final List<String> TYPE = List.of(".java");

    private JavaTypes() {}

    static void read(Tokens tokens, ImportingFile file) {
        file.beside("", TYPES);
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.enclosing(at) >= 0 || !(tokens.is(at, "import") || tokens.is(at, "package"))) {
                continue;
            }
            boolean isImport = tokens.is(at, "import");
            int next = tokens.code(at + 1);
            List<String> names = new ArrayList<>();
            for (int i = tokens.is(next, "static") ? tokens.code(next + 1) : next;
                    tokens.isA(i, Kind.WORD) || tokens.is(i, ".");
                    i = tokens.code(i + 1)) {
                if (tokens.isA(i, Kind.WORD)) {
                    names.add(tokens.text(i));
                }
                next = tokens.code(i + 1);
            }
            if (!isImport || tokens.is(next, "*")) {
                file.anywhere(String.join("/", names), TYPES);
            }
            // the name of a type may be followed by those of types and members in it
            for (int length = names.size(); isImport && length > 1; length--) {
                file.anywhere(String.join("/", names.subList(0, length)), TYPE);
            }
        }
    }
}
