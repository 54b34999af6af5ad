package dev.coord.content.verify;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a file imports, exports and declares: none of it may be there more often than in the version that has it most. */
final class Names {
    private Names() {}

    static void insist(Language language, Versions versions, TextFile merged) {
        Map<String, Integer> now = of(language, merged);
        Map<String, Integer> ours = of(language, versions.ours());
        Map<String, Integer> theirs = of(language, versions.theirs());
        now.forEach((name, count) -> {
            if (count > 1 && count > Math.max(ours.getOrDefault(name, 0), theirs.getOrDefault(name, 0))) {
                throw new NotUnderstood("the merged file would have " + name + " " + count + " times");
            }
        });
    }

    /** The names that a file makes known at its top by imports; of a language that is not known, none. */
    static Set<String> imported(Language language, TextFile file) {
        Set<String> names = new HashSet<>();
        switch (language) {
            case SCRIPT -> ScriptNames.imported(Lexer.read(file.text(), language), (what, name) -> names.add(name));
            case JAVA -> LineNames.java(file.lines(), (what, name) -> names.add(name));
            case PYTHON -> LineNames.imported(file.text(), (what, name) -> names.add(name));
            case GO, JSON, TOML -> {} // Go does not compile with an import that is not used
        }
        return names;
    }

    private static Map<String, Integer> of(Language language, TextFile file) {
        Tokens tokens = Lexer.read(file.text(), language);
        Map<String, Integer> names = new TreeMap<>();
        NameFinder finder = (what, name) -> names.merge(what + " '" + name + "'", 1, Integer::sum);
        if (language == Language.SCRIPT || language == Language.JAVA || language == Language.PYTHON) {
            Registered.find(file.lines(), finder);
        }
        switch (language) {
            case SCRIPT -> {
                ScriptNames.find(tokens, finder);
                MemberNames.inBraces(tokens, finder);
            }
            case JAVA -> {
                LineNames.java(file.lines(), finder);
                MemberNames.inBraces(tokens, finder);
            }
            case PYTHON -> {
                LineNames.python(file.text(), finder);
                MemberNames.indented(file.lines(), finder);
            }
            case GO -> LineNames.go(file.lines(), finder);
            case JSON, TOML -> {} // their lists know their names
        }
        return names;
    }

    /** Is told of names. */
    interface NameFinder {
        void found(String what, String name);
    }
}
