package dev.coord.content.name;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that {@code with} gives to queries: behind it they are no tables. */
final class QueryNames {

    private static final Set<String> BEFORE = Set.of("with", "recursive", ",");

    private QueryNames() {}

    static Set<String> of(List<Word> words) {
        Set<String> names = new HashSet<>();
        for (int i = 1; i < words.size(); i++) {
            boolean isFirst =
                    words.get(i).isName() && BEFORE.contains(words.get(i - 1).text());
            if (isFirst && isQuery(words, i + 1)) {
                names.add(words.get(i).text());
            }
        }
        return names;
    }

    /** Whether a query in parentheses follows, perhaps behind the names of its columns. */
    private static boolean isQuery(List<Word> words, int from) {
        int at = from;
        if (Word.at(words, at).is("(")) {
            do {
                at++; // names and commas alone, so that no place is looked at twice
            } while (Word.at(words, at).isName() || Word.at(words, at).is(","));
            at += Word.at(words, at).is(")") ? 1 : 0;
        }
        if (!Word.at(words, at).is("as")) {
            return false;
        }
        do {
            at++;
        } while (Set.of("not", "materialized").contains(Word.at(words, at).text()));
        return Word.at(words, at).is("(");
    }
}
