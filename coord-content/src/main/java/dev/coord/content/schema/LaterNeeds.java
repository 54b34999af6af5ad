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
            fault(wave.get(i), wave.subList(i + 1, wave.size()), before, wave).ifPresent(found::add);
            before = before.then(wave.get(i).needs());
        }
        return found;
    }

    private static Optional<IntegrityFinding> fault(
            Added one, List<Added> later, SchemaNeeds before, List<Added> wave) {
        for (Added other : later) {
            Optional<String> missing = one.needs().missing(other.needs(), before);
            if (missing.isPresent() && !other.feature().equals(one.feature())) {
                return Optional.of(finding(one, missing.get(), other, isNeeded(one.feature(), other.feature(), wave)));
            }
        }
        return Optional.empty();
    }

    private static IntegrityFinding finding(Added one, String missing, Added other, boolean isNeeded) {
        String maker = "'" + other.feature() + "'";
        return new IntegrityFinding(
                one.feature(),
                SchemaCheck.NAME,
                one.path(),
                0,
                (isNeeded ? maker + " and this feature need each other: " : "")
                        + "it needs '" + missing + "', which '" + other.path() + "' of " + maker
                        + " makes, and applies before that",
                isNeeded
                        ? "make both one feature, or leave out here what needs " + maker
                                + ", for a feature that comes after both"
                        : "land " + maker + " first: this one gets a number after it then",
                true);
    }

    /** Whether the other feature needs one as well, maybe by another migration, so that it cannot land first. */
    private static boolean isNeeded(FeatureId one, FeatureId other, List<Added> wave) {
        return of(other, wave).missing(of(one, wave), SchemaNeeds.NONE).isPresent();
    }

    private static SchemaNeeds of(FeatureId feature, List<Added> wave) {
        return wave.stream()
                .filter(added -> added.feature().equals(feature))
                .map(Added::needs)
                .reduce(SchemaNeeds.NONE, SchemaNeeds::then);
    }
}
