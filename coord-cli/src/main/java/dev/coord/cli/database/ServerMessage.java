package dev.coord.cli.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a server says, without what the driver adds to it. */
final class ServerMessage {

    private ServerMessage() {}

    /** Roles are of the server, and others have others. No code tells it from other objects, and its text is in any language. */
    static boolean isOfMissingRole(SQLException failure) {
        ServerErrorMessage said = said(failure);
        return said != null
                && "42704".equals(said.getSQLState())
                && String.valueOf(said.getRoutine()).startsWith("get_role");
    }

    /** Whether it is the text of the statement itself that is no SQL, and not what a function puts together. */
    static boolean isOfItsText(SQLException failure) {
        ServerErrorMessage said = said(failure);
        return said != null && "42601".equals(said.getSQLState()) && !isOfFunction(failure);
    }

    /** Whether it is what a function or a block ran that failed. */
    static boolean isOfFunction(SQLException failure) {
        ServerErrorMessage said = said(failure);
        return said != null && (said.getInternalQuery() != null || said.getWhere() != null);
    }

    private static @Nullable ServerErrorMessage said(SQLException failure) {
        return failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
    }

    static String of(SQLException failure) {
        ServerErrorMessage said = said(failure);
        String message = said == null ? failure.getMessage() : said.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("").strip();
    }
}
