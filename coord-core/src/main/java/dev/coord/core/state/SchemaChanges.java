package dev.coord.core.state;

import dev.coord.FeatureId;
import dev.coord.core.conflict.Tables;
import dev.coord.plan.Feature;
import dev.coord.state.CoordinationState.SchemaChange;
import java.util.ArrayList;
import java.util.List;

/** The record of tables touched. Reading 12. */
final class SchemaChanges {

    private SchemaChanges() {}

    /** With a record of each table that the feature changes and has no record of. */
    static List<SchemaChange> recorded(List<SchemaChange> records, Feature feature) {
        List<SchemaChange> all = new ArrayList<>(records);
        for (String table : feature.schemaChanges()) {
            boolean known =
                    all.stream().anyMatch(record -> record.feature().equals(feature.id()) && isSame(record, table));
            if (!known) {
                boolean first = all.stream().noneMatch(record -> isSame(record, table));
                all.add(new SchemaChange(
                        feature.id(), table, first ? SchemaChange.CREATE : SchemaChange.MODIFY, false));
            }
        }
        return all;
    }

    private static boolean isSame(SchemaChange record, String table) {
        return Tables.folded(record.table()).equals(Tables.folded(table));
    }

    static List<SchemaChange> committed(List<SchemaChange> records, FeatureId feature) {
        return records.stream()
                .map(record -> record.feature().equals(feature)
                        ? new SchemaChange(feature, record.table(), record.operation(), true)
                        : record)
                .toList();
    }

    static List<SchemaChange> without(List<SchemaChange> records, FeatureId feature) {
        return records.stream()
                .filter(record -> !record.feature().equals(feature))
                .toList();
    }
}
