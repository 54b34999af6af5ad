package dev.coord.content.history;

import dev.coord.content.sql.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands in the first parentheses of a statement that makes a function. */
final class Arguments {

    private Arguments() {}

    /** As it is written, without what is between the words. */
    static String of(String statement) {
        Cursor cursor = Cursor.of(statement);
        List<String> words = new ArrayList<>();
        int depth = 0;
        while (!cursor.isAtEnd()) {
            String word = cursor.take().toLowerCase(Locale.ROOT);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth > 0) {
                words.add(word);
            } else if (word.equals(")")) {
                return String.join(" ", words.subList(1, words.size()));
            }
        }
        return "";
    }
}
