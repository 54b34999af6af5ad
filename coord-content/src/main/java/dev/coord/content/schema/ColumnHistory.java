package dev.coord.content.schema;

import dev.coord.content.footprint.Footprint;
import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.Footprint.Seen;
import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Guard;
import dev.coord.content.sql.SqlStatement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of tables, as migrations make them one after the other. Where a statement may do what its text does not tell, no column is
 * known to be missing from there on.
 */
final class ColumnHistory {
    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> met = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<SqlStatement> takers = new HashSet<>();
    private boolean isKnown = true;

    /**
     * The columns that are known to be made by a migration, as nothing was done to them before that.
     *
     * @param migrations in the order in which they apply
     * @return qualified, by each name that their table has had since
     */
    static Set<String> made(List<ReadMigration> migrations) {
        ColumnHistory history = new ColumnHistory();
        for (ReadMigration migration : migrations) {
            history.begin(migration.footprint());
            for (Seen seen : migration.footprint().seen()) {
                history.apply(seen.statement(), seen.touches());
            }
        }
        return history.made;
    }

    /** Looks at what is not known of a migration before its statements apply. */
    void begin(Footprint footprint) {
        for (NotSeen one : footprint.notSeen()) {
            isKnown &= one.why() != Why.DYNAMIC && one.why() != Why.UNKNOWN;
            if (one.why() == Why.IMPLIED) {
                takers.add(one.statement());
            }
        }
    }

    void apply(SqlStatement statement, List<Touch> touches) {
        boolean mayBeThere = Guard.of(statement.text()).letsPassThere();
        List<Touch> renames = touches.stream()
                .filter(touch -> touch.action() == Action.RENAME)
                .toList();
        for (int i = 0; i + 1 < renames.size(); i += 2) {
            rename(renames.get(i), renames.get(i + 1));
        }
        for (Touch touch : touches) {
            if (touch.action() == Action.CREATE && takers.contains(statement)) {
                taken.add(touch.owner());
            }
            if (touch.kind() == Kind.COLUMN) {
                change(touch, mayBeThere);
            } else if (touch.action() == Action.DROP) {
                drop(touch);
            }
        }
    }

    /** Whether a table has no such column for certain, if that is known to be made by a migration. */
    boolean isMissing(String column) {
        String table = column.substring(0, Math.max(0, column.lastIndexOf('.')));
        return isKnown && !taken.contains(table) && !of(table).contains(column);
    }

    private void drop(Touch gone) {
        columns.remove(gone.name());
        taken.remove(gone.name());
        if (gone.kind() == Kind.SCHEMA) {
            columns.keySet().removeIf(table -> table.startsWith(gone.name() + "."));
            taken.removeIf(table -> table.startsWith(gone.name() + "."));
        }
    }

    private void change(Touch column, boolean mayBeThere) {
        boolean isFirst = met.add(column.name());
        if (column.action() == Action.CREATE) {
            add(column, isFirst && !mayBeThere);
        } else if (column.action() == Action.DROP) {
            of(column.owner()).remove(column.name());
        }
    }

    private void add(Touch column, boolean isMade) {
        of(column.owner()).add(column.name());
        if (isMade) {
            made.add(column.name());
        }
    }

    private void rename(Touch old, Touch now) {
        if (now.kind() == Kind.COLUMN) {
            met.add(old.name());
            of(old.owner()).remove(old.name());
            add(now, met.add(now.name()));
            return;
        }
        Set<String> moved = columns.remove(old.name());
        if (moved != null) {
            moved.forEach(column -> {
                String name = now.name() + column.substring(old.name().length());
                of(now.name()).add(name);
                if (met.add(name) && made.contains(column)) {
                    made.add(name);
                }
            });
        }
        if (taken.remove(old.name())) {
            taken.add(now.name());
        }
    }

    private Set<String> of(String table) {
        return columns.computeIfAbsent(table, name -> new HashSet<>());
    }
}
