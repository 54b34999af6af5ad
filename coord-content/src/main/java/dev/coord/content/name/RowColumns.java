package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that {@code INSERT}, {@code UPDATE} and {@code DELETE} name. */
final class RowColumns {

    private final SearchPath path;
    private final NamedColumns columns;
    private String table = "";
    private final Map<String, String> tables = new HashMap<>();

    RowColumns(SearchPath path, NamedColumns columns) {
        this.path = path;
        this.columns = columns;
    }

    void inserted(Cursor cursor) {
        table(cursor);
        columns.listed(table, cursor);
        List<Word> words = Word.all(cursor);
        int conflict = Word.first(words, Set.of("conflict"), 0);
        int returning = Word.first(words, Set.of("returning"), 0);
        if (returning < words.size()) {
            columns.expression(table, words.subList(returning + 1, words.size()));
        }
        if (conflict < returning && Word.at(words, conflict - 1).is("on")) {
            tables.put("excluded", table);
            conflict(words.subList(conflict + 1, returning));
        }
    }

    private void conflict(List<Word> words) {
        boolean hasTarget = Word.at(words, 0).is("(");
        int set = Word.first(words, Set.of("set"), 0);
        if (hasTarget) {
            int end = Word.first(words, Set.of("where", "do"), 0);
            for (List<Word> part : parts(words.subList(1, Math.max(1, end - 1)))) {
                columns.expression(table, part.size() == 1 ? part : List.of());
            }
        }
        if (set < words.size() && words.stream().noneMatch(word -> word.is("select"))) {
            int end = Word.first(words, Set.of("where"), set);
            assigned(words.subList(set + 1, end));
            columns.qualified(tables, words.subList(set + 1, words.size()));
        }
    }

    void updated(Cursor cursor) {
        table(cursor);
        cursor.expect("set");
        List<Word> words = Word.all(cursor);
        int end = Word.first(words, Set.of("from", "where", "returning"), 0);
        List<List<Word>> values = assigned(words.subList(0, end));
        boolean isAlone = !Word.at(words, end).is("from");
        if (isAlone) {
            values.forEach(value -> columns.expression(table, value));
        }
        rest(words, end, isAlone);
    }

    void deleted(Cursor cursor) {
        table(cursor);
        List<Word> words = Word.all(cursor);
        int end = Word.first(words, Set.of("using", "where", "returning"), 0);
        rest(words, end, !Word.at(words, end).is("using"));
    }

    private void rest(List<Word> words, int end, boolean isAlone) {
        int where = Word.first(words, Set.of("where"), end);
        int returning = Word.first(words, Set.of("returning"), end);
        if (words.stream().anyMatch(word -> word.is("select") || word.text().equals("current"))) {
            return;
        }
        if (isAlone && where < words.size()) {
            columns.expression(table, words.subList(where + 1, Math.max(where + 1, returning)));
        }
        if (isAlone && returning < words.size()) {
            columns.expression(table, words.subList(returning + 1, words.size()));
        }
        if (!isAlone) {
            List<Word> others = words.subList(end + 1, Math.min(where, returning));
            NamedColumns.tables(others, path).forEach(tables::putIfAbsent);
        }
        columns.qualified(tables, words);
    }

    private void table(Cursor cursor) {
        cursor.accept("only");
        List<String> name = cursor.path();
        table = path.find(name);
        cursor.acceptSymbol("*");
        boolean isNamed = cursor.accept("as");
        boolean hasAlias =
                isNamed || (cursor.isName() && !cursor.is("set") && !cursor.is("values") && !cursor.is("overriding"));
        tables.put(hasAlias ? cursor.name() : name.get(name.size() - 1), table);
    }

    /** What is assigned, to which columns: what stands behind each of them is returned. */
    private List<List<Word>> assigned(List<Word> words) {
        List<List<Word>> values = new ArrayList<>();
        for (List<Word> part : parts(words)) {
            int equal = Word.first(part, Set.of("="), 0);
            List<Word> to = part.subList(0, equal);
            if (Word.at(to, 0).is("(")) {
                to.stream().filter(Word::isName).forEach(word -> columns.add(table, word.text()));
            } else if (Word.at(to, 0).isName()) {
                columns.add(table, to.get(0).text());
            }
            values.add(part.subList(Math.min(part.size(), equal + 1), part.size()));
        }
        return values;
    }

    private static List<List<Word>> parts(List<Word> words) {
        List<List<Word>> parts = new ArrayList<>();
        int from = 0;
        while (from <= words.size()) {
            int comma = Word.first(words, Set.of(","), from);
            parts.add(words.subList(from, comma));
            from = comma + 1;
        }
        return parts;
    }
}
