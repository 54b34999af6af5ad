package dev.coord.content.schema;

import static java.util.Objects.requireNonNull;

import dev.coord.FeatureId;
import dev.coord.content.footprint.SchemaNeeds;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.history.SchemaHistory;
import dev.coord.content.history.SchemaHistory.Fault;
import dev.coord.content.migration.SqlText;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a migration of a wave needs what no migration makes that is merged, and other work is to bring: work of the run that is made
 * and not merged, or work that is declared to change that table. What no migration makes may be there all the same, so that a
 * declaration stops nothing where the migrations that are there change what none of them makes. For one thread. Specification 6.1.
 */
final class ElsewhereNeeds {
    private static final String DECLARED = "a declaration";
    private static final int LARGEST = 1 << 20;

    private final WaveMigrations migrations;
    private final DeclaredChanges declared;
    private final CandidateFiles files;
    private final MigrationReader reader;
    private final Map<String, FeatureId> owners = new HashMap<>();
    private final List<ReadMigration> added;

    ElsewhereNeeds(WaveMigrations migrations, DeclaredChanges declared, CandidateFiles files, MigrationReader reader) {
        this.migrations = migrations;
        this.declared = declared;
        this.files = files;
        this.reader = reader;
        this.added = migrations.addedSql();
        for (FeatureId feature : migrations.features()) {
            migrations.added(feature).forEach(path -> owners.put(path, feature));
        }
    }

    /** What is missing, once for each object that a migration needs. */
    List<IntegrityFinding> faults() {
        Map<FeatureId, Set<String>> needed = needed();
        if (needed.values().stream().allMatch(Set::isEmpty)) {
            return List.of();
        }
        List<IntegrityFinding> found = new ArrayList<>(made(needed));
        Set<String> known = found.stream().map(IntegrityFinding::path).collect(Collectors.toSet());
        needed.forEach((feature, names) -> declared(feature, names).stream()
                .filter(finding -> !known.contains(finding.path()))
                .forEach(found::add));
        return found;
    }

    /** What each feature needs and none of the wave makes. */
    private Map<FeatureId, Set<String>> needed() {
        SchemaNeeds wave = needs(added);
        Map<FeatureId, Set<String>> needed = new LinkedHashMap<>();
        for (FeatureId feature : migrations.features()) {
            Set<String> names =
                    new LinkedHashSet<>(needs(migrations.addedSql(feature)).needed());
            names.removeAll(wave.made());
            needed.put(feature, names);
        }
        return needed;
    }

    private static SchemaNeeds needs(List<ReadMigration> migrations) {
        return migrations.stream()
                .map(one -> SchemaNeeds.of(one.footprint()))
                .reduce(SchemaNeeds.NONE, SchemaNeeds::then);
    }

    /**
     * An object that a migration lacks.
     *
     * @param fault where it first needs it
     * @param makers the migrations that make it, by their features
     */
    private record Lack(Fault fault, Map<FeatureId, String> makers) {}

    private List<IntegrityFinding> made(Map<FeatureId, Set<String>> needed) {
        Set<String> names = needed.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Map<String, Lack> lacks = new LinkedHashMap<>();
        elsewhere().forEach((other, theirs) -> {
            if (!Collections.disjoint(needs(theirs).made(), names)) {
                faults(theirs)
                        .forEach(fault -> lacks.computeIfAbsent(
                                        fault.path() + '\0' + fault.object(), any -> new Lack(fault, new TreeMap<>()))
                                .makers()
                                .putIfAbsent(other, fault.maker()));
            }
        });
        return lacks.values().stream()
                .map(lack -> finding(lack.fault(), "no migration but " + told(lack.makers()), true)
                        .lacking(
                                new Missing(List.of(), List.copyOf(lack.makers().keySet()), List.of())))
                .toList();
    }

    private static String told(Map<FeatureId, String> makers) {
        Map.Entry<FeatureId, String> first = makers.entrySet().iterator().next();
        return "'" + first.getValue() + "' of '" + first.getKey() + "'";
    }

    /** What the wave lacks without these. */
    private List<Fault> faults(List<ReadMigration> theirs) {
        List<ReadMigration> before = migrations.othersSql();
        Set<String> makers = theirs.stream().map(ReadMigration::path).collect(Collectors.toSet());
        return SchemaHistory.faults(
                        Stream.of(before, theirs, added).flatMap(List::stream).toList(),
                        Stream.concat(before.stream(), added.stream()).toList())
                .stream()
                .filter(fault -> makers.contains(fault.maker()) && owners.containsKey(fault.path()))
                .toList();
    }

    /** What is made and not merged, by its feature. */
    private Map<FeatureId, List<ReadMigration>> elsewhere() {
        Map<FeatureId, Map<String, ChangedFile>> theirs = new TreeMap<>();
        files.addedElsewhere()
                .forEach(file -> theirs.computeIfAbsent(file.feature(), feature -> new TreeMap<>())
                        .put(file.path(), file));
        Map<FeatureId, List<ReadMigration>> read = new TreeMap<>();
        theirs.forEach((feature, paths) -> read.put(feature, read(paths)));
        return read;
    }

    private List<ReadMigration> read(Map<String, ChangedFile> paths) {
        Function<String, Optional<byte[]>> content =
                path -> Optional.ofNullable(paths.get(path)).flatMap(files::contentElsewhere);
        return reader.read(paths.keySet(), content).stream()
                .map(MigrationDirectory::steps)
                .flatMap(List::stream)
                .map(MigrationStep::up)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(path -> SqlText.up(path, content).map(text -> ReadMigration.of(path, text)).stream())
                .toList();
    }

    private List<IntegrityFinding> declared(FeatureId feature, Set<String> names) {
        List<IntegrityFinding> found = new ArrayList<>();
        declared.ofOthers(feature).forEach((table, others) -> {
            List<FeatureId> by = others.stream()
                    .filter(other -> !migrations.features().contains(other))
                    .toList();
            if (!by.isEmpty() && names.contains(table.contains(".") ? table : "public." + table)) {
                faults(List.of(ReadMigration.of(DECLARED, made(table)))).stream()
                        .filter(fault -> feature.equals(owners.get(fault.path())))
                        .map(fault -> finding(fault, "no migration", isKnown(table))
                                .lacking(new Missing(List.of(), by, List.of())))
                        .forEach(found::add);
            }
        });
        return found;
    }

    private static String made(String table) {
        return Stream.of(table.split("[.]", -1))
                .collect(Collectors.joining("\".\"", "create table \"", "\" (declared integer);"));
    }

    /** Whether a table that no migration makes is not there. */
    private boolean isKnown(String table) {
        String name = table.substring(table.lastIndexOf('.') + 1);
        return migrations.areOthersSql()
                && SchemaHistory.isWhole(migrations.othersSql())
                && files.pathsBefore().stream()
                        .filter(SqlText::isSql)
                        .filter(path -> !owners.containsKey(path))
                        .flatMap(path -> files.contentBefore(path).filter(bytes -> bytes.length <= LARGEST).stream())
                        .noneMatch(bytes -> SqlText.text(bytes)
                                .map(text -> text.toLowerCase(Locale.ROOT).contains(name))
                                .orElse(true));
    }

    private IntegrityFinding finding(Fault fault, String who, boolean stops) {
        return new IntegrityFinding(
                requireNonNull(owners.get(fault.path())),
                SchemaCheck.NAME,
                fault.path(),
                fault.statement().line(),
                who + " makes '" + fault.object() + "', which it needs",
                "see that what it needs lands before it",
                stops);
    }
}
