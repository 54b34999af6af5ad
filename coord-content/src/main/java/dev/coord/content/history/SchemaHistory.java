package dev.coord.content.history;

import dev.coord.content.footprint.Footprint.Mention;
import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.Footprint.Seen;
import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Guard;
import dev.coord.content.sql.SqlStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What migrations make of a schema, one after the other, by what their texts say. What no migration makes may be there all the same, so
 * that only what is known to be made by one can be missing; and what a block, a cascade or another statement may have made or dropped
 * is neither missing nor there twice.
 */
public final class SchemaHistory {

    /** What PostgreSQL makes of by itself, such as indexes and sequences, is not among them. */
    private static final Set<Kind> ONLY_MADE = EnumSet.of(Kind.TABLE, Kind.VIEW, Kind.TYPE);

    private final Makers makers;
    private final Standings standings = new Standings();
    private final HiddenChanges hidden = new HiddenChanges();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> strangers = new ArrayList<>();

    private SchemaHistory(Makers makers) {
        this.makers = makers;
    }

    /**
     * A statement that cannot run.
     *
     * @param path the migration
     * @param statement which one
     * @param object what it is about, as it is called
     * @param maker the last migration that makes it where all apply; empty where none does
     * @param isTwice whether it makes what is there; otherwise it needs what is not
     */
    public record Fault(String path, SqlStatement statement, String object, String maker, boolean isTwice) {

        /** Whether another one is of the same statement, wherever it stands by now. */
        boolean isLike(Fault other) {
            return path.equals(other.path) && statement.text().equals(other.statement.text());
        }
    }

    /**
     * What cannot run where some migrations are taken back, and could before; the first of each statement.
     *
     * @param before all, in the order in which they apply to an empty database
     * @param after those that are left, in the same order
     * @return in their order
     */
    public static List<Fault> faults(List<ReadMigration> before, List<ReadMigration> after) {
        Makers makers = new Makers();
        SchemaHistory all = new SchemaHistory(makers);
        before.forEach(all::apply);
        makers.end();
        SchemaHistory left = new SchemaHistory(makers);
        after.forEach(left::apply);
        return left.faults.stream()
                .filter(fault -> all.faults.stream().noneMatch(fault::isLike))
                .toList();
    }

    /**
     * Reads migrations.
     *
     * @param all in the order in which they apply to an empty database
     */
    public static SchemaHistory of(List<ReadMigration> all) {
        SchemaHistory history = new SchemaHistory(new Makers());
        all.forEach(history::apply);
        return history;
    }

    /**
     * What cannot run where they apply one after the other.
     *
     * @return the first of each statement, in their order
     */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /**
     * The tables and other things that they change or read columns of although none of them makes them before: they are there by other
     * means, or missing.
     *
     * @return in their order
     */
    public List<Fault> strangers() {
        return List.copyOf(strangers);
    }

    /**
     * Whether what none of these migrations makes is not there: they change and read nothing else, and say all that they make.
     *
     * @param all in the order in which they apply to an empty database
     */
    public static boolean isWhole(List<ReadMigration> all) {
        return all.stream()
                        .noneMatch(one -> one.footprint().notSeen().stream()
                                .anyMatch(unseen -> unseen.why().isHiding() && unseen.why() != Why.CASCADE))
                && of(all).strangers.isEmpty();
    }

    private void apply(ReadMigration migration) {
        Map<Integer, Statement> statements = new HashMap<>();
        for (Seen seen : migration.footprint().seen()) {
            of(statements, seen.statement()).touches.addAll(seen.touches());
        }
        for (Mention mention : migration.footprint().mentions()) {
            of(statements, mention.statement()).mention = Optional.of(mention);
        }
        for (NotSeen one : migration.footprint().notSeen()) {
            of(statements, one.statement()).notSeen.add(one);
        }
        statements.values().stream()
                .sorted(Comparator.comparingInt(one -> one.sql.begin()))
                .forEach(one -> apply(migration.path(), one));
    }

    private static Statement of(Map<Integer, Statement> statements, SqlStatement sql) {
        return statements.computeIfAbsent(sql.begin(), any -> new Statement(sql));
    }

    /** A statement with all that is known of it. */
    private static final class Statement {
        private final SqlStatement sql;
        private final List<Touch> touches = new ArrayList<>();
        private final List<NotSeen> notSeen = new ArrayList<>();
        private Optional<Mention> mention = Optional.empty();

        Statement(SqlStatement sql) {
            this.sql = sql;
        }

        boolean is(Why why) {
            return notSeen.stream().anyMatch(one -> one.why() == why);
        }
    }

    private void apply(String path, Statement statement) {
        Guard guard = Guard.of(statement.sql.head());
        Optional<Touch> first = statement.touches.stream().findFirst();
        boolean isLeft = first.isPresent() && doesNothing(first.get(), guard);
        if (!isLeft) {
            boolean isDoubtful = first.isPresent() && mayDoNothing(first.get(), guard);
            Set<String> missing = isDoubtful || guard.letsPassMissing() ? Set.of() : missing(statement);
            Optional<Fault> fault = Optional.empty();
            boolean isOld = true;
            String oldKey = "";
            if (!guard.letsPassMissing()) {
                strangers(statement).forEach(name -> strangers.add(new Fault(path, statement.sql, name, "", false)));
            }
            for (Touch touch : statement.touches) {
                boolean isNew = touch.action() == Action.RENAME && !isOld;
                Optional<Fault> one = isDoubtful ? Optional.empty() : fault(path, statement, touch, isNew, guard);
                fault = fault.or(() -> one);
                if (isWithTableFoundThere(touch, first.orElseThrow())) {
                    makers.used(Standing.key(touch));
                } else {
                    makers.met(touch, isNew, guard, path, isDoubtful);
                }
                change(statement, touch, isNew ? oldKey : "", guard, isDoubtful);
                oldKey = Standing.key(touch);
                isOld = touch.action() != Action.RENAME || !isOld;
            }
            fault.or(() -> missing.stream()
                            .filter(this::isMissing)
                            .findFirst()
                            .map(key -> missing(path, statement.sql, key)))
                    .ifPresent(faults::add);
            statement.mention.ifPresent(mention -> keys(mention).forEach(makers::used));
        }
        doubt(statement);
    }

    /** Whether a column is made with its table, and something needed that before: it has been there, with its columns. */
    private boolean isWithTableFoundThere(Touch touch, Touch first) {
        return touch.kind() == Kind.COLUMN
                && first.action() == Action.CREATE
                && first.name().equals(touch.owner())
                && !makers.areKnown(Standing.key(first));
    }

    /** Whether what it would make is there, or what it would change is not. */
    private boolean doesNothing(Touch first, Guard guard) {
        String key = Standing.key(first);
        boolean isNoNew = guard.letsPassThere() && first.action() == Action.CREATE && standings.hasForCertain(key);
        boolean isNoOld = guard.letsPassMissing() && first.action() != Action.DROP && isMissing(key);
        return isNoNew || isNoOld;
    }

    private boolean mayDoNothing(Touch first, Guard guard) {
        String key = Standing.key(first);
        boolean mayBeNoNew = guard.letsPassThere()
                && first.action() == Action.CREATE
                && (standings.has(key) || hidden.mayHaveMade(key));
        boolean mayBeNoOld = guard.letsPassMissing() && first.action() != Action.DROP && !standings.hasForCertain(key);
        return mayBeNoNew || mayBeNoOld;
    }

    /** What is not there of what it changes, adds to or reads columns of. */
    private List<String> strangers(Statement statement) {
        Set<String> own = new HashSet<>();
        Set<String> others = new TreeSet<>();
        for (Touch touch : statement.touches) {
            boolean isPart = !touch.owner().equals(touch.name());
            if (touch.action() == Action.CREATE || touch.action() == Action.RENAME) {
                own.add(touch.name());
            }
            if (isPart ? touch.kind() != Kind.FUNCTION : ONLY_MADE.contains(touch.kind())) {
                others.add(touch.owner());
            }
        }
        statement.mention.ifPresent(mention -> mention.columns()
                .forEach(column -> others.add(column.substring(0, Math.max(0, column.lastIndexOf('.'))))));
        return others.stream()
                .filter(name -> !own.contains(name) && !standings.has(name) && !isOfServer(name))
                .toList();
    }

    private static boolean isOfServer(String name) {
        return name.startsWith("pg_") || name.startsWith("information_schema.") || name.contains(".pg_");
    }

    private Set<String> missing(Statement statement) {
        Set<String> missing = new TreeSet<>();
        statement.mention.ifPresent(
                mention -> keys(mention).filter(this::isMissing).forEach(missing::add));
        return missing;
    }

    private static Stream<String> keys(Mention mention) {
        return Stream.concat(
                mention.names().stream(), mention.columns().stream().map(Standing::column));
    }

    private Optional<Fault> fault(String path, Statement statement, Touch touch, boolean isNew, Guard guard) {
        String key = Standing.key(touch);
        boolean letsPass = guard.letsPassMissing() || Standing.isIn(guard.missingParts(), touch);
        boolean isNeeded = touch.action() == Action.ALTER
                || touch.action() == Action.DROP
                || (touch.action() == Action.RENAME && !isNew);
        Optional<String> owner = touch.owner().equals(touch.name()) || touch.kind() == Kind.FUNCTION
                ? Optional.empty()
                : Optional.of(touch.owner());
        if (owner.filter(this::isMissing).isPresent() && !guard.letsPassMissing()) {
            return Optional.of(missing(path, statement.sql, owner.get()));
        } else if (isNeeded && !letsPass && isMissing(key)) {
            return Optional.of(missing(path, statement.sql, key));
        } else if (touch.action() == Action.CREATE
                && schema(touch).filter(this::isMissing).isPresent()) {
            return Optional.of(missing(path, statement.sql, schema(touch).get()));
        }
        boolean isMade = touch.action() == Action.CREATE || isNew;
        return isMade && isTwice(statement, touch, guard)
                ? Optional.of(new Fault(path, statement.sql, touch.name(), makers.of(key), true))
                : Optional.empty();
    }

    private Fault missing(String path, SqlStatement statement, String key) {
        return new Fault(path, statement, Standing.name(key), makers.of(key), false);
    }

    private static Optional<String> schema(Touch touch) {
        int dot = touch.name().indexOf('.');
        boolean isInOne =
                dot > 0 && touch.owner().equals(touch.kind() == Kind.FUNCTION ? touch.name() + "()" : touch.name());
        return isInOne ? Optional.of(touch.name().substring(0, dot)) : Optional.empty();
    }

    private boolean isMissing(String key) {
        if (!makers.areKnown(key) || standings.has(key) || hidden.mayHaveMade(key)) {
            return false;
        }
        boolean isColumn = key.equals(Standing.column(Standing.name(key)));
        return !isColumn || hasKnownColumns(Standing.name(key));
    }

    private boolean hasKnownColumns(String column) {
        String table = column.substring(0, Math.max(0, column.lastIndexOf('.')));
        return standings.get(table).map(one -> !one.isOpen()).orElse(true);
    }

    private boolean isTwice(Statement statement, Touch touch, Guard guard) {
        String key = Standing.key(touch);
        boolean letsPass = guard.replaces() || Standing.isIn(guard.thereParts(), touch);
        if (letsPass || !standings.hasForCertain(key) || hidden.mayDrop(key)) {
            return false;
        }
        return touch.kind() != Kind.FUNCTION
                || (touch.action() == Action.CREATE
                        && standings.get(key).orElseThrow().versions().contains(arguments(statement.sql)));
    }

    private static String arguments(SqlStatement function) {
        return Arguments.of(function.head());
    }

    private void change(Statement statement, Touch touch, String oldKey, Guard guard, boolean isDoubtful) {
        String key = Standing.key(touch);
        switch (touch.action()) {
            case CREATE -> create(statement, touch, guard, isDoubtful);
            case DROP -> drop(key, isDoubtful);
            case RENAME -> {
                if (!oldKey.isEmpty()) {
                    rename(touch, oldKey, key, isDoubtful);
                }
            }
            case ALTER -> {}
        }
    }

    private void create(Statement statement, Touch touch, Guard guard, boolean isDoubtful) {
        String key = Standing.key(touch);
        boolean isOpen = touch.kind() == Kind.VIEW || statement.is(Why.IMPLIED);
        Optional<Standing> there = standings.get(key);
        if (touch.kind() == Kind.FUNCTION) {
            Standing made =
                    there.orElseGet(() -> Standing.of(touch, true, false)).with(Set.of(arguments(statement.sql)));
            standings.put(made.certain());
            hidden.addBody(statement.sql);
        } else if (touch.owner().equals(touch.name()) && guard.letsPassThere() && isDoubtful) {
            Standing made = Standing.of(touch, true, true);
            standings.put(made); // either way one is there, with these columns or others
        } else {
            boolean isPartOfOpen = touch.kind() == Kind.COLUMN
                    && standings.get(touch.owner()).filter(Standing::isOpen).isPresent();
            standings.put(Standing.of(touch, !isDoubtful && !isPartOfOpen, isOpen));
        }
    }

    private void drop(String key, boolean isDoubtful) {
        Optional<Standing> there = standings.get(key);
        boolean mayStay =
                isDoubtful || there.filter(one -> one.versions().size() > 1).isPresent();
        if (mayStay) {
            there.ifPresent(one -> standings.put(one.doubted()));
            return;
        }
        standings.remove(key);
        there.ifPresent(one -> {
            if (one.kind() == Kind.COLUMN) {
                doubtParts(one.owner()); // what is built on it goes with it
            } else if (one.kind() == Kind.TABLE) {
                standings.doubt(
                        other -> other.kind() == Kind.SEQUENCE || (other.kind() == Kind.TABLE && other.isOpen()));
            }
        });
        if (key.endsWith(" " + Kind.COLUMN)) {
            standings.doubt(other -> other.kind() == Kind.SEQUENCE);
        }
    }

    private void doubtParts(String owner) {
        standings.partsOf(owner).stream()
                .filter(part -> part.kind() == Kind.INDEX || part.kind() == Kind.CONSTRAINT)
                .forEach(part -> standings.put(part.doubted()));
    }

    private void rename(Touch now, String oldKey, String key, boolean isDoubtful) {
        Optional<Standing> old = standings.get(oldKey);
        Optional<Standing> there = standings.get(key);
        boolean hasVersions = old.filter(one -> one.versions().size() > 1).isPresent();
        if (isDoubtful && standings.hasForCertain(key)) {
            return; // it would have failed
        } else if (isDoubtful || hasVersions) {
            old.ifPresent(one -> standings.put(one.doubted()));
            standings.put(Standing.of(now, !isDoubtful, true)
                    .with(there.map(Standing::versions).orElse(Set.of())));
            return;
        }
        Map<String, String> moved = standings.rename(oldKey, key);
        moved.forEach(makers::moved);
        if (old.isEmpty()) {
            standings.put(Standing.of(now, true, now.kind() != Kind.COLUMN));
        } else if (!now.owner().equals(now.name()) && now.kind() != Kind.FUNCTION) {
            standings.put(old.get().moved(key, old.get().owner()).certain());
        } else {
            standings.put(old.get()
                    .moved(key, old.get().isPart() ? old.get().owner() : key)
                    .with(there.map(Standing::versions).orElse(Set.of()))
                    .certain());
        }
    }

    /** What else it may have done. */
    private void doubt(Statement statement) {
        boolean isHiding = false;
        for (NotSeen one : statement.notSeen) {
            isHiding |= one.why().isHiding() && one.why() != Why.CASCADE;
            hidden.add(one);
        }
        if (isHiding || statement.touches.stream().anyMatch(one -> one.kind() == Kind.FUNCTION)) {
            standings.doubt(one -> hidden.mayHaveDropped(one.key()));
        }
        if (statement.is(Why.CASCADE) || hidden.mayHaveCascaded()) {
            standings.doubt(one -> one.kind() != Kind.SCHEMA && (one.kind() != Kind.TABLE || one.isOpen()));
        }
    }
}
