package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.content.migration.NextNumber;
import dev.coord.content.migration.Version;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether what a feature adds has numbers of its own that come after those that landed without it. Specification 6.1. */
final class Sequence {
    private final FeatureId feature;
    private final Set<String> own;
    private final Set<String> earlier = new TreeSet<>();
    private final CandidateFiles files;
    private final Map<String, String> given;

    private Sequence(
            WaveMigrations migrations,
            FeatureId feature,
            List<FeatureId> before,
            CandidateFiles files,
            Map<String, String> given) {
        this.given = given;
        this.feature = feature;
        this.own = new TreeSet<>(migrations.added(feature));
        before.forEach(id -> earlier.addAll(migrations.added(id)));
        this.files = files;
    }

    /**
     * What is wrong with the numbers of a feature.
     *
     * @param before the features that are merged before it
     * @param given the latest number of each directory that an earlier feature of the wave was told to take; the caller keeps it
     */
    static List<IntegrityFinding> faults(
            WaveMigrations migrations,
            FeatureId feature,
            List<FeatureId> before,
            CandidateFiles files,
            Map<String, String> given) {
        Sequence sequence = new Sequence(migrations, feature, before, files, given);
        List<IntegrityFinding> found = new ArrayList<>();
        for (MigrationDirectory directory : migrations.directories()) {
            directory.steps().stream()
                    .filter(step -> step.up().filter(sequence.own::contains).isPresent())
                    .forEach(step -> sequence.fault(step, directory).ifPresent(found::add));
        }
        return found;
    }

    private Optional<IntegrityFinding> fault(MigrationStep step, MigrationDirectory directory) {
        if (step.number().isEmpty()) {
            return Optional.empty();
        }
        SortedSet<String> begun = files.pathsBegun(feature);
        Version version = Version.of(step.number().get());
        for (MigrationStep other : directory.steps()) {
            String path = other.up().orElse("");
            boolean isThere = earlier.contains(path)
                    || (!own.contains(path) && files.pathsBefore().contains(path));
            if (isThere && other.number().isPresent()) {
                int order = version.compareTo(Version.of(other.number().get()));
                boolean isLate = order < 0
                        && !begun.contains(path)
                        && !earlier.contains(path)
                        && !files.comesBack(step.up().orElseThrow());
                if (order == 0 || isLate) {
                    String what = order == 0 ? "is the number of" : "comes before";
                    return Optional.of(fault(step, what, path, remedy(step, directory)));
                }
            }
        }
        return Optional.empty();
    }

    /** Each of several gets a number of its own: otherwise all take the same next one, and meet again. */
    private String remedy(MigrationStep step, MigrationDirectory directory) {
        String last = given.getOrDefault(directory.path(), greatest(directory));
        String next = NextNumber.after(last, step.number().orElseThrow().length());
        given.put(directory.path(), next);
        return "give it the number " + next;
    }

    private static String greatest(MigrationDirectory directory) {
        return directory.steps().stream()
                .flatMap(one -> one.number().stream())
                .max(Comparator.comparing(Version::of))
                .orElseThrow();
    }

    private IntegrityFinding fault(MigrationStep step, String what, String other, String remedy) {
        return new IntegrityFinding(
                feature,
                SchemaCheck.NAME,
                step.up().orElseThrow(),
                0,
                "its number " + step.number().orElseThrow() + " " + what + " '" + other + "', which "
                        + (earlier.contains(other) ? "is merged before it" : "has landed"),
                remedy,
                true);
    }
}
