package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.text.NotUnderstood;
import java.util.LinkedHashSet;
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

    private static final Set<String> BEFORE_COLUMNS = Set.of("(", ",", "column", "add", "exists");

    private final Cursor cursor;
    private final SearchPath path;
    private final Set<String> names = new LinkedHashSet<>();

    private Mentions(String text, SearchPath path) {
        this.cursor = Cursor.of(text);
        this.path = path;
    }

    /** Those of one statement; none of one that is too long to be read. */
    public static Set<String> of(String text, SearchPath path) {
        if (text.length() > LONGEST) {
            return Set.of();
        }
        Mentions mentions = new Mentions(text, path);
        mentions.read();
        return mentions.names;
    }

    private void read() {
        String secondLast = "";
        String last = "";
        while (!cursor.isAtEnd()) {
            boolean isNamed = BEFORE_NAMES.contains(last) || (last.equals(":") && secondLast.equals(":"));
            boolean isColumn = BEFORE_COLUMNS.contains(last) && cursor.isName();
            if (isNamed && cursor.isName()) {
                list();
                secondLast = "";
                last = "";
                continue;
            }
            String taken = cursor.take().toLowerCase(Locale.ROOT);
            if (isColumn && cursor.isName() && !cursor.is("type") && !cursor.is("set")) {
                name().ifPresent(names::add);
                taken = "";
            }
            secondLast = last;
            last = taken;
        }
    }

    private void list() {
        do {
            name().ifPresent(names::add);
        } while (cursor.acceptSymbol(",") && cursor.isName());
    }

    private Optional<String> name() {
        try {
            return Optional.of(path.find(cursor.path()));
        } catch (NotUnderstood e) {
            return Optional.empty(); // it stands in a schema that nobody can tell
        }
    }
}
