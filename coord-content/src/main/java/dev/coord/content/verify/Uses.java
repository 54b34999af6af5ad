package dev.coord.content.verify;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one side no longer uses and so no longer imports, the other may not use in the merged file. */
final class Uses {
    private Uses() {}

    static void insist(Language language, Versions versions, TextFile merged) {
        Set<String> gone = Names.imported(language, versions.base());
        gone.removeAll(Names.imported(language, merged));
        if (gone.isEmpty()) {
            return;
        }
        Set<String> used = words(language, merged);
        used.retainAll(gone);
        for (TextFile side : List.of(versions.ours(), versions.theirs())) {
            Set<String> lost = new HashSet<>(used);
            lost.removeAll(words(language, side));
            if (!lost.isEmpty()) {
                String name = lost.iterator().next();
                throw new NotUnderstood("the merged file would use '" + name + "', which one side no longer imports");
            }
        }
    }

    /** The words that stand by themselves: no members, and no keys. */
    private static Set<String> words(Language language, TextFile file) {
        Tokens tokens = Lexer.read(file.text(), language);
        Set<String> words = new HashSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.isA(at, Kind.WORD) && !tokens.is(at - 1, ".") && !tokens.is(at + 1, ":")) {
                words.add(tokens.text(at));
            }
        }
        return words;
    }
}
