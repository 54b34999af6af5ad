package dev.coord.content.history;

import dev.coord.content.footprint.CalledFunctions;
import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import dev.coord.content.sql.SqlStatement;
import dev.coord.content.sql.SqlStatement.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What statements may have made or dropped of which only a database knows: what they name, in their texts, too, as far as a verb among
 * their words can do it. Where they put names together, that is anything. For one thread.
 */
final class HiddenChanges {
    private static final Set<String> MAKING = Set.of("create", "rename", "schema", "import");
    private static final Set<String> MAKING_COLUMNS = Set.of("create", "rename", "schema", "import", "add");
    private static final Set<String> DROPPING = Set.of("drop", "rename", "schema");

    /** Of texts in texts: what is deeper was made to be hidden. */
    private static final int DEEPEST = 8;

    private final Words made = new Words(MAKING);
    private final Words madeColumns = new Words(MAKING_COLUMNS);
    private final Words dropped = new Words(DROPPING);
    /** By functions, which may be called at any time. */
    private final Words droppedLater = new Words(DROPPING);

    private boolean isCascading;

    /** Names that a verb may be about. */
    private static final class Words {
        private final Set<String> verbs;
        private final Set<String> names = new HashSet<>();
        private boolean isAnything;

        Words(Set<String> verbs) {
            this.verbs = verbs;
        }

        void add(Set<String> words, boolean isComposed) {
            if (verbs.stream().anyMatch(words::contains)) {
                names.addAll(words);
                isAnything |= isComposed;
            }
        }

        boolean has(String key) {
            return isAnything || (!names.isEmpty() && segments(key).stream().anyMatch(names::contains));
        }
    }

    /** What one of them may do, which counts from here on. */
    void add(NotSeen one) {
        SqlStatement statement = one.statement();
        Cursor cursor = Cursor.of(statement.head());
        if (one.why() == Why.UNKNOWN && (statement.form() != Form.SQL || cursor.is("rollback") || cursor.is("abort"))) {
            Stream.of(made, madeColumns, dropped).forEach(words -> words.isAnything = true);
        } else if (one.why() == Why.UNKNOWN && !(statement.isLong() && cursor.is("insert"))) {
            boolean isOfRule = cursor.accept("create") && (cursor.is("rule") || cursor.is("or replace rule"));
            if (!isOfRule) {
                read(statement.head(), false);
            }
        } else if (one.why() == Why.DYNAMIC || one.why() == Why.CALL) {
            called(statement.head(), cursor);
        }
    }

    /** What a query or a call does stands in functions, and those of migrations were looked into; of others the arguments are known. */
    private void called(String text, Cursor cursor) {
        boolean hasText = cursor.is("do") || cursor.is("prepare");
        if (hasText || cursor.has("into")) {
            read(text, false);
        } else if (cursor.is("execute")
                || cursor.is("call")
                || CalledFunctions.first(text).isPresent()) {
            Set<String> words = new HashSet<>();
            collect(text, words, 0);
            Stream.of(made, madeColumns, dropped).forEach(each -> each.names.addAll(words));
        }
    }

    /** What is in the body of a function, which anything may call. */
    void addBody(SqlStatement function) {
        Cursor cursor = Cursor.of(function.head());
        while (!cursor.isAtEnd()) {
            String body = content(cursor.take());
            if (!body.isEmpty()) {
                read(body, true);
            }
        }
    }

    /** Whether what has this key may have been made. */
    boolean mayHaveMade(String key) {
        return key.endsWith(" " + Kind.COLUMN) ? madeColumns.has(key) : made.has(key);
    }

    /** Whether it may be dropped at any time. */
    boolean mayDrop(String key) {
        return droppedLater.has(key);
    }

    /** Whether what depends on something may have been dropped with it since this was asked last. */
    boolean mayHaveCascaded() {
        boolean has = isCascading;
        isCascading = false;
        return has;
    }

    /** Whether it may be gone. */
    boolean mayHaveDropped(String key) {
        return dropped.has(key);
    }

    /** The names in a key, without that of its schema. */
    private static List<String> segments(String key) {
        String[] names =
                Standing.name(key).replace("\"", "").toLowerCase(Locale.ROOT).split("[.]", -1);
        return names.length == 1 ? List.of(names) : List.of(names).subList(1, names.length);
    }

    private void read(String text, boolean isKept) {
        Set<String> words = new HashSet<>();
        collect(text, words, 0);
        boolean isComposed = composes(text, 0);
        boolean isOfMore = words.contains("drop") && words.contains("cascade");
        isCascading |= isOfMore;
        Stream.of(made, madeColumns, dropped).forEach(each -> each.add(words, isComposed));
        if (isKept) {
            droppedLater.add(words, isComposed || isOfMore);
        }
    }

    private static void collect(String text, Set<String> into, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        Cursor cursor = Cursor.of(text);
        while (!cursor.isAtEnd()) {
            String word = cursor.take();
            String inside = content(word);
            if (inside.isEmpty()) {
                into.add(word.replace("\"", "").toLowerCase(Locale.ROOT));
            } else {
                collect(inside, into, depth + 1);
            }
        }
    }

    /** Whether it runs what is put together, so that no word of it is the name of what it changes. */
    private static boolean composes(String text, int depth) {
        if (depth > DEEPEST) {
            return true;
        }
        Cursor cursor = Cursor.of(text);
        while (!cursor.isAtEnd()) {
            String word = cursor.take();
            String inside = content(word);
            if (!inside.isEmpty() && composes(inside, depth + 1)) {
                return true;
            }
            boolean runs = word.equalsIgnoreCase("execute") && !cursor.is("function") && !cursor.is("procedure");
            if (runs && (content(cursor.take()).isEmpty() || cursor.isSymbol("|"))) {
                return true;
            }
        }
        return false;
    }

    /** What is in a text in quotes; empty where it is none. */
    private static String content(String word) {
        int quote = word.indexOf('\'');
        if (word.startsWith("$") && word.indexOf('$', 1) > 0) {
            int tag = word.indexOf('$', 1) + 1;
            return word.substring(tag, Math.max(tag, word.length() - tag));
        }
        return quote >= 0 && !word.startsWith("\"")
                ? word.substring(quote + 1, Math.max(quote + 1, word.length() - 1))
                        .replace("''", "'")
                : "";
    }
}
