package dev.coord.content.javatype;

import dev.coord.content.lex.Headers;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.module.Exports;
import dev.coord.content.module.Reference;
import dev.coord.content.module.Reference.Need;
import dev.coord.content.module.Reference.Use;
import dev.coord.content.module.SourceFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the package, the imports and the types of one file. */
final class JavaHeader {
    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record");

    /** What lies deeper is imported by nobody. */
    private static final int DEEPEST = 100;

    private final Tokens tokens;
    private final List<Reference> references = new ArrayList<>();
    private final Set<String> types = new HashSet<>();
    private final Map<Integer, String> bodies = new HashMap<>();
    private String ofPackage = "";

    private JavaHeader(Tokens tokens) {
        this.tokens = tokens;
    }

    static SourceFacts read(Tokens tokens) {
        JavaHeader header = new JavaHeader(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.isA(at, Kind.WORD)) {
                header.word(at);
            }
        }
        return new SourceFacts(
                header.references,
                new Exports(header.types, Set.of(), Map.of(), List.of(), !tokens.isWhole()),
                Set.of(header.ofPackage),
                List.of());
    }

    private void word(int at) {
        if (tokens.enclosing(at) < 0 && tokens.is(at, "import")) {
            imported(at);
        } else if (tokens.enclosing(at) < 0 && tokens.is(at, "package")) {
            ofPackage = dotted(tokens.code(at + 1));
        } else if (TYPES.contains(tokens.text(at)) && !tokens.is(tokens.codeBefore(at), ".")) {
            type(at);
        }
    }

    private void imported(int at) {
        int next = tokens.code(at + 1);
        boolean isStatic = tokens.is(next, "static");
        String name = dotted(isStatic ? tokens.code(next + 1) : next);
        // what is imported of a type may be inherited from any other: the type has to be there
        String wanted = isStatic ? name.substring(0, Math.max(0, name.lastIndexOf('.'))) : name;
        references.add(
                new Reference(wanted, Use.LOAD, List.of(), tokens.lineOf(tokens.begin(at)) + 1, false, Need.NOW));
    }

    /** The name up to its end, a star included. */
    private String dotted(int first) {
        StringBuilder name = new StringBuilder();
        boolean isPoint = true;
        for (int i = first; isPart(i) && isPoint != tokens.is(i, "."); i = tokens.code(i + 1)) {
            name.append(tokens.text(i));
            isPoint = tokens.is(i, ".");
        }
        return name.toString();
    }

    private boolean isPart(int at) {
        return tokens.isA(at, Kind.WORD) || tokens.is(at, ".") || tokens.is(at, "*");
    }

    private void type(int at) {
        int name = tokens.code(at + 1);
        int next = tokens.code(name + 1);
        boolean isRecord = tokens.is(at, "record");
        if (!tokens.isA(name, Kind.WORD) || (isRecord && !tokens.is(next, "(") && !tokens.is(next, "<"))) {
            return;
        }
        StringBuilder nested = new StringBuilder(tokens.text(name));
        int depth = 0;
        for (int open = tokens.enclosing(at); open >= 0; open = tokens.enclosing(open)) {
            if (++depth > DEEPEST) {
                return;
            }
            String outer = outer(open);
            if (outer.isEmpty()) {
                return; // in a method
            }
            nested.insert(0, outer + ".");
        }
        types.add(nested.toString());
    }

    private String outer(int open) {
        return bodies.computeIfAbsent(open, bracket -> Headers.typeName(tokens, bracket));
    }
}
