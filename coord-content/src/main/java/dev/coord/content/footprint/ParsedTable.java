package dev.coord.content.footprint;

import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.SqlNames;
import dev.coord.content.text.NotUnderstood;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterExpressionPartition;
import net.sf.jsqlparser.statement.create.table.ColumnDefinition;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.table.Index;
import org.jspecify.annotations.Nullable;

/** What JSqlParser's trees of {@code CREATE TABLE} and {@code ALTER TABLE} say. */
final class ParsedTable {
    private final String table;
    private final Set<Touch> touches = new LinkedHashSet<>();

    private ParsedTable(String table) {
        this.table = table;
    }

    static Set<Touch> created(CreateTable create, String table) {
        if (create.isOrReplace()) {
            throw new NotUnderstood("PostgreSQL replaces no table");
        }
        ParsedTable reading = new ParsedTable(table);
        reading.touches.add(Touch.of(Action.CREATE, Kind.TABLE, table));
        reading.columns(Action.CREATE, create.getColumnDefinitions());
        List<String> names = create.getColumns();
        if (names != null) {
            names.forEach(name -> reading.part(Action.CREATE, Kind.COLUMN, name));
        }
        List<Index> constraints = create.getIndexes();
        if (constraints != null) {
            constraints.forEach(one -> reading.constraint(Action.CREATE, one));
        }
        return reading.touches;
    }

    static Set<Touch> altered(Alter alter, List<String> name, SearchPath path) {
        String table = path.find(name);
        ParsedTable reading = new ParsedTable(table);
        for (AlterExpression expression : alter.getAlterExpressions()) {
            switch (expression.getOperation()) {
                case RENAME_TABLE -> {
                    String schema = table.substring(
                            0, table.length() - name.get(name.size() - 1).length());
                    reading.touches.add(Touch.of(Action.RENAME, Kind.TABLE, table));
                    reading.touches.add(
                            Touch.of(Action.RENAME, Kind.TABLE, schema + SqlNames.of(expression.getNewTableName())));
                }
                case RENAME -> {
                    reading.part(Action.RENAME, Kind.COLUMN, expression.getColumnOldName());
                    reading.part(Action.RENAME, Kind.COLUMN, expression.getColumnName());
                }
                case RENAME_CONSTRAINT -> {
                    reading.constraint(Action.RENAME, expression.getOldIndex());
                    reading.constraint(Action.RENAME, expression.getIndex());
                }
                default -> {
                    reading.touches.add(Touch.of(Action.ALTER, Kind.TABLE, table));
                    reading.read(expression, path);
                }
            }
        }
        return reading.touches;
    }

    private void read(AlterExpression expression, SearchPath path) {
        switch (expression.getOperation()) {
            case ADD -> add(expression);
            case DROP -> drop(expression);
            case ALTER -> alter(expression);
            case ATTACH_PARTITION, DETACH_PARTITION -> {
                List<String> partition =
                        ParsedStatement.name(((AlterExpressionPartition) expression).getPartitionTable());
                touches.add(Touch.of(Action.ALTER, Kind.TABLE, path.find(partition)));
            }
            case ENABLE_ROW_LEVEL_SECURITY,
                    DISABLE_ROW_LEVEL_SECURITY,
                    FORCE_ROW_LEVEL_SECURITY,
                    NO_FORCE_ROW_LEVEL_SECURITY -> {}
            default -> throw new NotUnderstood("such an action has no tree"); // its text may hold others behind it
        }
    }

    private void add(AlterExpression expression) {
        if (expression.getIndex() != null) {
            constraint(Action.CREATE, expression.getIndex());
        } else if (expression.getColDataTypeList() != null && expression.getConstraintName() == null) {
            columns(Action.CREATE, expression.getColDataTypeList());
        } else {
            throw new NotUnderstood("what is added has no tree");
        }
    }

    private void drop(AlterExpression expression) {
        if (expression.getColumnName() != null) {
            part(Action.DROP, Kind.COLUMN, expression.getColumnName());
        } else {
            part(Action.DROP, Kind.CONSTRAINT, expression.getConstraintName());
        }
    }

    private void alter(AlterExpression expression) {
        int before = touches.size();
        columns(Action.ALTER, expression.getColDataTypeList());
        if (expression.getColumnDropNotNullList() != null) {
            expression.getColumnDropNotNullList().forEach(one -> part(Action.ALTER, Kind.COLUMN, one.getColumnName()));
        }
        if (expression.getColumnSetNotNullList() != null) {
            expression.getColumnSetNotNullList().forEach(one -> part(Action.ALTER, Kind.COLUMN, one.getColumnName()));
        }
        if (expression.getColumnDropDefaultList() != null) {
            expression.getColumnDropDefaultList().forEach(one -> part(Action.ALTER, Kind.COLUMN, one.getColumnName()));
        }
        if (expression.getColumnSetDefaultList() != null) {
            expression.getColumnSetDefaultList().forEach(one -> part(Action.ALTER, Kind.COLUMN, one.getColumnName()));
        }
        if (touches.size() == before) {
            throw new NotUnderstood("what is altered has no tree");
        }
    }

    private void columns(Action action, @Nullable List<? extends ColumnDefinition> columns) {
        if (columns != null) {
            columns.forEach(column -> part(action, Kind.COLUMN, column.getColumnName()));
        }
    }

    private void constraint(Action action, Index constraint) {
        if (constraint.getName() != null) {
            part(action, Kind.CONSTRAINT, constraint.getName());
        }
    }

    private void part(Action action, Kind kind, @Nullable String name) {
        if (name == null) {
            throw new NotUnderstood("a part has no name");
        }
        touches.add(Touch.part(action, kind, table, SqlNames.of(name)));
    }
}
