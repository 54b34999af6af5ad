package dev.coord.content.sql;

import dev.coord.content.sql.SqlStatement.Form;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands of psql's that say how it works and what it prints. Pure. */
public final class PsqlCommand {

    /** Behind a backslash another command begins, and what is in backticks is run by a shell. */
    private static final Pattern PLAIN = Pattern.compile(
            "\\\\(set|unset|echo|qecho|warn|timing|pset|x|a|t|conninfo|encoding)(?:[ \\t]+([^\\\\`]*))?");

    private static final Pattern COPY = Pattern.compile("\\\\copy[ \\t].*");

    private static final Pattern NAME = Pattern.compile("\\w+");

    /** They decide where a statement ends, and what is undone. */
    private static final Set<String> OF_STATEMENTS = Set.of("AUTOCOMMIT", "SINGLELINE", "SINGLESTEP");

    private PsqlCommand() {}

    /**
     * Whether a database is the same without a command, but for what is put in the place of a variable that it sets.
     *
     * @param statement any statement
     * @return true where that is certain
     */
    public static boolean isSetting(SqlStatement statement) {
        Matcher plain = PLAIN.matcher(statement.text());
        if (statement.form() != Form.COMMAND || !plain.matches()) {
            return false;
        }
        String words = plain.group(2) == null ? "" : plain.group(2).strip();
        return switch (plain.group(1)) {
            case "set", "unset" -> !OF_STATEMENTS.contains(first(words));
            case "encoding" -> words.isEmpty() || words.matches("(?i)'?(?:utf-?8|unicode)'?");
            default -> true;
        };
    }

    /**
     * Whether a command copies rows.
     *
     * @param statement any statement
     */
    static boolean isCopy(SqlStatement statement) {
        return statement.form() == Form.COMMAND
                && COPY.matcher(statement.text()).matches();
    }

    /**
     * The variable that a command sets.
     *
     * @param statement any statement
     * @return its name; none where it sets none
     */
    public static Optional<String> variable(SqlStatement statement) {
        Matcher plain = PLAIN.matcher(statement.text());
        return isSetting(statement) && plain.matches() && plain.group(1).equals("set") && plain.group(2) != null
                ? Optional.of(first(plain.group(2).strip())).filter(NAME.asMatchPredicate())
                : Optional.empty();
    }

    /**
     * Where psql puts in what variables hold before a server sees a statement.
     *
     * @param statement any statement
     * @param variables their names
     * @return the first such place; none where there is none
     */
    public static Optional<String> placeholder(SqlStatement statement, Set<String> variables) {
        if (variables.isEmpty()) {
            return Optional.empty();
        }
        Matcher place = Pattern.compile("(?<!:):(['\"]?)(" + String.join("|", variables) + ")(?!\\w)\\1")
                .matcher(statement.text());
        return place.find() ? Optional.of(place.group()) : Optional.empty();
    }

    private static String first(String words) {
        return words.split("\\s", 2)[0];
    }
}
