package dev.coord.cli.database;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a server says, without what the driver adds to it. */
final class ServerMessage {

    private ServerMessage() {}

    static String of(SQLException failure) {
        ServerErrorMessage said = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = said == null ? failure.getMessage() : said.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("").strip();
    }
}
