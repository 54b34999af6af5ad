package dev.coord.content.footprint;

import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Cursor;
import dev.coord.content.sql.SqlNames;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.schema.Sequence;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.AlterType;
import net.sf.jsqlparser.statement.alter.sequence.AlterSequence;
import net.sf.jsqlparser.statement.comment.Comment;
import net.sf.jsqlparser.statement.create.index.CreateIndex;
import net.sf.jsqlparser.statement.create.policy.CreatePolicy;
import net.sf.jsqlparser.statement.create.schema.CreateSchema;
import net.sf.jsqlparser.statement.create.sequence.CreateSequence;
import net.sf.jsqlparser.statement.create.trigger.CreateTrigger;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.drop.Drop;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement from the tree that JSqlParser makes of it. Of what the tree does not hold in parts, nothing is told; nor of a
 * statement that is so long or so deep that the parser could take its time or its stack.
 */
final class ParsedStatement {
    private static final int LONGEST = 1 << 16;
    private static final int DEEPEST = 40;

    private final SearchPath path;
    private final Set<Touch> touches = new LinkedHashSet<>();

    private ParsedStatement(SearchPath path) {
        this.path = path;
    }

    /**
     * Reads one.
     *
     * @param text the statement
     * @param path where names without a schema are
     * @return what it does; nothing where that is not certain
     */
    static Optional<Set<Touch>> touches(String text, SearchPath path) {
        if (text.length() > LONGEST || isDeep(text)) {
            return Optional.empty();
        }
        try {
            ParsedStatement reading = new ParsedStatement(path);
            reading.read(parsed(text));
            return Optional.of(reading.touches);
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static boolean isDeep(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            deepest = Math.max(depth, deepest);
        }
        return deepest > DEEPEST;
    }

    /** All of it: a parser that stops before the end has understood something else. */
    private static Statement parsed(String text) throws ParseException {
        CCJSqlParser parser = CCJSqlParserUtil.newParser(text);
        Statement statement = parser.Statement();
        if (parser.getNextToken().kind != CCJSqlParserConstants.EOF) {
            throw new NotUnderstood("it goes on");
        }
        return statement;
    }

    private void read(Statement statement) {
        if (statement instanceof net.sf.jsqlparser.statement.create.table.CreateTable create) {
            touches.addAll(ParsedTable.created(create, path.create(name(create.getTable()))));
        } else if (statement instanceof net.sf.jsqlparser.statement.alter.Alter alter) {
            touches.addAll(ParsedTable.altered(alter, name(alter.getTable()), path));
        } else if (statement instanceof CreateIndex create) {
            index(create);
        } else if (statement instanceof CreateView create) {
            touch(Action.CREATE, Kind.VIEW, path.create(name(create.getView())));
        } else if (statement instanceof Drop drop) {
            drop(drop);
        } else if (statement instanceof AlterType alter) {
            type(alter);
        } else if (statement instanceof CreateSequence create) {
            touch(Action.CREATE, Kind.SEQUENCE, path.create(name(create.getSequence())));
        } else if (statement instanceof AlterSequence alter) {
            touch(Action.ALTER, Kind.SEQUENCE, path.find(name(alter.getSequence())));
        } else {
            readRest(statement);
        }
    }

    private void readRest(Statement statement) {
        if (statement instanceof CreateSchema create && create.getStatements().isEmpty()) {
            touch(Action.CREATE, Kind.SCHEMA, SqlNames.of(create.getSchemaName()));
        } else if (statement instanceof CreatePolicy create) {
            part(Kind.POLICY, create.getTable(), create.getPolicyName());
        } else if (statement instanceof CreateTrigger create) {
            part(Kind.TRIGGER, create.getTable(), create.getTrigger().getName());
        } else if (statement instanceof Comment comment && comment.getTable() != null && comment.getColumn() == null) {
            touch(Action.ALTER, Kind.TABLE, path.find(name(comment.getTable())));
        } else if (statement instanceof Comment comment && comment.getView() != null) {
            touch(Action.ALTER, Kind.VIEW, path.find(name(comment.getView())));
        } else {
            throw new NotUnderstood("nothing is read from such a tree");
        }
    }

    private void index(CreateIndex create) {
        String table = path.find(name(create.getTable()));
        String name = create.getIndex().getName();
        if (name == null) {
            touch(Action.ALTER, Kind.TABLE, table);
            return;
        }
        String last = SqlNames.of(create.getTable().getName());
        String schema = table.substring(0, table.length() - last.length());
        touches.add(Touch.index(Action.CREATE, table, schema + SqlNames.of(name)));
    }

    private void drop(Drop drop) {
        Kind kind = switch (drop.getObjectType()) {
            case TABLE -> Kind.TABLE;
            case VIEW -> Kind.VIEW;
            case INDEX -> Kind.INDEX;
            case SEQUENCE -> Kind.SEQUENCE;
            case SCHEMA -> Kind.SCHEMA;
            default -> throw new NotUnderstood("such a drop has no tree");
        };
        for (Table table : drop.getNames()) {
            touch(Action.DROP, kind, kind == Kind.SCHEMA ? SqlNames.of(table.getName()) : path.find(name(table)));
        }
    }

    private void type(AlterType alter) {
        List<String> written = parts(alter.getName());
        String name = path.find(written);
        switch (alter.getAction()) {
            case ADD_VALUE -> {
                touch(Action.ALTER, Kind.TYPE, name);
                value(Action.CREATE, name, alter.getValue().getNotExcapedValue());
            }
            case RENAME_VALUE -> {
                touch(Action.ALTER, Kind.TYPE, name);
                value(Action.RENAME, name, alter.getValue().getNotExcapedValue());
                value(Action.RENAME, name, alter.getNewValue().getNotExcapedValue());
            }
            case RENAME -> {
                String schema = name.substring(
                        0, name.length() - written.get(written.size() - 1).length());
                touch(Action.RENAME, Kind.TYPE, name);
                touch(Action.RENAME, Kind.TYPE, schema + SqlNames.of(alter.getNewName()));
            }
            case OWNER, RENAME_ATTRIBUTE, ATTRIBUTES -> touch(Action.ALTER, Kind.TYPE, name);
            default -> throw new NotUnderstood("such a change has no tree");
        }
    }

    private void value(Action action, String type, String value) {
        touches.add(Touch.part(action, Kind.ENUM_VALUE, type, SqlNames.value(value)));
    }

    private void part(Kind kind, Table table, String name) {
        touches.add(Touch.part(Action.CREATE, kind, path.find(name(table)), SqlNames.of(name)));
    }

    private void touch(Action action, Kind kind, String name) {
        touches.add(Touch.of(action, kind, name));
    }

    static List<String> name(Table table) {
        return name(table.getSchemaName(), table.getName());
    }

    private static List<String> name(Sequence sequence) {
        return name(sequence.getSchemaName(), sequence.getName());
    }

    private static List<String> name(@Nullable String schema, String name) {
        return schema == null ? List.of(SqlNames.of(name)) : List.of(SqlNames.of(schema), SqlNames.of(name));
    }

    /** The parts of a name that is one text. */
    private static List<String> parts(String written) {
        Cursor cursor = Cursor.of(written);
        List<String> parts = new ArrayList<>(cursor.path());
        cursor.end();
        return parts;
    }
}
