package dev.coord.cli.database;

import dev.coord.FeatureId;
import dev.coord.cli.database.Applying.Applied;
import dev.coord.cli.database.Applying.Failed;
import dev.coord.cli.database.Applying.Unending;
import dev.coord.cli.database.Server.Unusable;
import dev.coord.content.footprint.Lack;
import dev.coord.content.sql.PsqlCommand;
import dev.coord.content.sql.SqlEffect;
import dev.coord.content.sql.SqlSplitter;
import dev.coord.content.sql.SqlStatement;
import dev.coord.core.run.event.RunNotice;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Difference;
import dev.coord.schema.SchemaReport.Ending;
import dev.coord.schema.SchemaReport.Failure;
import dev.coord.schema.SchemaReport.NotRun;
import dev.coord.schema.SchemaReport.NotTried;
import dev.coord.schema.SchemaReport.PairTrial;
import dev.coord.schema.SchemaReport.PairVerdict;
import dev.coord.schema.SchemaReport.Statement;
import dev.coord.schema.SchemaReport.Touched;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One trial on a server, on the thread that does the work. Whoever begins it drops what is left. */
final class DatabaseTrial {

    private static final String EMPTY = "template0";
    private static final int EVIDENCE = 10;

    private final DatabaseUrl url;
    private final Server server;
    private final Limits limits;
    private final Watch watch;
    private final SchemaWork work;
    private final String name;
    private final Optional<String> role;
    private final boolean hasLog;
    private final List<NotRun> notRun = new ArrayList<>();
    private final List<Touched> touched = new ArrayList<>();
    private final Unending unending;
    private final Progress progress;
    private final Set<FeatureId> lost = new HashSet<>();
    /** What is lacking since some of the target's own was not run. */
    private final Set<Lack> lacks = EnumSet.noneOf(Lack.class);

    private int made;

    /**
     * Begins.
     *
     * @param name noted already, so that what is made from here on can be dropped by somebody else
     * @param unending what did not come to an end in earlier trials, and in this one
     * @param progress is told how far it is
     */
    DatabaseTrial(
            DatabaseUrl url,
            Server server,
            Limits limits,
            Watch watch,
            SchemaWork work,
            String name,
            Unending unending,
            Progress progress)
            throws SQLException {
        this.url = url;
        this.server = server;
        this.limits = limits;
        this.watch = watch;
        this.work = work;
        this.name = name;
        this.unending = unending;
        this.progress = progress;
        hasLog = server.rights().isSuper();
        server.named(name);
        if (server.rights().isolation() == Isolation.OWN_ROLE) {
            server.makeRole(name);
            role = Optional.of(name);
        } else {
            role = Optional.empty();
        }
    }

    SchemaReport report() throws SQLException, Unusable {
        String base = emptyDatabase();
        Applied applied = Applied.NOTHING;
        if (!work.base().isEmpty()) {
            try (ScratchSession session = enter(base)) {
                applied = Applying.base(work.base(), session, server, watch, unending, progress::applied);
            }
        }
        if (applied.failure().isPresent()) {
            Failed failed = applied.failure().get();
            return new NotTried("the target's own migrations do not apply to an empty database: "
                    + failed.statement().path() + ":" + failed.statement().line() + ": " + failed.message());
        }
        notRun.addAll(applied.notRun());
        lacks.addAll(applied.lacks());
        Optional<Failure> failure = wave(base);
        List<PairTrial> pairs = pairs(base);
        return new Tried(
                "PostgreSQL " + server.rights().version(),
                failure,
                pairs,
                touched,
                List.copyOf(new LinkedHashSet<>(notRun)));
    }

    /** What has lost against one feature does not land as it is, whatever it meets besides. */
    private List<PairTrial> pairs(String base) throws SQLException, Unusable {
        List<PairTrial> pairs = new ArrayList<>();
        try (RolledBack rolledBack = new RolledBack(base)) {
            for (Pair pair : work.pairs()) {
                if (!lost.contains(pair.earlier()) && !lost.contains(pair.later())) {
                    PairVerdict verdict = verdict(base, pair, rolledBack);
                    if (verdict instanceof PairVerdict.Differs || verdict instanceof PairVerdict.Fails) {
                        lost.add(pair.later());
                    }
                    pairs.add(new PairTrial(pair, verdict));
                }
                progress.decided();
            }
        }
        return pairs;
    }

    /**
     * One database in which both orders of pairs are tried, each in a transaction that is rolled back: far cheaper than databases of their own, and
     * the same where that leaves nothing behind. What fails is tried again in databases of its own, since a transaction may be why.
     */
    private final class RolledBack implements AutoCloseable {

        private final String base;
        private Optional<ScratchSession> session = Optional.empty();
        private Optional<String> database = Optional.empty();

        RolledBack(String base) {
            this.base = base;
        }

        /** The schemas after both orders; none where they have to be found out otherwise. */
        Optional<Schemas> after(Pair pair) throws SQLException, Unusable {
            if (unending.isIn(added(pair.earlier()).migrations())
                    || unending.isIn(added(pair.later()).migrations())) {
                return Optional.empty();
            }
            List<SqlStatement> earlier = statements(pair.earlier());
            List<SqlStatement> later = statements(pair.later());
            if (!Stream.concat(earlier.stream(), later.stream()).allMatch(this::leavesNothing)) {
                return Optional.empty();
            }
            if (session.isEmpty()) {
                database = Optional.of(copy(base));
                session = Optional.of(enter(database.get()));
            }
            try {
                return Optional.of(
                        new Schemas(after(session.get(), earlier, later), after(session.get(), later, earlier)));
            } catch (SQLException e) { // databases of its own tell what it is
                if (session.get().isGone()) {
                    close();
                }
                return Optional.empty();
            }
        }

        private boolean leavesNothing(SqlStatement statement) {
            return SqlEffect.isUndoneByRollback(statement)
                    && statement.placeholder().isEmpty()
                    && server.rights().isolation().refusal(statement).isEmpty();
        }

        private SortedMap<SchemaObject, String> after(
                ScratchSession in, List<SqlStatement> first, List<SqlStatement> second) throws SQLException {
            return in.undone(connection -> {
                for (SqlStatement statement : first) {
                    in.run(statement);
                }
                for (SqlStatement statement : second) {
                    in.run(statement);
                }
                return in.ask(Catalogue::read);
            });
        }

        @Override
        public void close() throws SQLException {
            if (session.isPresent()) {
                session.get().close();
                session = Optional.empty();
                server.drop(database.get());
            }
        }
    }

    /** What both orders come to. */
    private record Schemas(SortedMap<SchemaObject, String> earlierFirst, SortedMap<SchemaObject, String> laterFirst) {}

    private List<SqlStatement> statements(FeatureId feature) {
        return added(feature).migrations().stream()
                .flatMap(migration -> SqlSplitter.split(migration.text()).stream())
                .filter(statement -> !PsqlCommand.isSetting(statement))
                .toList();
    }

    /** What fails for certain is the end: the wave is tried again without it. Behind what is not certain all others are tried. */
    private Optional<Failure> wave(String base) throws SQLException, Unusable {
        boolean isAlone = work.features().size() == 1 && work.pairs().isEmpty();
        String all = isAlone ? base : copy(base); // nothing else needs the base as it is
        List<Added> earlier = new ArrayList<>();
        Optional<Failed> end = Optional.empty();
        ScratchSession session = enter(all);
        try {
            Set<Lack> lacking = EnumSet.noneOf(Lack.class);
            lacking.addAll(lacks);
            List<Migration> applied = new ArrayList<>(work.base());
            for (Added added : work.features()) {
                Applied one = apply(added, session, progress::applied);
                touched.addAll(one.touched());
                notRun.addAll(one.notRun());
                lacking.addAll(one.lacks());
                applied.addAll(added.migrations());
                if (one.failure().isPresent()) {
                    if (one.failure().get().isCertain(lacking, applied)) {
                        end = one.failure();
                        break;
                    }
                    tellUncertain(added.feature(), one.failure().get());
                    lacking.add(Lack.ANYTHING);
                    session = againIn(all, session);
                }
                earlier.add(added);
            }
        } finally {
            session.close();
            if (!isAlone) {
                server.drop(all);
            }
        }
        if (end.isEmpty()) {
            return Optional.empty();
        }
        Failed failed = end.get();
        Added failing = work.features().get(earlier.size());
        return Optional.of(
                new Failure(failing.feature(), failed.statement(), failed.message(), after(base, failing, earlier)));
    }

    /** What a migration that failed has open or set does not count for the next. */
    private ScratchSession againIn(String database, ScratchSession session) throws SQLException, Unusable {
        session.close();
        return enter(database);
    }

    private void tellUncertain(FeatureId feature, Failed failed) {
        if (notRun.stream().anyMatch(one -> one.statement().equals(failed.statement()))) {
            return;
        }
        notRun.add(new NotRun(
                Optional.of(feature),
                failed.statement(),
                failed.message() + ", which may be because of what was not run before it",
                Ending.FAILED));
    }

    /** The feature with which it begins to fail; none if it fails without any. */
    private Optional<FeatureId> after(String base, Added failing, List<Added> earlier) throws SQLException, Unusable {
        if (earlier.isEmpty() || failsOn(base, failing)) {
            return Optional.empty();
        }
        String growing = copy(base);
        for (Added one : earlier) {
            try (ScratchSession session = enter(growing)) {
                apply(one, session);
            }
            if (failsOn(growing, failing)) {
                return Optional.of(one.feature());
            }
        }
        return earlier.stream().map(Added::feature).reduce((first, second) -> second);
    }

    private boolean failsOn(String template, Added added) throws SQLException, Unusable {
        String database = copy(template);
        try (ScratchSession session = enter(database)) {
            return apply(added, session).failure().isPresent();
        } finally {
            server.drop(database);
        }
    }

    /** Both features one after the other. */
    private record Order(List<Applied> applied, List<FeatureId> features, SortedMap<SchemaObject, String> schema) {

        Optional<Failure> failure() {
            Applied last = applied.get(applied.size() - 1);
            FeatureId feature = features.get(applied.size() - 1);
            return last.failure()
                    .map(failed -> new Failure(
                            feature,
                            failed.statement(),
                            failed.message(),
                            applied.size() > 1 ? Optional.of(features.get(0)) : Optional.empty()));
        }

        Optional<String> doubt() {
            for (Applied one : applied) {
                if (one.doubt().isPresent()) {
                    NotRun first = one.doubt().get();
                    return Optional.of(first.statement().path() + ":"
                            + first.statement().line() + " " + first.ending().told() + ": " + first.why());
                }
            }
            return Optional.empty();
        }
    }

    private PairVerdict verdict(String base, Pair pair, RolledBack rolledBack) throws SQLException, Unusable {
        Optional<String> over = watch.isOver();
        if (over.isPresent()) {
            return new PairVerdict.Unknown("it was not tried: " + over.get());
        }
        Optional<Schemas> both = rolledBack.after(pair);
        if (both.isPresent()) {
            List<Difference> differences = differences(pair, both.get(), touched);
            return differences.isEmpty() ? new PairVerdict.Commutes() : new PairVerdict.Differs(differences);
        }
        Order earlierFirst = order(base, pair.earlier(), pair.later());
        Order laterFirst = order(base, pair.later(), pair.earlier());
        Optional<String> doubt = earlierFirst.doubt().or(laterFirst::doubt);
        Optional<Failure> failure = earlierFirst.failure().or(laterFirst::failure);
        if (failure.isPresent()) {
            boolean inBoth =
                    earlierFirst.failure().isPresent() && laterFirst.failure().isPresent();
            return isCertain(earlierFirst.failure().isPresent() ? earlierFirst : laterFirst)
                    ? new PairVerdict.Fails(failure.get(), inBoth)
                    : new PairVerdict.Unknown(doubt.orElse("a statement of the target's own migrations was not run"));
        }
        List<Touched> by = new ArrayList<>();
        List.of(earlierFirst, laterFirst)
                .forEach(order -> order.applied().forEach(applied -> by.addAll(applied.touched())));
        List<Difference> differences = differences(pair, new Schemas(earlierFirst.schema(), laterFirst.schema()), by);
        if (!differences.isEmpty()) {
            return new PairVerdict.Differs(differences);
        }
        return doubt.<PairVerdict>map(PairVerdict.Unknown::new).orElseGet(PairVerdict.Commutes::new);
    }

    /** Whether what failed would do so elsewhere, too. */
    private boolean isCertain(Order order) {
        Set<Lack> lacking = EnumSet.noneOf(Lack.class);
        lacking.addAll(lacks);
        List<Migration> applied = new ArrayList<>(work.base());
        for (int i = 0; i < order.applied().size(); i++) {
            lacking.addAll(order.applied().get(i).lacks());
            applied.addAll(added(order.features().get(i)).migrations());
        }
        Applied last = order.applied().get(order.applied().size() - 1);
        return last.failure()
                .filter(failed -> failed.isCertain(lacking, applied))
                .isPresent();
    }

    private Order order(String base, FeatureId first, FeatureId second) throws SQLException, Unusable {
        String database = copy(base);
        List<Applied> applied = new ArrayList<>();
        try (ScratchSession session = enter(database)) {
            for (FeatureId feature : List.of(first, second)) {
                applied.add(apply(added(feature), session));
                if (applied.get(applied.size() - 1).failure().isPresent()) {
                    return new Order(applied, List.of(first, second), new java.util.TreeMap<>());
                }
            }
            return new Order(applied, List.of(first, second), session.ask(Catalogue::read));
        } finally {
            server.drop(database);
        }
    }

    private static List<Difference> differences(Pair pair, Schemas schemas, List<Touched> by) {
        Set<SchemaObject> all = new TreeSet<>(schemas.earlierFirst().keySet());
        all.addAll(schemas.laterFirst().keySet());
        List<Difference> differences = new ArrayList<>();
        for (SchemaObject object : all) {
            Optional<String> one = Optional.ofNullable(schemas.earlierFirst().get(object));
            Optional<String> other = Optional.ofNullable(schemas.laterFirst().get(object));
            if (!one.equals(other)) {
                differences.add(new Difference(object.kind(), object.name(), one, other, evidence(pair, object, by)));
            }
        }
        return differences;
    }

    private static List<Statement> evidence(Pair pair, SchemaObject object, List<Touched> by) {
        List<Statement> evidence = new ArrayList<>();
        for (FeatureId feature : List.of(pair.earlier(), pair.later())) {
            by.stream()
                    .filter(one -> one.feature().equals(feature))
                    .filter(one -> new SchemaObject(one.kind(), one.name()).isAbout(object))
                    .map(Touched::statement)
                    .distinct()
                    .sorted(Comparator.comparing(Statement::path).thenComparing(Statement::line))
                    .limit(EVIDENCE)
                    .forEach(evidence::add);
        }
        return evidence;
    }

    private Applied apply(Added added, ScratchSession session) throws SQLException {
        return apply(added, session, () -> {});
    }

    private Applied apply(Added added, ScratchSession session, Runnable each) throws SQLException {
        return Applying.feature(added.feature(), added.migrations(), session, server, watch, unending, each, hasLog);
    }

    private Added added(FeatureId feature) {
        return work.features().stream()
                .filter(one -> one.feature().equals(feature))
                .findFirst()
                .orElseGet(() -> new Added(feature, List.<Migration>of()));
    }

    private String emptyDatabase() throws SQLException {
        String database = make(EMPTY);
        if (hasLog) {
            try (Connection virgin = Server.connect(url.jdbc(database), url.properties())) {
                ChangeLog.install(virgin);
            }
        }
        return database;
    }

    private String copy(String template) throws SQLException {
        return make(template);
    }

    private String make(String template) throws SQLException {
        String database = name + "_" + ++made;
        server.make(database, template, role);
        return database;
    }

    private ScratchSession enter(String database) throws SQLException, Unusable {
        Properties inside = url.properties();
        if (role.isPresent()) {
            String password = Passwords.random();
            server.letIn(name, password, limits.growth());
            inside = url.properties(name, Optional.of(password));
        }
        try {
            return ScratchSession.open(url.jdbc(database), database, inside, limits, watch);
        } catch (SQLException e) {
            if (role.isEmpty() || e.getSQLState() == null || !e.getSQLState().startsWith("28")) {
                throw e;
            }
            throw new Unusable(
                    "the server " + url.server() + " lets no role of coord's own sign in, which keeps migrations"
                            + " inside of their database: " + ServerMessage.of(e)
                            + "; give a role that may make databases and nothing"
                            + " else, or say --database-disposable where there is nothing to lose");
        }
    }

    /** How far a trial is. One thread counts, another asks. */
    static final class Progress {

        private final SchemaWork work;
        private final AtomicInteger applied = new AtomicInteger();
        private final AtomicInteger decided = new AtomicInteger();

        Progress(SchemaWork work) {
            this.work = work;
        }

        /** One more migration is applied in the order of the wave. */
        void applied() {
            applied.incrementAndGet();
        }

        /** One more pair is decided. */
        void decided() {
            decided.incrementAndGet();
        }

        RunNotice notice() {
            int migrations = work.base().size()
                    + work.features().stream()
                            .mapToInt(added -> added.migrations().size())
                            .sum();
            return new RunNotice.TryingMigrations(
                    work.features().size(),
                    migrations,
                    applied.get(),
                    work.pairs().size(),
                    decided.get());
        }
    }
}
