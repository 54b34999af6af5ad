package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * A table of locks in SQLite: one immediate transaction to acquire, one to release, a connection for each thread, every
 * commit forced to the disk. Where the path is held, it is tried again after 1 to 2 ms, since a row does not wait.
 */
final class SqliteContender implements Contender {

    private static final int BUSY_MILLIS = 30_000;

    private final String url;
    private final JournalMode journal;
    private final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Connection> connection = ThreadLocal.withInitial(this::connect);

    SqliteContender(Path directory, JournalMode journal) throws IOException {
        this.url = "jdbc:sqlite:" + Files.createDirectories(directory).resolve("locks.db");
        this.journal = journal;
        try (Statement statement = connection.get().createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS locks (file_path TEXT PRIMARY KEY, locked_by TEXT NOT NULL,"
                            + " feature_id TEXT NOT NULL, timestamp TEXT NOT NULL, operation TEXT NOT NULL) WITHOUT ROWID");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Optional<Grip> acquire(String agent, String path, Duration patience) throws Exception {
        return Patience.tryFor(patience, () -> {
            String sql = "INSERT INTO locks VALUES (?, ?, 'P1', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'write')"
                    + " ON CONFLICT DO NOTHING";
            return updated(sql, path, agent) ? Optional.of(() -> release(agent, path)) : Optional.empty();
        });
    }

    private boolean release(String agent, String path) throws SQLException {
        return updated("DELETE FROM locks WHERE file_path = ? AND locked_by = ?", path, agent);
    }

    private boolean updated(String sql, String path, String agent) throws SQLException {
        Connection mine = connection.get();
        try (Statement transaction = mine.createStatement();
                PreparedStatement statement = mine.prepareStatement(sql)) {
            transaction.execute("BEGIN IMMEDIATE"); // the driver's own transactions begin the next one with each commit
            try {
                statement.setString(1, path);
                statement.setString(2, agent);
                boolean updated = statement.executeUpdate() == 1;
                transaction.execute("COMMIT");
                return updated;
            } catch (SQLException e) {
                transaction.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private Connection connect() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(journal);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        try {
            Connection connection = config.createConnection(url);
            opened.add(connection);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open " + url, e);
        }
    }

    @Override
    public int held() throws SQLException {
        Connection mine = connection.get();
        try (Statement statement = mine.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM locks")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection one : opened) {
            one.close();
        }
    }
}
