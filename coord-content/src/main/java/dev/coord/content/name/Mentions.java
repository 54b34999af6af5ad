package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names that stand in a statement where a table, a type or a function is named: behind {@code references} or {@code from}, and as
 * the type of a column. Texts in quotes, such as the bodies of functions, are not looked into: PostgreSQL does not either.
 */
public final class Mentions {
    private static final int LONGEST = 1 << 16;

    private static final Set<String> BEFORE_NAMES = Set.of(
            "references",
            "from",
            "join",
            "into",
            "update",
            "only",
            "table",
            "on",
            "using",
            "truncate",
            "copy",
            "lock",
            "setof",
            "returns",
            "type",
            "function",
            "procedure");

    /** Behind others a comma ends what is named: the next column of a table follows. */
    private static final Set<String> BEFORE_LISTS = Set.of("from", "using", "only", "table", "truncate", "lock");

    /** In what they are called with, {@code from} is no more than a comma. */
    private static final Set<String> CALLED_WITH_FROM = Set.of("extract", "substring", "trim", "overlay");

    private static final Set<String> BEFORE_COLUMNS = Set.of("(", ",", "column", "add", "exists");

    private final Cursor cursor;
    private final SearchPath path;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean hasQueries;

    private Mentions(String text, SearchPath path) {
        this.cursor = Cursor.of(text);
        this.path = path;
    }

    /** Those of one statement; none of one that is too long to tell its own queries from tables. */
    public static Set<String> of(String text, SearchPath path) {
        Mentions mentions = new Mentions(text, path);
        mentions.read();
        if (mentions.hasQueries) {
            if (text.length() > LONGEST) {
                return Set.of();
            }
            QueryNames.of(Word.all(Cursor.of(text))).stream()
                    .flatMap(name -> mentions.found(List.of(name)).stream())
                    .forEach(mentions.names::remove);
        }
        return mentions.names;
    }

    private void read() {
        Deque<String> calls = new ArrayDeque<>();
        String secondLast = "";
        String last = "";
        while (!cursor.isAtEnd()) {
            boolean isNoTable = last.equals("from")
                    && (secondLast.equals("distinct")
                            || CALLED_WITH_FROM.contains(calls.isEmpty() ? "" : calls.peek()));
            boolean isNamed =
                    (BEFORE_NAMES.contains(last) && !isNoTable) || (last.equals(":") && secondLast.equals(":"));
            boolean isColumn = BEFORE_COLUMNS.contains(last) && cursor.isName();
            if (isNamed && cursor.isName()) {
                list(BEFORE_LISTS.contains(last));
                secondLast = "";
                last = "";
                continue;
            }
            String taken = cursor.take().toLowerCase(Locale.ROOT);
            hasQueries |= taken.equals("with");
            if (isColumn && cursor.isName() && !cursor.is("type") && !cursor.is("set")) {
                name().ifPresent(names::add);
                taken = "";
            }
            if (taken.equals("(")) {
                calls.push(last);
            } else if (taken.equals(")") && !calls.isEmpty()) {
                calls.pop();
            }
            secondLast = last;
            last = taken;
        }
    }

    private void list(boolean hasMore) {
        do {
            name().ifPresent(names::add);
        } while (hasMore && cursor.acceptSymbol(",") && cursor.isName());
    }

    private Optional<String> name() {
        return found(cursor.path());
    }

    private Optional<String> found(List<String> name) {
        try {
            return Optional.of(path.find(name));
        } catch (NotUnderstood e) {
            return Optional.empty(); // it stands in a schema that nobody can tell
        }
    }
}
