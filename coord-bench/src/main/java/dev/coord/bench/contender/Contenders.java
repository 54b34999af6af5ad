package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** The contenders by name. */
public final class Contenders {

    /** coord with the durability it has by default. */
    public static final String COORD = "coord";

    /** The specification's shell agents. */
    public static final String JQ = "jq-mv";

    /** SQLite with a write-ahead log. */
    public static final String SQLITE_WAL = "sqlite-wal";

    /** SQLite with a rollback journal that is deleted. */
    public static final String SQLITE_DELETE = "sqlite-delete";

    /** Maven Resolver's file locks as they are by default. */
    public static final String RESOLVER = "resolver";

    /** Maven Resolver's file locks, told to let the lock files lie. */
    public static final String RESOLVER_KEEPING = "resolver-keeping";

    /** A file updated under JGit's lock file. */
    public static final String JGIT = "jgit";

    private Contenders() {}

    /**
     * Opens a contender in this process.
     *
     * @param name its name, as {@link BareWriting#name} gives it for the floor
     * @param directory where it keeps what it keeps
     * @return the contender
     * @throws IOException if that fails
     */
    public static Contender open(String name, Path directory) throws IOException {
        if (name.startsWith(BareWriting.PREFIX)) {
            return BareWriting.parse(name, directory);
        }
        return switch (name) {
            case COORD -> new CoordContender(directory);
            case JQ -> new JqContender(directory);
            case SQLITE_WAL -> new SqliteContender(directory, SQLiteConfig.JournalMode.WAL);
            case SQLITE_DELETE -> new SqliteContender(directory, SQLiteConfig.JournalMode.DELETE);
            case RESOLVER, RESOLVER_KEEPING -> new ResolverContender(directory);
            case JGIT -> new JGitContender(directory);
            default -> throw new IllegalArgumentException("there is no contender '" + name + "'");
        };
    }

    /**
     * What a process needs on its command line to open a contender.
     *
     * @param name its name
     * @param directory where it keeps what it keeps
     * @return options of the JVM
     */
    public static List<String> jvmOptions(String name, Path directory) {
        return switch (name) {
            case SQLITE_WAL, SQLITE_DELETE ->
                List.of("-Dorg.sqlite.tmpdir=" + directory); // a killed JVM leaves a library
            case RESOLVER_KEEPING -> List.of("-Daether.named.file-lock.deleteLockFiles=false");
            default -> List.of();
        };
    }
}
