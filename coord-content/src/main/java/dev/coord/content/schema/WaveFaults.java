package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.history.LandedSchema;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.history.SchemaHistory;
import dev.coord.content.history.SchemaHistory.Fault;
import dev.coord.content.name.Touch.Action;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a migration of a wave cannot run where all migrations apply one after the other: it needs what one before it has dropped, or
 * makes what is there. What no migration makes is told where the migrations that are there make all that they need. A database that is
 * asked knows better. Specification 6.1.
 */
final class WaveFaults {
    private final WaveMigrations migrations;
    private final Map<String, FeatureId> owners;
    private final List<ReadMigration> all;

    private WaveFaults(WaveMigrations migrations) {
        this.migrations = migrations;
        this.owners = migrations.owners();
        this.all = Stream.concat(migrations.othersSql().stream(), migrations.addedSql().stream())
                .toList();
    }

    /**
     * The first of each migration.
     *
     * @param judged the migrations of which something has been found that stops them
     */
    static List<IntegrityFinding> of(WaveMigrations migrations, Set<String> judged) {
        if (migrations.addedSql().isEmpty()) {
            return List.of();
        }
        WaveFaults faults = new WaveFaults(migrations);
        Set<String> known = new HashSet<>(judged);
        List<IntegrityFinding> found = new ArrayList<>();
        SchemaHistory history = SchemaHistory.of(faults.all);
        history.faults().stream()
                .filter(fault -> faults.owners.containsKey(fault.path()) && known.add(fault.path()))
                .map(fault -> fault.isTwice() ? faults.twice(fault) : faults.gone(fault))
                .forEach(found::add);
        LandedSchema landed = migrations.landed();
        if (!landed.isUnknown()) {
            history.strangers().stream()
                    .filter(fault -> faults.owners.containsKey(fault.path()) && landed.lacks(fault.object()))
                    .filter(fault -> known.add(fault.path()))
                    .map(faults::unknown)
                    .forEach(found::add);
        }
        return found;
    }

    private IntegrityFinding twice(Fault fault) {
        return finding(
                fault,
                told(fault.maker()) + " makes '" + fault.object() + "' before, which it makes again",
                "leave it out here, or change what is there",
                true);
    }

    private IntegrityFinding gone(Fault fault) {
        Optional<ReadMigration> dropping = all.stream()
                .takeWhile(one -> !one.path().equals(fault.path()))
                .filter(one -> drops(one, fault.object()))
                .reduce((first, second) -> second);
        IntegrityFinding found = finding(
                fault,
                dropping.map(one -> told(one.path()) + " drops '" + fault.object() + "' before, which it needs")
                        .orElse("'" + fault.object() + "' is dropped before, which it needs"),
                "see that both changes together are what is meant, and do without it here where it is to be gone",
                true);
        return dropping.flatMap(one -> Optional.ofNullable(owners.get(one.path())))
                .filter(feature -> !feature.equals(found.feature()))
                .map(feature -> found.meeting(new SchemaConflict(Optional.of(feature), List.of(fault.object()))))
                .orElse(found);
    }

    private static boolean drops(ReadMigration migration, String object) {
        return migration.footprint().seen().stream()
                .flatMap(seen -> seen.touches().stream())
                .anyMatch(touch -> (touch.action() == Action.DROP || touch.action() == Action.RENAME)
                        && (object.equals(touch.name()) || object.startsWith(touch.name() + ".")));
    }

    private IntegrityFinding unknown(Fault fault) {
        return finding(
                fault,
                "no migration makes '" + fault.object() + "', which it needs",
                "nothing needs to be done if that is there by other means",
                false);
    }

    private String told(String path) {
        FeatureId feature = owners.get(path);
        return "'" + path + "'" + (feature == null ? "" : " of '" + feature + "'");
    }

    /** What lacks something may be told otherwise by a database. */
    private IntegrityFinding finding(Fault fault, String message, String remedy, boolean stops) {
        FeatureId feature = owners.getOrDefault(
                fault.path(), migrations.features().iterator().next());
        return new IntegrityFinding(
                        feature,
                        SchemaCheck.NAME,
                        fault.path(),
                        fault.statement().line(),
                        message,
                        remedy,
                        stops)
                .lacking(new Missing(List.of()));
    }
}
