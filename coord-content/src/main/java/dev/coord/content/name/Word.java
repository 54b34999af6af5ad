package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A name as PostgreSQL understands it, a text as it is written, or another word in lower case. */
record Word(String text, boolean isName) {

    private static final Set<String> MODIFIERS = Set.of(
            "or",
            "replace",
            "unlogged",
            "global",
            "local",
            "temp",
            "temporary",
            "foreign",
            "unique",
            "materialized",
            "recursive",
            "constraint");

    /** Behind these an expression begins. */
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of(
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

    /** What stands before the first and behind the last. */
    static final Word NONE = new Word("", false);

    static List<Word> all(Cursor cursor) {
        List<Word> words = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            boolean isName = cursor.isName();
            String written = isName ? cursor.name() : cursor.take();
            words.add(new Word(isName || isText(written) ? written : written.toLowerCase(Locale.ROOT), isName));
        }
        return words;
    }

    /** Whether an expression certainly begins behind a word. */
    static boolean isBeforeExpression(String text) {
        return BEFORE_EXPRESSIONS.contains(text);
    }

    boolean is(String word) {
        return !isName && text.equals(word);
    }

    boolean isText() {
        return !isName && isText(text);
    }

    private static boolean isText(String written) {
        return written.indexOf('\'') >= 0 || (written.startsWith("$") && written.length() > 1);
    }

    /** What is in a text in quotes. */
    String content() {
        if (text.startsWith("$")) {
            int tag = text.indexOf('$', 1) + 1;
            return text.substring(tag, Math.max(tag, text.length() - tag));
        }
        int quote = text.indexOf('\'') + 1;
        return text.substring(quote, Math.max(quote, text.length() - 1)).replace("''", "'");
    }

    static Word at(List<Word> words, int index) {
        return index >= 0 && index < words.size() ? words.get(index) : NONE;
    }

    /** How many words stand between the first and what kind of thing a statement makes. */
    static int modifiers(List<Word> words) {
        int at = 1;
        while (MODIFIERS.contains(at(words, at).text())) {
            at++;
        }
        return at - 1;
    }

    /** Where the first of some words is that is in no parentheses; the end where none is. */
    static int first(List<Word> words, Set<String> wanted, int from) {
        int depth = 0;
        for (int i = from; i < words.size(); i++) {
            Word word = words.get(i);
            if (depth == 0 && wanted.contains(word.text())) {
                return i;
            }
            depth += word.is("(") ? 1 : word.is(")") ? -1 : 0;
        }
        return words.size();
    }

    /** For each that opens parentheses, what is behind these; the end where they do not end. */
    static int[] behind(List<Word> words) {
        int[] behind = new int[words.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < behind.length; i++) {
            behind[i] = behind.length;
            if (words.get(i).is("(")) {
                open.push(i);
            } else if (words.get(i).is(")") && !open.isEmpty()) {
                behind[open.pop()] = i + 1;
            }
        }
        return behind;
    }
}
