package dev.coord.schema;

import java.util.List;

/**
 * The migrations that one tool reads from one directory. Immutable.
 *
 * @param path the directory, as git has it, without a slash at its end; empty for the top of the repository
 * @param scheme how they are named and put in order
 * @param steps all of them in the order in which they apply to an empty database
 */
public record MigrationDirectory(String path, Scheme scheme, List<MigrationStep> steps) {

    /** Copies the list. */
    public MigrationDirectory {
        steps = List.copyOf(steps);
    }

    /** How tools name migrations and put them in order. */
    public enum Scheme {
        /** {@code 001_users.sql}, {@code 20260131120000_users.sql}, {@code 3_users.up.sql} with its {@code .down.sql}: by number. */
        NUMBERED,
        /** {@code V1.1__users.sql} with its {@code U1.1__users.sql}, by version; then {@code R__views.sql}, by name. */
        FLYWAY,
        /** Directories such as {@code 20260131120000_users} with a {@code migration.sql}: by number. */
        PRISMA,
        /** Modules that name what they depend on: along {@code dependencies}. */
        DJANGO,
        /** Modules that name what they revise: along {@code down_revision}. */
        ALEMBIC
    }
}
