package dev.coord.content.schema;

import dev.coord.content.footprint.Footprint.Mention;
import dev.coord.content.footprint.Footprint.Seen;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Guard;
import dev.coord.content.sql.SqlStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What migrations make of a schema, one after the other, by what their texts say. What no migration makes may be there all the same, so
 * that only what is known to be made by one can be missing.
 */
final class SchemaHistory {
    private final Map<String, String> makers;
    /** Each object with its owner: the table that it is a part of, or itself. */
    private final NavigableMap<String, String> there = new TreeMap<>();
    /** The same by owner: among thousands of migrations a table has few parts. */
    private final Map<String, Set<String>> parts = new HashMap<>();

    private final ColumnHistory columns = new ColumnHistory();
    private final Set<String> madeColumns;
    private final List<Fault> faults = new ArrayList<>();
    private String oldName = "";

    private SchemaHistory(Map<String, String> makers, Set<String> madeColumns) {
        this.makers = makers;
        this.madeColumns = madeColumns;
    }

    /**
     * A statement that cannot run.
     *
     * @param path the migration
     * @param statement which one
     * @param object what it is about
     * @param isTwice whether it makes what is there; otherwise it needs what is not
     */
    record Fault(String path, SqlStatement statement, String object, boolean isTwice) {

        /** Whether another one is the same, wherever it stands by now. */
        boolean isLike(Fault other) {
            return path.equals(other.path) && object.equals(other.object) && isTwice == other.isTwice;
        }
    }

    /**
     * Which migration makes what, the last one where several do.
     *
     * @param migrations in the order in which they apply
     * @return paths by the names of objects
     */
    static Map<String, String> makers(List<ReadMigration> migrations) {
        Map<String, String> makers = new LinkedHashMap<>();
        for (ReadMigration migration : migrations) {
            for (Seen statement : migration.footprint().seen()) {
                for (Touch touch : statement.touches()) {
                    if (touch.action() == Action.CREATE || touch.action() == Action.RENAME) {
                        makers.put(touch.name(), migration.path());
                    }
                }
            }
        }
        return makers;
    }

    /**
     * What cannot run, the first of each statement.
     *
     * @param migrations in the order in which they apply to an empty database
     * @param makers the objects that can be missing, as {@link #makers} tells them
     * @param madeColumns the columns that can be missing where they are only named, as {@link ColumnHistory#made} tells them
     */
    static List<Fault> faults(List<ReadMigration> migrations, Map<String, String> makers, Set<String> madeColumns) {
        SchemaHistory history = new SchemaHistory(makers, madeColumns);
        migrations.forEach(history::apply);
        return history.faults;
    }

    private void apply(ReadMigration migration) {
        Map<SqlStatement, List<Touch>> touches = new HashMap<>();
        migration.footprint().seen().forEach(seen -> touches.put(seen.statement(), seen.touches()));
        Map<SqlStatement, Mention> mentions = new LinkedHashMap<>();
        migration
                .footprint()
                .seen()
                .forEach(seen -> mentions.put(seen.statement(), new Mention(seen.statement(), Set.of(), Set.of())));
        migration.footprint().mentions().forEach(mention -> mentions.put(mention.statement(), mention));
        columns.begin(migration.footprint());
        mentions.values().stream()
                .sorted(Comparator.comparingInt(mention -> mention.statement().begin()))
                .forEach(mention ->
                        apply(migration.path(), touches.getOrDefault(mention.statement(), List.of()), mention));
    }

    private void apply(String path, List<Touch> touches, Mention mention) {
        SqlStatement statement = mention.statement();
        List<String> missingColumns = mention.columns().stream()
                .filter(column -> madeColumns.contains(column) && columns.isMissing(column))
                .toList();
        columns.apply(statement, touches);
        List<String> missingNames =
                mention.names().stream().filter(this::isMissing).toList();
        Guard guard = Guard.of(statement.text());
        int known = faults.size();
        boolean isOld = true;
        for (Touch touch : touches) {
            if (faults.size() == known && !guard.letsPassMissing() && isMissing(touch, isOld, guard)) {
                faults.add(new Fault(path, statement, missing(touch), false));
            } else if (faults.size() == known && !guard.letsPassThere() && isTwice(touch)) {
                faults.add(new Fault(path, statement, touch.name(), true));
            }
            change(touch, isOld);
            isOld = touch.action() != Action.RENAME || !isOld;
        }
        if (faults.size() == known && !guard.letsPassMissing()) {
            Stream.concat(
                            missingNames.stream().filter(this::isMissing).sorted(),
                            missingColumns.stream().filter(columns::isMissing).sorted())
                    .findFirst()
                    .ifPresent(name -> faults.add(new Fault(path, statement, name, false)));
        }
    }

    private boolean isMissing(Touch touch, boolean isOld, Guard guard) {
        boolean isNeeded = touch.action() == Action.ALTER
                || (touch.action() == Action.DROP && !guard.letsPassMissingParts())
                || (touch.action() == Action.RENAME && isOld);
        return (isNeeded && isMissing(touch.name())) || isMissing(touch.owner(), touch);
    }

    /** A table that this statement makes is there for its columns. */
    private boolean isMissing(String owner, Touch touch) {
        return !owner.equals(touch.name()) && touch.kind() != Kind.FUNCTION && isMissing(owner);
    }

    private String missing(Touch touch) {
        return isMissing(touch.owner(), touch) ? touch.owner() : touch.name();
    }

    private boolean isMissing(String name) {
        return makers.containsKey(name) && !there.containsKey(name);
    }

    private boolean isTwice(Touch touch) {
        return touch.action() == Action.CREATE && touch.kind() != Kind.FUNCTION && there.containsKey(touch.name());
    }

    private void change(Touch touch, boolean isOld) {
        if (touch.action() == Action.DROP) {
            List.copyOf(parts.getOrDefault(touch.name(), Set.of())).forEach(this::remove);
            remove(touch.name());
            if (touch.kind() == Kind.SCHEMA) {
                List.copyOf(there.subMap(touch.name() + ".", touch.name() + "/").keySet())
                        .forEach(this::remove);
            }
        } else if (touch.action() == Action.RENAME && isOld) {
            remove(touch.name());
            oldName = touch.name();
        } else if (touch.action() == Action.RENAME) {
            renameParts(touch);
            put(touch.name(), touch.owner());
        } else if (touch.action() == Action.CREATE) {
            put(touch.name(), touch.owner());
        }
    }

    private void put(String name, String owner) {
        remove(name);
        there.put(name, owner);
        parts.computeIfAbsent(owner, any -> new HashSet<>()).add(name);
    }

    private void remove(String name) {
        String owner = there.remove(name);
        if (owner != null) {
            parts.getOrDefault(owner, new HashSet<>()).remove(name);
        }
    }

    private void renameParts(Touch touch) {
        List.copyOf(parts.getOrDefault(oldName, Set.of())).forEach(name -> {
            remove(name);
            boolean isNamedByIt = name.startsWith(oldName + ".");
            put(isNamedByIt ? touch.name() + name.substring(oldName.length()) : name, touch.name());
        });
    }
}
