package dev.coord.content.name;

import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables behind {@code from}, by the names that qualify their columns. */
final class QueriedTables {
    private static final Set<String> BETWEEN = Set.of("on", ",", "inner", "left", "right", "full", "cross", "join");
    private static final Set<String> NEXT = Set.of(",", "join");

    private final List<Word> words;
    private final SearchPath path;
    private final Map<String, String> tables = new LinkedHashMap<>();
    private int at;

    private QueriedTables(List<Word> words, SearchPath path) {
        this.words = words;
        this.path = path;
    }

    /**
     * Reads them.
     *
     * @throws NotUnderstood if something else is among them, or two have one name
     */
    static Map<String, String> of(List<Word> words, SearchPath path) {
        QueriedTables read = new QueriedTables(words, path);
        do {
            read.table();
            read.at = Word.first(words, NEXT, read.at) + 1;
        } while (read.at <= words.size());
        return read.tables;
    }

    private void table() {
        accept("only");
        List<String> name = new ArrayList<>(List.of(name()));
        while (accept(".")) {
            name.add(name());
        }
        boolean isNamed = accept("as") || (at < words.size() && words.get(at).isName() && !isBetween());
        String alias = isNamed ? name() : name.get(name.size() - 1);
        boolean isKnown = at == words.size() || isBetween();
        if (!isKnown || tables.put(alias, path.find(name)) != null) {
            throw new NotUnderstood("it is written in a way that is not known");
        }
    }

    private boolean isBetween() {
        return BETWEEN.contains(words.get(at).text());
    }

    private boolean accept(String word) {
        boolean is = at < words.size() && words.get(at).is(word);
        at += is ? 1 : 0;
        return is;
    }

    private String name() {
        if (at == words.size() || !words.get(at).isName()) {
            throw new NotUnderstood("it is written in a way that is not known");
        }
        return words.get(at++).text();
    }
}
