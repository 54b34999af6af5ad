package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that a statement names and leaves as they are, where its words tie them to one table for certain. */
public final class ColumnMentions {

    private static final Set<String> OF_SEVERAL =
            Set.of("with", "union", "intersect", "except", "lateral", "using", "natural");

    private static final Set<String> AFTER_TABLES =
            Set.of("where", "group", "having", "order", "limit", "offset", "fetch", "for", "window");

    private final SearchPath path;
    private final NamedColumns columns = new NamedColumns();

    private ColumnMentions(SearchPath path) {
        this.path = path;
    }

    /** Those of one statement, qualified; only the first of one that is written in a way that is not known. */
    public static Set<String> of(String text, SearchPath path) {
        ColumnMentions mentions = new ColumnMentions(path);
        try {
            mentions.read(Cursor.of(text));
        } catch (NotUnderstood e) {
            return mentions.columns.found();
        }
        return mentions.columns.found();
    }

    private void read(Cursor cursor) {
        if (cursor.accept("create")) {
            created(cursor);
        } else if (cursor.accept("alter table")) {
            altered(cursor);
        } else if (cursor.accept("alter policy")) {
            policy(cursor);
        } else if (cursor.accept("alter sequence")) {
            owned(cursor);
        } else if (cursor.accept("update")) {
            new RowColumns(path, columns).updated(cursor);
        } else if (cursor.accept("delete from")) {
            new RowColumns(path, columns).deleted(cursor);
        } else if (cursor.accept("insert into")) {
            new RowColumns(path, columns).inserted(cursor);
        } else if (cursor.accept("copy") || cursor.accept("analyze")) {
            columns.listed(path.find(cursor.path()), cursor);
        } else if (cursor.accept("grant") || cursor.accept("revoke")) {
            granted(cursor);
        } else if (cursor.is("select")) {
            selected(Word.all(cursor));
        }
    }

    private void created(Cursor cursor) {
        cursor.accept("or replace");
        cursor.accept("unique");
        cursor.accept("materialized");
        cursor.accept("unlogged");
        cursor.accept("constraint");
        if (cursor.accept("index")) {
            indexed(cursor);
        } else if (cursor.accept("view")) {
            queried(cursor);
        } else if (cursor.accept("policy")) {
            policy(cursor);
        } else if (cursor.accept("trigger")) {
            triggered(cursor);
        } else if (cursor.accept("sequence")) {
            owned(cursor);
        } else if (cursor.accept("table")) {
            cursor.accept("if not exists");
            cursor.path();
            if (cursor.isSymbol("(")) {
                cursor.group().forEach(this::referenced);
            }
            queried(cursor);
        }
    }

    /** One query alone, behind {@code as}. */
    private void queried(Cursor cursor) {
        cursor.skipTo("as");
        cursor.expect("as");
        if (cursor.is("select")) {
            selected(Word.all(cursor));
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
        columns.elements(table, cursor);
        if (cursor.accept("include")) {
            columns.listed(table, cursor);
        }
        if (cursor.accept("where")) {
            columns.expression(table, Word.all(cursor));
        }
    }

    private void altered(Cursor cursor) {
        cursor.accept("if exists");
        cursor.accept("only");
        String table = path.find(cursor.path());
        for (Cursor action : cursor.parts()) {
            if (action.accept("add")) {
                added(table, action);
            } else if (action.accept("alter")) {
                action.skipTo("using");
                action.expect("using");
                columns.expression(table, Word.all(action));
            }
        }
    }

    private void added(String table, Cursor action) {
        if (action.accept("constraint")) {
            action.name();
        }
        if (action.accept("unique") || action.accept("primary key") || action.accept("foreign key")) {
            columns.listed(table, action);
        }
        while (!action.isAtEnd()) {
            if (action.accept("check") || action.accept("generated always as")) {
                columns.enclosed(table, action);
            } else if (action.accept("references")) {
                columns.listed(path.find(action.path()), action);
            } else {
                action.take();
            }
        }
    }

    private void referenced(Cursor cursor) {
        while (!cursor.isAtEnd()) {
            if (cursor.accept("references")) {
                columns.listed(path.find(cursor.path()), cursor);
            } else {
                cursor.take();
            }
        }
    }

    private void policy(Cursor cursor) {
        cursor.name();
        cursor.expect("on");
        String table = path.find(cursor.path());
        while (!cursor.isAtEnd()) {
            if (cursor.accept("using") || cursor.accept("check")) {
                columns.enclosed(table, cursor);
            } else {
                cursor.take();
            }
        }
    }

    private void triggered(Cursor cursor) {
        List<Word> words = Word.all(cursor);
        int on = Word.first(words, Set.of("on"), 0);
        int behind = on + 2;
        while (Word.at(words, behind).is(".")) {
            behind += 2;
        }
        List<Word> name = words.subList(Math.min(words.size(), on + 1), Math.min(words.size(), behind));
        Map<String, String> tables = NamedColumns.tables(name, path);
        if (tables.size() != 1) {
            return;
        }
        String table = tables.values().iterator().next();
        int of = Word.first(words, Set.of("of"), 0);
        if (of < on && Word.at(words, of - 1).text().equals("update")) {
            words.subList(of + 1, on).stream()
                    .takeWhile(word -> word.isName() || word.is(","))
                    .filter(Word::isName)
                    .forEach(word -> columns.add(table, word.text()));
        }
        int when = Word.first(words, Set.of("when"), on);
        columns.qualified(Map.of("new", table, "old", table), words.subList(when, words.size()));
    }

    private void owned(Cursor cursor) {
        cursor.skipTo("owned");
        cursor.expect("owned by");
        List<String> column = cursor.path();
        if (column.size() > 1) {
            columns.add(path.find(column.subList(0, column.size() - 1)), column.get(column.size() - 1));
        }
    }

    private void granted(Cursor cursor) {
        List<Word> rights = new ArrayList<>();
        boolean isOfColumns = false;
        while (!cursor.is("on")) {
            cursor.insist(!cursor.isAtEnd());
            if (cursor.isSymbol("(")) {
                isOfColumns = true;
                cursor.group().forEach(part -> rights.addAll(Word.all(part)));
            } else {
                cursor.take();
            }
        }
        cursor.expect("on");
        cursor.accept("table");
        if (isOfColumns) {
            String table = path.find(cursor.path());
            boolean isAlone = !cursor.isSymbol(",");
            rights.stream().filter(word -> isAlone && word.isName()).forEach(word -> columns.add(table, word.text()));
        }
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
        Map<String, String> tables = NamedColumns.tables(words.subList(from + 1, clauses), path);
        columns.qualified(tables, words);
        if (tables.size() == 1) {
            String table = tables.values().iterator().next();
            columns.expression(table, words.subList(1, from));
            if (clauses < words.size() && words.get(clauses).is("where")) {
                columns.expression(table, words.subList(clauses + 1, Word.first(words, AFTER_TABLES, clauses + 1)));
            }
        }
    }
}
