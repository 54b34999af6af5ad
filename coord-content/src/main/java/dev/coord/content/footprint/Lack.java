package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.sql.PsqlCommand;
import dev.coord.content.sql.SqlEffect;
import dev.coord.content.sql.SqlStatement;
import dev.coord.content.sql.SqlStatement.Form;
import java.util.Optional;
import java.util.Set;

/** What a database lacks where a statement was not run, so that others fail which would not otherwise. Pure. */
public enum Lack {
    /** Rows: what there is, and what it is called, is the same. */
    ROWS,
    /** What an extension brings, which is no part of what others make. */
    EXTENSION,
    /** Whatever a statement may make, change or drop. */
    ANYTHING;

    /** A column is not there; a table, a column, another object or a function is there already. */
    private static final Set<String> OF_PARTS = Set.of("42703", "42P07", "42701", "42710", "42723");

    /** A table, another object or a function is not there. */
    private static final Set<String> OF_OBJECTS = Set.of("42P01", "42704", "42883");

    /**
     * What is lacking without a statement.
     *
     * @param statement the statement
     * @return none where the schema is the same without it, and all rows are
     */
    public static Optional<Lack> of(SqlStatement statement) {
        if (PsqlCommand.isSetting(statement) || SqlEffect.isOfServer(statement)) {
            return Optional.empty();
        }
        if (SqlEffect.isExtension(statement)) {
            return Optional.of(EXTENSION);
        }
        boolean isOfRows = SqlEffect.isOfRows(statement)
                && (statement.form() == Form.COPY
                        || Footprints.of(statement.text()).notSeen().stream()
                                .noneMatch(one -> one.why().isHiding()));
        return Optional.of(isOfRows ? ROWS : ANYTHING);
    }

    /**
     * Whether it may be why another statement fails.
     *
     * @param state what the server says of that one, as SQLSTATE
     */
    public boolean excuses(String state) {
        return switch (this) {
            case ROWS -> !OF_PARTS.contains(state) && !OF_OBJECTS.contains(state);
            case EXTENSION -> !OF_PARTS.contains(state);
            case ANYTHING -> true;
        };
    }

    /**
     * Whether something in a file may do another thing where something is lacking: a block asks what is there.
     *
     * @param text the file
     */
    public static boolean isSpreadBy(String text) {
        return Footprints.of(text).notSeen().stream().anyMatch(Lack::mayAsk);
    }

    private static boolean mayAsk(NotSeen one) {
        return one.why().isHiding()
                && one.why() != Why.CASCADE
                && one.statement().form() == Form.SQL;
    }
}
