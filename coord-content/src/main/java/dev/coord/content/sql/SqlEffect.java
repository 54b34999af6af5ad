package dev.coord.content.sql;

import dev.coord.content.sql.SqlStatement.Form;
import dev.coord.content.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a statement may leave behind, as far as its words tell for certain: whatever is not known may leave everything. Pure. */
public final class SqlEffect {

    private static final Set<String> OF_ROWS = Set.of("insert", "update", "delete", "copy");

    private static final Set<String> OBJECTS = Set.of(
            "table",
            "index",
            "view",
            "function",
            "procedure",
            "type",
            "domain",
            "sequence",
            "policy",
            "trigger",
            "schema",
            "rule");

    private static final Set<String> OF_SERVER = Set.of("role", "user", "group", "tablespace", "database", "system");

    private static final Set<String> BEFORE_OBJECTS =
            Set.of("or", "replace", "unique", "unlogged", "constraint", "recursive");

    /** What runs outside of a transaction, what outlasts one, and what runs queries, in which anything may be called. */
    private static final Set<String> LASTING =
            Set.of("concurrently", "temp", "temporary", "nextval", "setval", "select", "execute", "values");

    private SqlEffect() {}

    /**
     * Whether a statement changes rows.
     *
     * @param statement the statement
     * @return true where it changes a schema at most by what triggers and functions do meanwhile
     */
    public static boolean isOfRows(SqlStatement statement) {
        if (statement.form() == Form.COPY || PsqlCommand.isCopy(statement)) {
            return true;
        }
        List<String> words = words(statement);
        return statement.form() == Form.SQL && !words.isEmpty() && OF_ROWS.contains(words.get(0));
    }

    /**
     * Whether a statement changes what belongs to a server, or who may do what, so that the schema is the same without it.
     *
     * @param statement the statement
     * @return true where that is certain
     */
    public static boolean isOfServer(SqlStatement statement) {
        List<String> words = words(statement);
        if (statement.form() != Form.SQL || words.size() < 2) {
            return false;
        }
        String third = words.size() > 2 ? words.get(2) : "";
        return switch (words.get(0)) {
            case "grant", "revoke" -> true;
            case "create", "alter", "drop" ->
                (OF_SERVER.contains(words.get(1)) && !third.equals("mapping"))
                        || (words.get(1).equals("default") && third.equals("privileges"));
            case "comment" -> OF_SERVER.contains(third);
            default -> false;
        };
    }

    /**
     * Whether a statement makes an extension.
     *
     * @param statement the statement
     */
    public static boolean isExtension(SqlStatement statement) {
        List<String> words = words(statement);
        return statement.form() == Form.SQL
                && words.size() > 2
                && words.get(0).equals("create")
                && words.get(1).equals("extension");
    }

    /**
     * Whether a statement changes a schema alone, and a transaction that is rolled back leaves nothing of it: neither in the database, nor in the
     * session, nor in a sequence.
     *
     * @param statement the statement
     * @return true where that is certain
     */
    public static boolean isUndoneByRollback(SqlStatement statement) {
        List<String> words = words(statement);
        if (statement.form() != Form.SQL || words.size() < 2) {
            return false;
        }
        return switch (words.get(0)) {
            case "create" ->
                words.stream()
                                .skip(1)
                                .filter(word -> !BEFORE_OBJECTS.contains(word))
                                .findFirst()
                                .filter(OBJECTS::contains)
                                .isPresent()
                        && !isLasting(words);
            case "alter", "drop" -> OBJECTS.contains(words.get(1)) && !isLasting(words);
            case "comment" -> true;
            default -> false;
        };
    }

    /** The query of a view is kept, and not run. */
    private static boolean isLasting(List<String> words) {
        boolean isView = words.contains("view");
        return words.stream()
                .anyMatch(word ->
                        LASTING.contains(word) && !(isView && (word.equals("select") || word.equals("values"))));
    }

    private static List<String> words(SqlStatement statement) {
        List<String> words = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(statement.text(), 0);
        while (lexer.hasNext()) {
            Token token = lexer.next();
            if (token.kind() == Kind.WORD) {
                words.add(statement.text().substring(token.begin(), token.end()).toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
