package dev.coord.content.footprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.content.sql.Cursor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions that a statement calls and that are not PostgreSQL's own: only the database knows what they do. What calls nothing of its
 * own is a word before parentheses all the same, such as a type with a length, or a table with its columns.
 */
public final class CalledFunctions {
    private static final Set<String> KNOWN = known();
    private static final Pattern PLAIN_NAME = Pattern.compile("\"[a-z_][a-z0-9_]*\"");

    /** What PostgreSQL's grammar reads itself, and types that have a length. */
    private static final Set<String> WORDS =
            Set.of(("all and any array as asymmetric between bit by case cast char character check"
                            + " coalesce collation conflict cross cube current_time current_timestamp dec decimal default desc distinct else end except exists extract"
                            + " filter float from full greatest group grouping having in inner insert intersect interval into is join"
                            + " json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar"
                            + " json_serialize json_table json_value lateral least left like limit localtime localtimestamp materialized merge_action natural nchar"
                            + " normalize not nullif numeric offset on only or order outer over overlay partition position precision"
                            + " recursive references returning right rollup row select set sets similar some substring symmetric table"
                            + " tablesample then time timestamp treat trim union unique update using values varbit varchar varying when"
                            + " where window with within xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse"
                            + " xmlpi xmlroot xmlserialize xmltable zone")
                    .split(" ", -1));

    /** Behind these stands a name that parentheses with columns, and no arguments, may follow. */
    private static final Set<String> BEFORE_NAMES =
            Set.of("into", "as", "with", "recursive", "update", "copy", "table", ")");

    private CalledFunctions() {}

    /** Whether PostgreSQL has a function of this name. */
    static boolean areKnown(String name) {
        return KNOWN.contains(name);
    }

    /**
     * The first of them.
     *
     * @param statement what calls them
     * @return its name; none where PostgreSQL's own are all that is called
     */
    public static Optional<String> first(String statement) {
        List<String> words = words(statement);
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("(") && isName(words.get(i - 1))) {
                int start = i - 1;
                while (start > 1 && words.get(start - 1).equals(".") && isName(words.get(start - 2))) {
                    start -= 2;
                }
                if (isCall(words, start, i)) {
                    return Optional.of(String.join("", words.subList(start, i)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isCall(List<String> words, int start, int end) {
        String before = start == 0 ? "" : words.get(start - 1);
        String name = words.get(end - 1);
        boolean isQualified = end - start > 1;
        boolean isKnown = isQualified
                ? words.get(start).equals("pg_catalog") && KNOWN.contains(name)
                : WORDS.contains(name) || KNOWN.contains(name);
        return start > 0 && !isKnown && !BEFORE_NAMES.contains(before) && !(before.equals(",") && isOfWith(words, end));
    }

    /** {@code with a (x) as (...), b (y) as (...)}. */
    private static boolean isOfWith(List<String> words, int open) {
        int depth = 0;
        for (int i = open; i < words.size(); i++) {
            depth += words.get(i).equals("(") ? 1 : words.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return i + 1 < words.size() && words.get(i + 1).equals("as");
            }
        }
        return false;
    }

    private static boolean isName(String word) {
        char first = word.charAt(0);
        return first == '"' || first == '_' || Character.isLetter(first);
    }

    /** Without what is between them; a name in quotes that needs none is without. */
    static List<String> words(String statement) {
        List<String> words = new ArrayList<>();
        Cursor cursor = Cursor.of(statement);
        while (!cursor.isAtEnd()) {
            String word = cursor.take();
            words.add(
                    PLAIN_NAME.matcher(word).matches()
                            ? word.substring(1, word.length() - 1)
                            : word.startsWith("\"") ? word : word.toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static Set<String> known() {
        try (InputStream file = Objects.requireNonNull(CalledFunctions.class.getResourceAsStream("functions.txt"))) {
            return Set.of(new String(file.readAllBytes(), UTF_8).split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
