package dev.coord.content.imported;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.List;

/** The sources that JavaScript and TypeScript import, require or export from, where a text names them. */
final class ScriptSources {
    private static final List<String> FILES =
            List.of("", ".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".d.ts", ".json");
    private static final List<String> COMPILED = FILES.subList(1, FILES.size() - 1);
    private static final List<String> ALL = with(FILES, List.of("", "/index"));
    private static final List<String> OF_PACKAGES =
            with(FILES, List.of("", "/index", "/src/index", "/src/main", "/lib/index", "/main"));

    private ScriptSources() {}

    static void read(Tokens tokens, ImportingFile file) {
        for (int at = 0; at < tokens.size(); at++) {
            if (!tokens.isA(at, Kind.TEXT)) {
                continue;
            }
            int before = tokens.codeBefore(at);
            boolean isCalled = tokens.is(before, "(");
            int word = isCalled ? tokens.codeBefore(before) : before;
            if (tokens.is(word, "import")
                    || (isCalled ? tokens.is(word, "require") : tokens.is(word, "from"))
                    || (isCalled && tokens.is(word, "mock"))) {
                source(tokens.text(at), file);
            }
        }
    }

    /** A name may stand for a file with an ending, or for a directory; that of compiled code for what it is compiled from. */
    private static void source(String text, ImportingFile file) {
        String source =
                text.length() < 2 ? "" : text.substring(1, text.length() - 1).replaceFirst("(?<=.)[?#].*", "");
        String plain = source.replaceFirst("\\.[mc]?jsx?$", "");
        if (source.startsWith(".")) {
            file.beside(source, ALL);
            if (!plain.equals(source)) {
                file.beside(plain, COMPILED);
            }
        } else if (!source.isEmpty() && !source.startsWith("/")) {
            file.inModule(source, OF_PACKAGES);
            if (!plain.equals(source)) {
                file.inModule(plain, COMPILED);
            }
        }
    }

    private static List<String> with(List<String> endings, List<String> before) {
        return before.stream()
                .flatMap(name -> endings.stream().map(ending -> name + ending))
                .toList();
    }
}
