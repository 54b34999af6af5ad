package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.migration.Version;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether what a feature adds has numbers of its own that come after those that it has not seen. Specification 6.1. */
final class Sequence {
    private final FeatureId feature;
    private final Set<String> own;
    private final Set<String> earlier = new TreeSet<>();
    private final CandidateFiles files;

    private Sequence(WaveMigrations migrations, FeatureId feature, List<FeatureId> before, CandidateFiles files) {
        this.feature = feature;
        this.own = new TreeSet<>(migrations.added(feature));
        before.forEach(id -> earlier.addAll(migrations.added(id)));
        this.files = files;
    }

    /**
     * What is wrong with the numbers of a feature.
     *
     * @param before the features that are merged before it
     */
    static List<IntegrityFinding> faults(
            WaveMigrations migrations, FeatureId feature, List<FeatureId> before, CandidateFiles files) {
        Sequence sequence = new Sequence(migrations, feature, before, files);
        List<IntegrityFinding> found = new ArrayList<>();
        for (MigrationDirectory directory : migrations.directories()) {
            directory.steps().stream()
                    .filter(step -> step.up().filter(sequence.own::contains).isPresent())
                    .forEach(step -> sequence.fault(step, directory.steps()).ifPresent(found::add));
        }
        return found;
    }

    private Optional<IntegrityFinding> fault(MigrationStep step, List<MigrationStep> all) {
        if (step.number().isEmpty()) {
            return Optional.empty();
        }
        SortedSet<String> begun = files.pathsBegun(feature);
        Version version = Version.of(step.number().get());
        for (MigrationStep other : all) {
            String path = other.up().orElse("");
            boolean isThere = earlier.contains(path)
                    || (!own.contains(path) && files.pathsBefore().contains(path));
            if (isThere && other.number().isPresent()) {
                int order = version.compareTo(Version.of(other.number().get()));
                if (order == 0 || (order < 0 && !begun.contains(path))) {
                    return Optional.of(fault(step, order == 0 ? "is the number of" : "comes before", path));
                }
            }
        }
        return Optional.empty();
    }

    private IntegrityFinding fault(MigrationStep step, String what, String other) {
        return new IntegrityFinding(
                feature,
                SchemaCheck.NAME,
                step.up().orElseThrow(),
                0,
                "its number " + step.number().orElseThrow() + " " + what + " '" + other + "', which "
                        + (earlier.contains(other) ? "is merged before it" : "has landed"),
                "give it the number after that of the last migration that is there",
                true);
    }
}
