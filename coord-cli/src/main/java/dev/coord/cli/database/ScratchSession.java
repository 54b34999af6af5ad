package dev.coord.cli.database;

import dev.coord.content.sql.SqlStatement;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A connection into a scratch database, in which migrations run statement by statement. Of one thread, but what {@link Watch} ends. */
final class ScratchSession implements AutoCloseable {

    /** More is no answer that a migration has a use for. */
    private static final String LARGEST_ANSWER = "16M";

    private final Connection connection;
    private final String database;
    private final Watch watch;

    private ScratchSession(Connection connection, String database, Watch watch) {
        this.connection = connection;
        this.database = database;
        this.watch = watch;
    }

    static ScratchSession open(String jdbc, String database, Properties properties, Limits limits, Watch watch)
            throws SQLException {
        Properties mine = new Properties();
        mine.putAll(properties);
        mine.setProperty("preferQueryMode", "simple"); // the server itself tells where a statement ends
        mine.setProperty("maxResultBuffer", LARGEST_ANSWER);
        ScratchSession session = new ScratchSession(Server.connect(jdbc, mine), database, watch);
        try {
            session.quick("set statement_timeout = " + limits.statement().toMillis());
            session.quick("set jit = off"); // short questions of the catalogue would wait for it
            session.quick("set lock_timeout = " + limits.lock().toMillis());
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** What is asked of the catalogue where names are qualified, and nothing of the database's stands before the server's own. */
    interface Question<T> {

        T asked(Connection connection) throws SQLException;
    }

    /** Asks in the session itself, which sees what a transaction has done that goes on. What its statements see stays the same. */
    <T> T ask(Question<T> question) throws SQLException {
        boolean isLocal = isInTransaction();
        String path = quick("select pg_catalog.current_setting('search_path')");
        path(isLocal, "pg_catalog, pg_temp");
        T answer = question.asked(connection);
        path(isLocal, path);
        return answer;
    }

    private void path(boolean isLocal, String path) throws SQLException {
        quick("select pg_catalog.set_config('search_path', '" + path.replace("'", "''") + "', " + isLocal + ")");
    }

    private boolean isInTransaction() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    /** Runs one statement as it is. */
    void run(SqlStatement statement) throws SQLException {
        watch.begin(connection, database);
        try {
            if (statement.form() == SqlStatement.Form.COPY) {
                new CopyManager(connection.unwrap(BaseConnection.class))
                        .copyIn(statement.text(), new StringReader(statement.copied()));
            } else {
                quick(statement.text());
            }
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        } finally {
            watch.end();
        }
    }

    /**
     * Runs something in a transaction of which nothing stays.
     *
     * @param <T> what comes out
     * @param work asks and changes what it likes, but for transactions
     * @throws SQLException if it fails; nothing of it stays either, unless the connection is gone
     */
    <T> T undone(Question<T> work) throws SQLException {
        quick("begin");
        try {
            return work.asked(connection);
        } finally {
            if (!connection.isClosed()) {
                quick("rollback");
            }
        }
    }

    /** Whether nothing can be asked any more. */
    boolean isGone() throws SQLException {
        return connection.isClosed();
    }

    /** A migration has ended: what it set does not count for the next. */
    void endMigration() throws SQLException {
        if (isInTransaction()) {
            quick("commit");
        }
        quick("discard all");
    }

    /** Runs it, and tells the first value of what it answers. */
    private String quick(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
