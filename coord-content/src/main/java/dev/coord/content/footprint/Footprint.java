package dev.coord.content.footprint;

import dev.coord.content.name.Touch;
import dev.coord.content.sql.SqlStatement;
import java.util.List;
import java.util.Set;

/**
 * What a file of SQL does to a schema. Immutable.
 *
 * @param seen the statements of which it is known, in order
 * @param notSeen the statements of which it is not, or not all, in order
 * @param mentions the statements that name what they need and may leave as it is, in order
 */
public record Footprint(List<Seen> seen, List<NotSeen> notSeen, List<Mention> mentions) {

    /** Copies the lists. */
    public Footprint {
        seen = List.copyOf(seen);
        notSeen = List.copyOf(notSeen);
        mentions = List.copyOf(mentions);
    }

    /**
     * What one statement does.
     *
     * @param statement which one
     * @param touches to which objects, in the order it names them; at least one
     */
    public record Seen(SqlStatement statement, List<Touch> touches) {

        /** Copies the list. */
        public Seen {
            touches = List.copyOf(touches);
        }
    }

    /**
     * What one statement names: a foreign key its table, a view what it reads, a column its type.
     *
     * @param statement which one
     * @param names the tables, types and functions, qualified, functions with {@code ()} behind; something else may be among them that
     *     stands where these could
     * @param columns the columns, qualified, of which the statement tells for certain to which table they belong
     */
    public record Mention(SqlStatement statement, Set<String> names, Set<String> columns) {

        /** Copies the sets. */
        public Mention {
            names = Set.copyOf(names);
            columns = Set.copyOf(columns);
        }
    }

    /**
     * What is not known of one statement.
     *
     * @param statement which one
     * @param why what kind of thing it is
     * @param reason the same in a few words
     */
    public record NotSeen(SqlStatement statement, Why why, String reason) {}

    /** Why nothing is known of what a statement does to a schema, or not all. */
    public enum Why {
        /** It runs what only the database knows: a block, a procedure, a query with functions. */
        DYNAMIC(true),
        /** It changes rows, and calls functions of which only the database knows what they do. */
        CALL(true),
        /** Nobody reads it for certain. */
        UNKNOWN(true),
        /** It drops what depends on something as well. */
        CASCADE(true),
        /** It takes columns or more from another object. */
        IMPLIED(false),
        /** It changes rows, or what does not outlast the session. */
        DATA(false),
        /** It changes settings of the session. */
        SETTINGS(false),
        /** It changes who may do what. */
        RIGHTS(false),
        /** It begins or ends a transaction. */
        TRANSACTION(false),
        /** It is about something that is no part of tables, such as a role, an extension or a publication. */
        OTHER(false);

        private final boolean isHiding;

        Why(boolean isHiding) {
            this.isHiding = isHiding;
        }

        /**
         * Whether a change of tables, types, functions or schemas can hide there.
         *
         * @return whether people have to look themselves
         */
        public boolean isHiding() {
            return isHiding;
        }
    }
}
