package dev.coord.content.schema;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.SchemaNeeds;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.link.WaveLinks;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.schema.Clash.Place;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks at the migrations that features add. What stops a feature: a number that is taken or comes too early; what it needs and another
 * one makes that applies after it, or that is not merged; a module that names one that is not there; and a change of what a
 * feature that is merged before, or the target since its branch was begun, changes too, where neither a declaration nor the branch
 * puts one after the other. What is told: where the text does not say what a migration does, where that is not what was declared,
 * where a migration is changed that has landed, and where numbers are looked at by nobody.
 * Specification 5.2 and 6.1.
 */
public final class SchemaCheck implements IntegrityCheck {

    /** Its findings are told by it. */
    public static final String NAME = "schema";

    private final DeclaredChanges declared;
    private final FeatureSet features;
    private final MigrationFiles reader;

    /**
     * Binds what is known.
     *
     * @param features what was declared
     * @param others whether a file lies where migrations are, although its directory is called otherwise
     */
    public SchemaCheck(FeatureSet features, Predicate<String> others) {
        this.declared = new DeclaredChanges(features);
        this.features = features;
        this.reader = new MigrationFiles(others);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<IntegrityFinding> find(CandidateFiles files) {
        WaveMigrations migrations = WaveMigrations.of(files, reader);
        List<IntegrityFinding> found = new ArrayList<>();
        List<FeatureId> before = new ArrayList<>();
        Map<String, String> given = new HashMap<>();
        for (FeatureId feature : migrations.features()) {
            if (!migrations.added(feature).isEmpty()) {
                found.addAll(Sequence.faults(migrations, feature, before, files, given));
                clashes(migrations, feature, before, found);
                notSeen(migrations, feature, found);
                found.addAll(declared.differences(feature, migrations));
                before.add(feature);
            }
        }
        found.addAll(LaterNeeds.faults(migrations));
        found.addAll(new ElsewhereNeeds(migrations, declared, files, reader).faults());
        found.addAll(WaveFaults.of(migrations, judged(found)));
        found.addAll(WaveLinks.faults(NAME, features, files, reader));
        found.addAll(LandedMigrations.changed(files, reader));
        found.addAll(UncountedMigrations.added(files, reader));
        return found;
    }

    private static Set<String> judged(List<IntegrityFinding> found) {
        return found.stream()
                .filter(finding -> finding.stops() || finding.missing().isPresent())
                .map(IntegrityFinding::path)
                .collect(Collectors.toSet());
    }

    private void clashes(
            WaveMigrations migrations, FeatureId feature, List<FeatureId> before, List<IntegrityFinding> found) {
        List<ReadMigration> own = migrations.addedSql(feature);
        found.addAll(findings(feature, Optional.empty(), SchemaClashes.of(migrations.unseenSql(feature), own)));
        for (FeatureId earlier : before) {
            List<ReadMigration> others = migrations.addedSql(earlier);
            if (!declared.isAfter(feature, earlier) && !migrations.hasSeen(feature, others)) {
                found.addAll(findings(feature, Optional.of(earlier), unordered(others, own)));
            }
        }
    }

    /** Most meet nowhere, and what they need is not asked then. */
    private static List<Clash> unordered(List<ReadMigration> earlier, List<ReadMigration> later) {
        List<Clash> clashes = SchemaClashes.of(earlier, later);
        return clashes.isEmpty() ? clashes : SchemaClashes.of(notNeeded(earlier, later), notNeeded(later, earlier));
    }

    /** Without those that make what others need, which come first in any case: numbers follow that. */
    private static List<ReadMigration> notNeeded(List<ReadMigration> migrations, List<ReadMigration> others) {
        SchemaNeeds needs =
                others.stream().map(one -> SchemaNeeds.of(one.footprint())).reduce(SchemaNeeds.NONE, SchemaNeeds::then);
        return migrations.stream()
                .filter(one -> needs.missing(SchemaNeeds.of(one.footprint()), SchemaNeeds.NONE)
                        .isEmpty())
                .toList();
    }

    private static List<IntegrityFinding> findings(FeatureId feature, Optional<FeatureId> with, List<Clash> clashes) {
        return clashes.stream()
                .map(clash -> new IntegrityFinding(
                        feature,
                        NAME,
                        clash.later().path(),
                        clash.later().statement().line(),
                        "it changes '" + clash.object() + "', as "
                                + with.map(id -> "'" + id + "'").orElse("the target") + " does by '"
                                + shortened(clash.earlier()) + "' ('"
                                + clash.earlier().path() + "' line "
                                + clash.earlier().statement().line() + "), without an order between them: '"
                                + shortened(clash.later()) + "'",
                        "see that both changes together are what is meant, this one after the other, and change this one"
                                + " where they are not",
                        true,
                        Optional.of(new SchemaConflict(with, List.of(clash.object())))))
                .toList();
    }

    private static String shortened(Place place) {
        return StatementText.shortened(place.statement());
    }

    private static void notSeen(WaveMigrations migrations, FeatureId feature, List<IntegrityFinding> found) {
        Set<String> read = new TreeSet<>();
        for (ReadMigration migration : migrations.addedSql(feature)) {
            read.add(migration.path());
            migration
                    .early()
                    .ifPresent(one -> found.add(told(
                            feature,
                            migration.path(),
                            one.named(),
                            "it names " + SafeText.line(one.value()) + ", which it adds to an enum in line "
                                    + one.added()
                                    + ": PostgreSQL refuses that in one transaction, and most tools run a file in one;"
                                    + " add the value by a migration of its own before this one")));
            for (NotSeen one : migration.footprint().notSeen()) {
                if (one.why().isHiding()) {
                    found.add(told(
                            feature,
                            migration.path(),
                            one.statement().line(),
                            "what '" + StatementText.shortened(one.statement()) + "' changes is not seen: "
                                    + one.reason()));
                }
            }
        }
        for (String path : migrations.added(feature)) {
            Optional<String> unsent = migrations.unsent(path);
            if (unsent.isPresent()) {
                found.add(told(
                        feature,
                        path,
                        0,
                        read.contains(path)
                                ? unsent.get() + ", and applies only where its tool says in which encoding it is"
                                : "what it changes is not seen: " + unsent.get()));
            }
        }
    }

    static IntegrityFinding told(FeatureId feature, String path, int line, String message) {
        return new IntegrityFinding(
                feature, NAME, path, line, message, "nothing needs to be done if that is as it should be", false);
    }
}
