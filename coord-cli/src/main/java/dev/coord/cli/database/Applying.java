package dev.coord.cli.database;

import dev.coord.FeatureId;
import dev.coord.cli.database.ChangeLog.Change;
import dev.coord.content.footprint.Lack;
import dev.coord.content.sql.PsqlCommand;
import dev.coord.content.sql.SqlEffect;
import dev.coord.content.sql.SqlSplitter;
import dev.coord.content.sql.SqlStatement;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport.Action;
import dev.coord.schema.SchemaReport.Ending;
import dev.coord.schema.SchemaReport.NotRun;
import dev.coord.schema.SchemaReport.Statement;
import dev.coord.schema.SchemaReport.Touched;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Applies the migrations of one feature, or of the target, in a session. */
final class Applying {

    private static final int SHOWN = 300;

    /**
     * No rights, a part or a schema that the server does not have, or a place in which it cannot be: nothing about what it would have done
     * where it is meant to run.
     */
    private static final Set<String> NOT_HERE = Set.of("42501", "0A000", "25P01", "58P01", "3F000");

    /** As the server does when its time is over. */
    private static final String CANCELLED = "57014";

    /** Its time, the wait for a lock, room on disk. */
    private static final Set<String> OUT_OF_LIMITS = Set.of(CANCELLED, "55P03", "53100", "53200", "53400");

    private final ScratchSession session;
    private final Server server;
    private final Watch watch;
    private final Unending unending;
    private final boolean hasLog;
    private final @Nullable FeatureId feature;
    private final List<Touched> touched = new ArrayList<>();
    private final List<NotRun> notRun = new ArrayList<>();
    private final Set<Lack> lacks = EnumSet.noneOf(Lack.class);
    private final Set<String> variables = new TreeSet<>();
    private @Nullable NotRun doubt;
    private SortedMap<SchemaObject, String> before = new TreeMap<>();
    private long noted;
    /** Statements that change rows, whose triggers may have changed the schema: the last of those that nobody has looked after. */
    private @Nullable Statement unread;

    private Applying(
            ScratchSession session,
            Server server,
            Watch watch,
            Unending unending,
            boolean hasLog,
            @Nullable FeatureId feature) {
        this.session = session;
        this.server = server;
        this.watch = watch;
        this.unending = unending;
        this.hasLog = hasLog;
        this.feature = feature;
    }

    /**
     * What came out.
     *
     * @param touched what was touched, in order
     * @param notRun what was not run, in order
     * @param doubt the first of it without which something is lacking
     * @param lacks what is lacking without it
     * @param failure what failed, which is the end
     */
    record Applied(
            List<Touched> touched,
            List<NotRun> notRun,
            Optional<NotRun> doubt,
            Set<Lack> lacks,
            Optional<Failed> failure) {

        /** Of no migrations. */
        static final Applied NOTHING = new Applied(List.of(), List.of(), Optional.empty(), Set.of(), Optional.empty());
    }

    /**
     * A statement that failed.
     *
     * @param statement which
     * @param message what the server said
     * @param cause why
     * @param state the same as SQLSTATE; nothing where a function failed
     */
    record Failed(Statement statement, String message, Cause cause, String state) {

        /**
         * Whether it would fail elsewhere, too.
         *
         * @param lacks what is lacking
         * @param applied what was applied in its database, itself included
         */
        boolean isCertain(Set<Lack> lacks, List<Migration> applied) {
            return switch (cause) {
                case ITSELF -> true;
                case LIMITS -> false;
                case WHAT_IS_THERE ->
                    lacks.isEmpty()
                            || (lacks.stream().noneMatch(lack -> lack.excuses(state))
                                    && applied.stream().map(Migration::text).noneMatch(Lack::isSpreadBy));
            };
        }
    }

    /** Why a statement fails. */
    enum Cause {
        /** It is no SQL, whatever is there. */
        ITSELF,
        /** It does not fit what is there. */
        WHAT_IS_THERE,
        /** It was not brought to its end. */
        LIMITS
    }

    /** The target's own: what they touch is of no interest. */
    static Applied base(
            List<Migration> migrations,
            ScratchSession session,
            Server server,
            Watch watch,
            Unending unending,
            Runnable each)
            throws SQLException {
        return new Applying(session, server, watch, unending, false, null).all(migrations, each);
    }

    /**
     * Those of a feature.
     *
     * @param unending what did not come to an end is noted there, and not run again
     * @param each is run after each migration
     * @param hasLog whether a {@link ChangeLog} was begun in the database
     */
    static Applied feature(
            FeatureId feature,
            List<Migration> migrations,
            ScratchSession session,
            Server server,
            Watch watch,
            Unending unending,
            Runnable each,
            boolean hasLog)
            throws SQLException {
        return new Applying(session, server, watch, unending, hasLog, feature).all(migrations, each);
    }

    private Applied all(List<Migration> migrations, Runnable each) throws SQLException {
        if (feature != null) {
            before = session.ask(Catalogue::read);
            noted = hasLog ? session.ask(ChangeLog::latest) : 0;
        }
        for (int i = 0; i < migrations.size(); i++) {
            List<Migration> until = migrations.subList(0, i + 1);
            variables.clear();
            for (SqlStatement statement : SqlSplitter.split(migrations.get(i).text())) {
                Optional<Failed> failed = one(until, statement);
                if (failed.isPresent()) {
                    return applied(failed);
                }
            }
            noteUnread();
            session.endMigration();
            each.run();
        }
        return applied(Optional.empty());
    }

    private Applied applied(Optional<Failed> failure) {
        return new Applied(touched, notRun, Optional.ofNullable(doubt), lacks, failure);
    }

    private Optional<Failed> one(List<Migration> until, SqlStatement sql) throws SQLException {
        if (PsqlCommand.isSetting(sql)) {
            PsqlCommand.variable(sql).ifPresent(variables::add);
            return Optional.empty();
        }
        Statement statement = new Statement(until.get(until.size() - 1).path(), sql.line(), shortened(sql.text()));
        Optional<String> refusal = server.rights()
                .isolation()
                .refusal(sql)
                .or(() -> sql.placeholder()
                        .or(() -> PsqlCommand.placeholder(sql, variables))
                        .map(one -> "its tool puts a value in the place of '" + one + "'"));
        Optional<String> over = watch.isOver();
        if (over.isPresent()) {
            notRun(sql, statement, over.get(), Ending.NOT_BEGUN);
            return Optional.of(new Failed(statement, over.get(), Cause.LIMITS, ""));
        }
        if (refusal.isPresent()) {
            notRun(sql, statement, refusal.get(), Ending.NOT_BEGUN);
            return Optional.empty();
        }
        Optional<String> before = unending.why(until, sql.line());
        if (before.isPresent()) {
            return Optional.of(notEnded(sql, statement, before.get()));
        }
        boolean isOfRows = SqlEffect.isOfRows(sql);
        if (!isOfRows) {
            noteUnread();
        }
        try {
            session.run(sql);
        } catch (SQLException e) {
            return failed(sql, statement, until, e);
        }
        if (isOfRows) {
            unread = statement;
        } else if (feature != null) {
            note(statement);
        }
        return Optional.empty();
    }

    /** The catalogue is read once for all of them: there may be thousands. */
    private void noteUnread() throws SQLException {
        Statement last = unread;
        unread = null;
        if (last != null && feature != null) {
            note(last);
        }
    }

    /** @throws SQLException if it is not the statement's doing that the connection is gone: then nothing is known of anything */
    private Optional<Failed> failed(SqlStatement sql, Statement statement, List<Migration> until, SQLException failure)
            throws SQLException {
        Optional<String> ended = watch.ended();
        String state = String.valueOf(failure.getSQLState());
        if (ended.isEmpty() && isOfConnection(state)) {
            if (!server.isThere()) {
                throw failure;
            }
            ended = Optional.of("its connection ended with it");
        }
        if (ended.isPresent() || OUT_OF_LIMITS.contains(state)) {
            String why = ended.orElseGet(() -> ServerMessage.of(failure));
            if (watch.ended().isPresent() || state.equals(CANCELLED)) {
                unending.note(until, statement.line(), why);
            }
            return Optional.of(notEnded(sql, statement, why));
        }
        if (NOT_HERE.contains(state) || ServerMessage.isOfMissingRole(failure)) {
            notRun(sql, statement, ServerMessage.of(failure), Ending.FAILED);
            return Optional.empty();
        }
        Cause cause = ServerMessage.isOfItsText(failure) ? Cause.ITSELF : Cause.WHAT_IS_THERE;
        String mine = ServerMessage.isOfFunction(failure) ? "" : state;
        return Optional.of(new Failed(statement, ServerMessage.of(failure), cause, mine));
    }

    private Failed notEnded(SqlStatement sql, Statement statement, String why) {
        notRun(sql, statement, why, Ending.CUT);
        return new Failed(statement, why, Cause.LIMITS, "");
    }

    private void notRun(SqlStatement sql, Statement statement, String why, Ending ending) {
        NotRun one = new NotRun(Optional.ofNullable(feature), statement, why, ending);
        notRun.add(one);
        Optional<Lack> lack = Lack.of(sql);
        lack.ifPresent(lacks::add);
        if (doubt == null && lack.isPresent()) {
            doubt = one;
        }
    }

    private static boolean isOfConnection(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    private void note(Statement statement) throws SQLException {
        Set<Change> changes = new LinkedHashSet<>();
        if (hasLog) {
            changes.addAll(session.ask(connection -> ChangeLog.since(connection, noted)));
            noted = session.ask(ChangeLog::latest);
        }
        SortedMap<SchemaObject, String> after = session.ask(Catalogue::read);
        for (Map.Entry<SchemaObject, String> object : after.entrySet()) {
            String was = before.get(object.getKey());
            if (!object.getValue().equals(was)) {
                changes.add(new Change(was == null ? Action.CREATE : Action.ALTER, object.getKey()));
            }
        }
        before.keySet().stream()
                .filter(object -> !after.containsKey(object))
                .forEach(object -> changes.add(new Change(Action.DROP, object)));
        before = after;
        FeatureId mine = java.util.Objects.requireNonNull(feature);
        changes.forEach(change -> touched.add(new Touched(
                mine, change.action(), change.object().kind(), change.object().name(), statement)));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** Statements that did not come to an end in their time, so that nobody waits for them again. Safe from several threads. */
    static final class Unending {

        private final Map<Place, String> known = new ConcurrentHashMap<>();

        /** A statement with what was applied up to it, by content. */
        private record Place(List<Migration> migrations, int line) {}

        void note(List<Migration> migrations, int line, String why) {
            known.put(new Place(List.copyOf(migrations), line), why);
        }

        /**
         * Why it did not come to an end.
         *
         * @param migrations those of its feature up to its own
         */
        Optional<String> why(List<Migration> migrations, int line) {
            return known.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(known.get(new Place(List.copyOf(migrations), line)));
        }

        /** Whether one of them is among these. */
        boolean isIn(List<Migration> migrations) {
            return known.keySet().stream()
                    .map(Place::migrations)
                    .anyMatch(until ->
                            until.size() <= migrations.size() && until.equals(migrations.subList(0, until.size())));
        }
    }
}
