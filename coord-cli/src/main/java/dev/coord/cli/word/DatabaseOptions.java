package dev.coord.cli.word;

import dev.coord.CoordinationException.BadInput;
import dev.coord.cli.database.DatabaseUrl;
import dev.coord.cli.database.PostgresTrial;
import dev.coord.cli.shell.Shell;
import dev.coord.content.ContentMigrations;
import dev.coord.core.run.event.RunNotice;
import dev.coord.git.GitRollback;
import dev.coord.git.GitStart;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --database} and {@code --database-disposable}: where migrations are tried. */
public final class DatabaseOptions {

    private static final String VARIABLE = "COORD_DATABASE";

    @Option(
            names = "--database",
            parameterConsumer = Word.class,
            paramLabel = "URL",
            description =
                    "A PostgreSQL server, as postgres://USER@HOST:5432/postgres, on whose scratch databases migrations are tried: those"
                            + " of each wave before it is tested, in the order in which it lands, and in both orders where two features"
                            + " change one thing; of a rollback those that are left. The role needs CREATEDB and nothing else. A password belongs into $COORD_DATABASE,"
                            + " which has the whole URL, into $PGPASSWORD or ~/.pgpass. Default: $COORD_DATABASE; without that none.")
    private @Nullable String database;

    @Option(
            names = "--database-disposable",
            description =
                    "Says that nothing on that server is worth anything: migrations run with all rights of the role, and nothing that"
                            + " they do to other databases, roles or files is kept from them.")
    private boolean disposable;

    /** Says it to what is about to begin, once the server was asked whether it can be used. */
    public void tell(
            GitStart<?> start, Shell shell, Path home, Predicate<String> migrations, Consumer<RunNotice> watcher) {
        url(shell.environment())
                .ifPresent(url -> start.schemaTrial(
                        ContentMigrations.schemas(ContentMigrations.reader(migrations)),
                        PostgresTrial.on(url, disposable, home, watcher)));
    }

    /** Says it to what takes work back. Where the server cannot be used, that is told once something has to be tried, and stops nothing. */
    public void tell(
            GitRollback rollback, Shell shell, Path home, Predicate<String> migrations, Consumer<RunNotice> watcher) {
        url(shell.environment())
                .ifPresent(url -> rollback.schemaTrial(
                        ContentMigrations.remaining(ContentMigrations.reader(migrations)),
                        PostgresTrial.unasked(url, disposable, home, watcher)));
    }

    /** Whether something was said by options. */
    public boolean isSaid() {
        return database != null || disposable;
    }

    private Optional<DatabaseUrl> url(Map<String, String> environment) {
        if (database != null && DatabaseUrl.hasPassword(database)) {
            throw new BadInput(
                    "a password on the command line is seen by whoever lists processes, agents among them; put the URL into"
                            + " $" + VARIABLE + " instead of --database");
        }
        if (database != null && database.isBlank()) {
            throw new BadInput("--database is empty; give the URL of a server, or leave it out");
        }
        String url = database == null ? environment.getOrDefault(VARIABLE, "") : database;
        if (url.isBlank() && disposable) {
            throw new BadInput("--database-disposable goes with --database or $" + VARIABLE);
        }
        return url.isBlank() ? Optional.empty() : Optional.of(parsed(url, environment));
    }

    private DatabaseUrl parsed(String url, Map<String, String> environment) {
        try {
            return DatabaseUrl.parse(url, environment);
        } catch (BadInput e) {
            throw new BadInput((database == null ? "$" + VARIABLE : "--database") + ": " + e.getMessage());
        }
    }
}
