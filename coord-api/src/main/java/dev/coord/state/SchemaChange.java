package dev.coord.state;

import dev.coord.FeatureId;

/**
 * A table that a feature created or modified. Specification 4.1, reading 12.
 *
 * @param feature which feature
 * @param table which table
 * @param operation {@code create} when no earlier record names the table, otherwise {@code modify}
 * @param committed whether the feature has landed
 */
public record SchemaChange(FeatureId feature, String table, String operation, boolean committed) {

    /** The operation of the first record of a table. */
    public static final String CREATE = "create";

    /** The operation of any later record of a table. */
    public static final String MODIFY = "modify";
}
