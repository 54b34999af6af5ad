package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.text.NotUnderstood;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns that are found in lists and in expressions, where these tie them to one table for certain. For one thread. */
final class NamedColumns {

    private static final Set<String> BEFORE_OTHERS = Set.of("from", "join", "only", ":", ".");

    private final Set<String> found = new LinkedHashSet<>();

    Set<String> found() {
        return found;
    }

    void add(String table, String column) {
        found.add(table + "." + column);
    }

    /** A list in parentheses, if all in it are plain names. */
    void listed(String table, Cursor cursor) {
        if (!cursor.isSymbol("(")) {
            return;
        }
        List<List<Word>> parts = cursor.group().stream().map(Word::all).toList();
        if (parts.stream().allMatch(part -> part.size() == 1 && part.get(0).isName())) {
            parts.forEach(part -> add(table, part.get(0).text()));
        }
    }

    /** What an index is built on: columns and expressions in parentheses. */
    void elements(String table, Cursor cursor) {
        for (Cursor element : cursor.group()) {
            if (element.isSymbol("(")) {
                element.group().forEach(part -> expression(table, Word.all(part)));
            } else {
                List<Word> words = Word.all(element);
                boolean isCall = words.size() > 1 && words.get(1).is("(");
                expression(table, isCall ? words : words.subList(0, Math.min(1, words.size())));
            }
        }
    }

    /** What is in parentheses that come next. */
    void enclosed(String table, Cursor cursor) {
        if (cursor.isSymbol("(")) {
            cursor.group().forEach(part -> expression(table, Word.all(part)));
        }
    }

    /** What stands in an expression over one table, which may hold no query. */
    void expression(String table, List<Word> words) {
        if (words.stream().anyMatch(word -> word.is("select"))) {
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.isName()
                    && (i == 0 || Word.isBeforeExpression(Word.at(words, i - 1).text()))
                    && isWhole(words, i)) {
                add(table, word.text());
            }
        }
    }

    /** Whether it calls and qualifies nothing, and is no type before a value, no field and no name of an argument. */
    private static boolean isWhole(List<Word> words, int at) {
        Word next = Word.at(words, at + 1);
        boolean isArgument =
                next.is(":") || (next.is("=") && Word.at(words, at + 2).is(">"));
        boolean isCast = next.is(":") && Word.at(words, at + 2).is(":");
        boolean isOther = next.is("(") || next.is(".") || next.is("from") || next.isText();
        return !isOther && (isCast || !isArgument);
    }

    /** Those behind the name of a table and a dot, where no query inside may give that name to another. */
    void qualified(Map<String, String> tables, List<Word> words) {
        for (int i = 0; i + 2 < words.size(); i++) {
            String table = tables.get(words.get(i).text());
            if (table != null && isQualified(words, i)) {
                add(table, words.get(i + 2).text());
            }
        }
    }

    private static boolean isQualified(List<Word> words, int at) {
        Word next = Word.at(words, at + 3);
        return !BEFORE_OTHERS.contains(Word.at(words, at - 1).text())
                && !next.is("(")
                && !next.is(".")
                && words.get(at).isName()
                && words.get(at + 1).is(".")
                && words.get(at + 2).isName();
    }

    /** The tables behind {@code from}, by the names that qualify their columns; none where something else is among them. */
    static Map<String, String> tables(List<Word> words, SearchPath path) {
        try {
            return QueriedTables.of(words, path);
        } catch (NotUnderstood e) {
            return Map.of();
        }
    }
}
