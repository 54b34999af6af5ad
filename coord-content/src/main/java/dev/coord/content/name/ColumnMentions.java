package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.text.NotUnderstood;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that a statement names and leaves as they are, where its words tie them to one table for certain. */
public final class ColumnMentions {
    private static final int LONGEST = 1 << 16;

    /** Behind anything else a name could be that of a type, or a new one. */
    private static final Set<String> BEFORE_COLUMNS = Set.of(
            "",
            "(",
            ",",
            "[",
            "=",
            "<",
            ">",
            "+",
            "-",
            "*",
            "/",
            "|",
            "and",
            "or",
            "not",
            "when",
            "then",
            "else",
            "case",
            "distinct",
            "where");

    private static final Set<String> OF_SEVERAL =
            Set.of("with", "union", "intersect", "except", "lateral", "using", "natural");

    private static final Set<String> AFTER_TABLES =
            Set.of("where", "group", "having", "order", "limit", "offset", "fetch", "for", "window");

    private static final Set<String> BEFORE_OTHERS = Set.of("from", "join", "only", ":", ".");

    private final SearchPath path;
    private final Set<String> columns = new LinkedHashSet<>();

    private ColumnMentions(SearchPath path) {
        this.path = path;
    }

    /** Those of one statement, qualified; none of one that is too long or written in a way that is not known. */
    public static Set<String> of(String text, SearchPath path) {
        if (text.length() > LONGEST) {
            return Set.of();
        }
        ColumnMentions mentions = new ColumnMentions(path);
        try {
            mentions.read(text);
        } catch (NotUnderstood e) {
            return Set.of();
        }
        return mentions.columns;
    }

    private void read(String text) {
        Cursor cursor = Cursor.of(text);
        if (cursor.accept("create")) {
            created(cursor);
        } else if (cursor.accept("alter table")) {
            altered(cursor);
        } else if (cursor.accept("update")) {
            updated(cursor);
        } else if (cursor.accept("insert into")) {
            String table = path.find(cursor.path());
            if (cursor.accept("as")) {
                cursor.name();
            }
            listed(table, cursor);
        } else if (cursor.is("select")) {
            selected(Word.all(cursor));
        }
    }

    private void created(Cursor cursor) {
        cursor.accept("or replace");
        cursor.accept("unique");
        cursor.accept("materialized");
        if (cursor.accept("index")) {
            indexed(cursor);
        } else if (cursor.accept("view")) {
            cursor.skipTo("select");
            selected(Word.all(cursor));
        } else if (cursor.accept("table")) {
            referenced(cursor);
        }
    }

    private void indexed(Cursor cursor) {
        cursor.skipTo("on");
        cursor.expect("on");
        cursor.accept("only");
        String table = path.find(cursor.path());
        if (cursor.accept("using")) {
            cursor.name();
        }
        for (Cursor element : cursor.group()) {
            if (element.isSymbol("(")) {
                element.group().forEach(part -> expression(table, Word.all(part)));
            } else {
                List<Word> words = Word.all(element);
                boolean isCall = words.size() > 1 && words.get(1).is("(");
                expression(table, isCall ? words : words.subList(0, Math.min(1, words.size())));
            }
        }
        if (cursor.accept("include")) {
            listed(table, cursor);
        }
        if (cursor.accept("where")) {
            expression(table, Word.all(cursor));
        }
    }

    private void altered(Cursor cursor) {
        cursor.accept("if exists");
        cursor.accept("only");
        String table = path.find(cursor.path());
        for (Cursor action : cursor.parts()) {
            if (!action.accept("add")) {
                continue;
            }
            if (action.accept("constraint")) {
                action.name();
            }
            if (action.accept("check")) {
                action.group().forEach(part -> expression(table, Word.all(part)));
            } else if (action.accept("unique") || action.accept("primary key") || action.accept("foreign key")) {
                listed(table, action);
            }
            referenced(action);
        }
    }

    private void updated(Cursor cursor) {
        cursor.accept("only");
        String table = path.find(cursor.path());
        if (!cursor.is("set")) {
            cursor.accept("as");
            cursor.name();
        }
        cursor.expect("set");
        for (Cursor part : cursor.parts()) {
            boolean isLast = part.has("from") || part.has("where") || part.has("returning");
            if (part.isSymbol("(")) {
                listed(table, part);
            } else {
                columns.add(table + "." + part.name());
            }
            if (isLast) {
                return;
            }
        }
    }

    /** A list in parentheses, if all in it are plain names. */
    private void listed(String table, Cursor cursor) {
        if (!cursor.isSymbol("(")) {
            return;
        }
        List<List<Word>> parts = cursor.group().stream().map(Word::all).toList();
        if (parts.stream().allMatch(part -> part.size() == 1 && part.get(0).isName())) {
            parts.forEach(part -> columns.add(table + "." + part.get(0).text()));
        }
    }

    private void referenced(Cursor cursor) {
        while (!cursor.isAtEnd()) {
            if (cursor.accept("references")) {
                listed(path.find(cursor.path()), cursor);
            } else {
                cursor.take();
            }
        }
    }

    /** What stands in an expression over one table, which may hold no query. */
    private void expression(String table, List<Word> words) {
        if (words.stream().anyMatch(word -> word.is("select"))) {
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1).text();
            if (word.isName() && BEFORE_COLUMNS.contains(before) && isWhole(words, i)) {
                columns.add(table + "." + word.text());
            }
        }
    }

    /** Whether it calls and qualifies nothing, and is no type before a value, no field and no name of an argument. */
    private static boolean isWhole(List<Word> words, int at) {
        if (at + 1 == words.size()) {
            return true;
        }
        Word next = words.get(at + 1);
        boolean isArgument = next.is(":")
                || (next.is("=") && at + 2 < words.size() && words.get(at + 2).is(">"));
        boolean isCast =
                next.is(":") && at + 2 < words.size() && words.get(at + 2).is(":");
        boolean isOther =
                next.is("(") || next.is(".") || next.is("from") || next.text().contains("'");
        return !isOther && (isCast || !isArgument);
    }

    /** One query without others in it. */
    private void selected(List<Word> words) {
        int from = Word.first(words, Set.of("from"), 0);
        int clauses = Word.first(words, AFTER_TABLES, from);
        boolean isAlone = words.stream().filter(word -> word.is("select")).count() == 1
                && words.stream().noneMatch(word -> OF_SEVERAL.contains(word.text()));
        if (!isAlone || from == words.size()) {
            return;
        }
        Map<String, String> tables = QueriedTables.of(words.subList(from + 1, clauses), path);
        for (int i = 1; i + 2 < words.size(); i++) {
            if (isQualified(words, i) && tables.containsKey(words.get(i).text())) {
                columns.add(
                        tables.get(words.get(i).text()) + "." + words.get(i + 2).text());
            }
        }
        if (tables.size() == 1) {
            String table = tables.values().iterator().next();
            expression(table, words.subList(1, from));
            if (clauses < words.size() && words.get(clauses).is("where")) {
                expression(table, words.subList(clauses + 1, Word.first(words, AFTER_TABLES, clauses + 1)));
            }
        }
    }

    private static boolean isQualified(List<Word> words, int at) {
        boolean isOther = BEFORE_OTHERS.contains(words.get(at - 1).text());
        boolean isLonger = at + 3 < words.size()
                && (words.get(at + 3).is("(") || words.get(at + 3).is("."));
        return !isOther
                && !isLonger
                && words.get(at).isName()
                && words.get(at + 1).is(".")
                && words.get(at + 2).isName();
    }
}
