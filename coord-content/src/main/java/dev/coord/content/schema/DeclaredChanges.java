package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.footprint.Footprint.Seen;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.name.Touch;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What features were declared to change, and after which others they come. */
final class DeclaredChanges {
    private final FeatureSet features;

    DeclaredChanges(FeatureSet features) {
        this.features = features;
    }

    /** Whether declarations put a feature after another one, over others between them if need be. */
    boolean isAfter(FeatureId later, FeatureId earlier) {
        Set<FeatureId> asked = new HashSet<>();
        List<FeatureId> next = new ArrayList<>(List.of(later));
        while (!next.isEmpty()) {
            FeatureId one = next.remove(next.size() - 1);
            if (one.equals(earlier)) {
                return true;
            }
            if (asked.add(one)) {
                next.addAll(before(one));
            }
        }
        return false;
    }

    private List<FeatureId> before(FeatureId id) {
        List<FeatureId> before = new ArrayList<>();
        Feature feature = features.features().get(id);
        if (feature != null) {
            before.addAll(feature.blockedBy());
        }
        features.features().values().stream()
                .filter(other -> other.blocks().contains(id))
                .map(Feature::id)
                .forEach(before::add);
        return before;
    }

    /** Who declares to change the tables that a feature does not declare to change itself, by their names. */
    Map<String, List<FeatureId>> ofOthers(FeatureId id) {
        Map<String, List<FeatureId>> tables = new TreeMap<>();
        features.features().values().stream()
                .filter(other -> !other.id().equals(id))
                .forEach(other -> other.schemaChanges()
                        .forEach(table -> tables.computeIfAbsent(folded(table), any -> new ArrayList<>())
                                .add(other.id())));
        Feature own = features.features().get(id);
        if (own != null) {
            own.schemaChanges().forEach(table -> tables.remove(folded(table)));
        }
        return tables;
    }

    /** Where tables are changed that were not declared, or declared and not changed; nothing of a feature that declares nothing at all. */
    List<IntegrityFinding> differences(FeatureId id, WaveMigrations migrations) {
        Feature feature = features.features().get(id);
        if (feature == null
                || (feature.schemaChanges().isEmpty() && feature.fileWrites().isEmpty())) {
            return List.of();
        }
        List<IntegrityFinding> found = new ArrayList<>();
        Set<String> declared = new HashSet<>();
        feature.schemaChanges().forEach(table -> declared.add(folded(table)));
        Map<String, String> changed = new LinkedHashMap<>();
        for (ReadMigration migration : migrations.addedSql(id)) {
            for (Seen statement : migration.footprint().seen()) {
                for (Touch touch : statement.touches()) {
                    String name = folded(touch.owner());
                    if (isOfTable(touch) && changed.put(name, touch.owner()) == null && !isAmong(name, declared)) {
                        found.add(SchemaCheck.told(
                                id,
                                migration.path(),
                                statement.statement().line(),
                                "it changes the table '" + touch.owner() + "', which it does not declare"));
                    }
                }
            }
        }
        boolean isAllSeen =
                migrations.addedSql(id).size() == migrations.added(id).size()
                        && migrations.addedSql(id).stream()
                                .flatMap(one -> one.footprint().notSeen().stream())
                                .noneMatch(one -> one.why().isHiding());
        if (isAllSeen) {
            feature.schemaChanges().stream()
                    .filter(table -> changed.keySet().stream().noneMatch(name -> isSame(name, folded(table))))
                    .forEach(table -> found.add(SchemaCheck.told(
                            id,
                            migrations.added(id).get(0),
                            0,
                            "it declares to change the table '" + table + "', which none of its migrations does")));
        }
        return found;
    }

    private static boolean isOfTable(Touch touch) {
        return switch (touch.kind()) {
            case TABLE, COLUMN, CONSTRAINT, TRIGGER, POLICY -> true;
            case INDEX -> !touch.owner().equals(touch.name());
            default -> false;
        };
    }

    private static boolean isAmong(String name, Set<String> declared) {
        return declared.stream().anyMatch(one -> isSame(name, one));
    }

    /** People declare tables without their schema, and without quotes. */
    private static boolean isSame(String name, String declared) {
        return name.equals(declared) || name.endsWith("." + declared);
    }

    private static String folded(String table) {
        return table.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
