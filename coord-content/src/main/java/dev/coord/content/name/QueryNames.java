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
        boolean hasColumns = from < words.size() && words.get(from).is("(");
        int at = hasColumns ? Word.first(words, Set.of("as"), from) : from;
        if (at == words.size() || !words.get(at).is("as")) {
            return false;
        }
        do {
            at++;
        } while (at < words.size()
                && Set.of("not", "materialized").contains(words.get(at).text()));
        return at < words.size() && words.get(at).is("(");
    }
}
