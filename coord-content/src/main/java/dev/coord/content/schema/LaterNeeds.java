package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.footprint.SchemaNeeds;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a migration of a wave needs what another feature's makes that applies after it: numbers follow what migrations need, but not
 * where features need each other. Specification 6.1.
 */
final class LaterNeeds {

    private LaterNeeds() {}

    /**
     * A migration.
     *
     * @param feature whose it is
     */
    private record Added(FeatureId feature, String path, SchemaNeeds needs) {}

    /** What stops features, the first of each migration. */
    static List<IntegrityFinding> faults(WaveMigrations migrations) {
        Map<String, Added> added = new HashMap<>();
        for (FeatureId feature : migrations.features()) {
            migrations
                    .addedSql(feature)
                    .forEach(one ->
                            added.put(one.path(), new Added(feature, one.path(), SchemaNeeds.of(one.footprint()))));
        }
        List<IntegrityFinding> found = new ArrayList<>();
        for (MigrationDirectory directory : migrations.directories()) {
            List<Added> wave = directory.steps().stream()
                    .flatMap(step -> step.up().stream())
                    .flatMap(path -> Optional.ofNullable(added.get(path)).stream())
                    .toList();
            found.addAll(faults(wave));
        }
        return found;
    }

    private static List<IntegrityFinding> faults(List<Added> wave) {
        List<IntegrityFinding> found = new ArrayList<>();
        SchemaNeeds before = SchemaNeeds.NONE;
        for (int i = 0; i < wave.size(); i++) {
            fault(wave.get(i), wave.subList(i + 1, wave.size()), before).ifPresent(found::add);
            before = before.then(wave.get(i).needs());
        }
        return found;
    }

    private static Optional<IntegrityFinding> fault(Added one, List<Added> later, SchemaNeeds before) {
        for (Added other : later) {
            Optional<String> missing = one.needs().missing(other.needs(), before);
            if (missing.isPresent() && !other.feature().equals(one.feature())) {
                return Optional.of(new IntegrityFinding(
                        one.feature(),
                        SchemaCheck.NAME,
                        one.path(),
                        0,
                        "it needs '" + missing.get() + "', which '" + other.path() + "' of '" + other.feature()
                                + "' makes, and applies before that",
                        "land '" + other.feature() + "' first: this one gets a number after it then",
                        true));
            }
        }
        return Optional.empty();
    }
}
