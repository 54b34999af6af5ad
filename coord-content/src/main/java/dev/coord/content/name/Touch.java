package dev.coord.content.name;

/**
 * What a statement does to one object. Immutable. Objects that PostgreSQL names by itself, such as the index behind a key without a
 * name, are a change of their table.
 *
 * @param action what is done
 * @param kind what it is done to; where a statement says {@code TABLE} of a view, it is taken at its word
 * @param name the object, qualified: {@code public.posts}, {@code public.posts.title} for a column, a constraint, a trigger or a
 *     policy of a table, {@code public.mood.happy} for a value of an enum. Parts that need quotes have them. Functions are named
 *     without their arguments
 * @param owner the table or type that the object is part of; itself where it is part of none; a function's ends with {@code ()}
 */
public record Touch(Action action, Kind kind, String name, String owner) {

    /** What is done to an object. */
    public enum Action {
        /** It is new, or replaced. */
        CREATE,
        /** It is changed. */
        ALTER,
        /** It is gone. */
        DROP,
        /** It has another name, or is in another schema: told of the old name and of the new one. */
        RENAME
    }

    /** What an object is. */
    public enum Kind {
        /** A table. */
        TABLE,
        /** A column of a table. */
        COLUMN,
        /** An index. */
        INDEX,
        /** A constraint of a table. */
        CONSTRAINT,
        /** A type or a domain. */
        TYPE,
        /** A value of an enum. */
        ENUM_VALUE,
        /** A view, materialized or not. */
        VIEW,
        /** A function, a procedure or an aggregate. */
        FUNCTION,
        /** A trigger of a table. */
        TRIGGER,
        /** A policy of a table. */
        POLICY,
        /** A schema. */
        SCHEMA,
        /** A sequence. */
        SEQUENCE
    }

    public static Touch of(Action action, Kind kind, String name) {
        return new Touch(action, kind, name, kind == Kind.FUNCTION ? name + "()" : name);
    }

    public static Touch part(Action action, Kind kind, String owner, String name) {
        return new Touch(action, kind, owner + "." + name, owner);
    }

    public static Touch index(Action action, String table, String name) {
        return new Touch(action, Kind.INDEX, name, table);
    }

    /**
     * Whether both are about one object, or about objects of one table or type, or one is about the schema the other is in.
     *
     * @param other another one
     * @return the same in both directions
     */
    public boolean meets(Touch other) {
        return owner.equals(other.owner)
                || (isNamedAmongTables() && other.isNamedAmongTables() && name.equals(other.name))
                || holds(other)
                || other.holds(this);
    }

    /** These have no name twice in a schema. */
    private boolean isNamedAmongTables() {
        return switch (kind) {
            case TABLE, INDEX, TYPE, VIEW, SEQUENCE -> true;
            default -> false;
        };
    }

    private boolean holds(Touch other) {
        boolean isMoved = kind == Kind.SCHEMA && (action == Action.DROP || action == Action.RENAME);
        return isMoved && (other.name.startsWith(name + ".") || other.owner.startsWith(name + "."));
    }
}
