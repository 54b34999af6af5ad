package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A name as PostgreSQL understands it, or another word in lower case. */
record Word(String text, boolean isName) {

    static List<Word> all(Cursor cursor) {
        List<Word> words = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            boolean isName = cursor.isName();
            words.add(new Word(isName ? cursor.name() : cursor.take().toLowerCase(Locale.ROOT), isName));
        }
        return words;
    }

    boolean is(String word) {
        return !isName && text.equals(word);
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
}
