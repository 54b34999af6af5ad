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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a migration of a wave needs what no migration makes that is merged, and other work is to bring: work of the run that is made
 * and not merged, or work that is declared to change that table. What no migration makes may be there all the same, so that neither a
 * declaration nor what is made only where it is not there stops anything unless that is known to be missing. For one thread.
 * Specification 6.1.
 */
final class ElsewhereNeeds {
    private static final String DECLARED = "a declaration";

    private final WaveMigrations migrations;
    private final DeclaredChanges declared;
    private final CandidateFiles files;
    private final MigrationReader reader;
    private final Map<String, FeatureId> owners;
    private final List<ReadMigration> added;

    ElsewhereNeeds(WaveMigrations migrations, DeclaredChanges declared, CandidateFiles files, MigrationReader reader) {
        this.migrations = migrations;
        this.declared = declared;
        this.files = files;
        this.reader = reader;
        this.added = migrations.addedSql();
        this.owners = migrations.owners();
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
     * @param anew those of the features that make it where it cannot be there
     */
    private record Lack(Fault fault, Map<FeatureId, String> makers, Set<FeatureId> anew) {}

    private List<IntegrityFinding> made(Map<FeatureId, Set<String>> needed) {
        Set<String> names = needed.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Map<String, Lack> lacks = new LinkedHashMap<>();
        elsewhere().forEach((other, theirs) -> {
            SchemaNeeds needs = needs(theirs);
            if (!Collections.disjoint(needs.made(), names)) {
                for (Fault fault : faults(theirs)) {
                    Lack lack =
                            lacks.computeIfAbsent(key(fault), any -> new Lack(fault, new TreeMap<>(), new HashSet<>()));
                    lack.makers().putIfAbsent(other, fault.maker());
                    if (needs.madeAnew().contains(fault.object())) {
                        lack.anew().add(other);
                    }
                }
            }
        });
        return lacks.values().stream().map(this::finding).toList();
    }

    private IntegrityFinding finding(Lack lack) {
        Fault fault = lack.fault();
        boolean isMissing = !lack.anew().isEmpty() || migrations.landed().lacks(fault.object());
        return finding(fault, "no migration but " + told(lack.makers()), isMissing)
                .lacking(new Missing(List.of(), List.copyOf(lack.makers().keySet()), List.of()));
    }

    private static String told(Map<FeatureId, String> makers) {
        Map.Entry<FeatureId, String> first = makers.entrySet().iterator().next();
        return "'" + first.getValue() + "' of '" + first.getKey() + "'";
    }

    /** What the wave lacks without these: first by what is there where they are, which may be a database of its own. */
    private List<Fault> faults(List<ReadMigration> theirs) {
        Map<String, Fault> all = new LinkedHashMap<>();
        List<MigrationDirectory> directories = migrations.directories();
        if (directories.size() > 1) {
            directories.forEach(directory -> faults(theirs, path -> path.startsWith(directory.path() + "/"))
                    .forEach(fault -> all.putIfAbsent(key(fault), fault)));
        }
        faults(theirs, path -> true).forEach(fault -> all.putIfAbsent(key(fault), fault));
        return List.copyOf(all.values());
    }

    private List<Fault> faults(List<ReadMigration> theirs, Predicate<String> places) {
        Predicate<ReadMigration> here = one -> places.test(one.path());
        List<ReadMigration> making = theirs.stream().filter(here).toList();
        List<ReadMigration> before =
                migrations.othersSql().stream().filter(here).toList();
        List<ReadMigration> own = added.stream().filter(here).toList();
        if (making.isEmpty() || own.isEmpty()) {
            return List.of();
        }
        Set<String> makers = making.stream().map(ReadMigration::path).collect(Collectors.toSet());
        return SchemaHistory.faults(
                        Stream.of(before, making, own).flatMap(List::stream).toList(),
                        Stream.concat(before.stream(), own.stream()).toList())
                .stream()
                .filter(fault -> !fault.isTwice() && makers.contains(fault.maker()) && owners.containsKey(fault.path()))
                .toList();
    }

    private static String key(Fault fault) {
        return fault.path() + '\0' + fault.object();
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
            String object = table.contains(".") ? table : "public." + table;
            if (names.contains(object)) {
                List<FeatureId> by = others.stream()
                        .filter(other -> !migrations.features().contains(other))
                        .toList();
                faults(List.of(ReadMigration.of(DECLARED, made(table)))).stream()
                        .filter(fault -> feature.equals(owners.get(fault.path())))
                        .flatMap(fault -> (by.isEmpty() ? unmade(fault, others) : awaited(fault, by)).stream())
                        .forEach(found::add);
            }
        });
        return found;
    }

    /** Where no migration has landed, nothing shows whether more is there: it may be waited for, and nobody is called for it. */
    private Optional<IntegrityFinding> awaited(Fault fault, List<FeatureId> by) {
        FeatureId feature = requireNonNull(owners.get(fault.path()));
        boolean isInVain =
                migrations.landed().isUnknown() && by.stream().allMatch(other -> declared.isAfter(other, feature));
        return Optional.of(
                finding(fault, "no migration", !isInVain && migrations.landed().lacks(fault.object()))
                        .lacking(new Missing(List.of(), by, List.of())));
    }

    /** Those that declare it are merged, and neither make it nor show that it is there. */
    private Optional<IntegrityFinding> unmade(Fault fault, List<FeatureId> others) {
        boolean isNamed = others.stream()
                .anyMatch(other -> needs(migrations.addedSql(other)).needed().contains(fault.object()));
        return isNamed || !migrations.landed().lacks(fault.object())
                ? Optional.empty()
                : Optional.of(finding(fault, "no migration", false).lacking(new Missing(List.of())));
    }

    private static String made(String table) {
        return Stream.of(table.split("[.]", -1))
                .collect(Collectors.joining("\".\"", "create table \"", "\" (declared integer);"));
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
