package dev.coord.content.link;

import static java.util.Objects.requireNonNull;

import dev.coord.FeatureId;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.ModuleLinks;
import dev.coord.content.migration.PythonMigration;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether modules that features of a wave add have a revision of their own, and come after none that comes after them. Of several that are in the
 * way of each other, the one that is merged last is told. For one thread.
 */
final class WaveChains {

    private final String check;
    private final CandidateFiles files;
    private final ModuleLinks links;
    private final Map<String, FeatureId> owners;
    private final Map<String, Place> places = new HashMap<>();

    WaveChains(String check, CandidateFiles files, ModuleLinks links, Map<String, FeatureId> owners) {
        this.check = check;
        this.files = files;
        this.links = links;
        this.owners = owners;
        links.modules().forEach((place, all) -> all.forEach(one -> places.put(one.path(), place)));
    }

    List<IntegrityFinding> faults() {
        Map<String, PythonMigration> known = new HashMap<>();
        Map<String, PythonMigration> modules = new HashMap<>();
        links.modules()
                .values()
                .forEach(all -> all.forEach(one -> {
                    modules.put(one.path(), one);
                    if (!isAdded(one.path()) && one.scheme() == Scheme.ALEMBIC) {
                        known.putIfAbsent(one.name(), one);
                    }
                }));
        List<IntegrityFinding> found = new ArrayList<>();
        Set<String> merged = new HashSet<>(modules.keySet());
        merged.removeIf(this::isAdded);
        for (PythonMigration one : added(modules)) {
            merged.add(one.path());
            if (one.scheme() == Scheme.ALEMBIC) {
                Optional.ofNullable(known.putIfAbsent(one.name(), one))
                        .ifPresent(other -> found.add(finding(
                                one,
                                "its revision '" + one.name() + "' is that of '" + other.path() + "', too",
                                "give yours a revision of its own")));
            }
            if (isBehindItself(one, merged)) {
                found.add(finding(
                        one,
                        "it comes after itself: what it names comes after it",
                        "name a migration that does not come after it"));
            }
        }
        return found;
    }

    private boolean isAdded(String path) {
        return owners.containsKey(path) && !files.pathsBefore().contains(path);
    }

    /** In the order of the work. */
    private List<PythonMigration> added(Map<String, PythonMigration> modules) {
        return files.changed().stream()
                .map(ChangedFile::path)
                .distinct()
                .filter(this::isAdded)
                .flatMap(path -> Optional.ofNullable(modules.get(path)).stream())
                .toList();
    }

    private boolean isBehindItself(PythonMigration one, Set<String> merged) {
        Set<String> seen = new HashSet<>();
        Deque<PythonMigration> next = new ArrayDeque<>(before(one).toList());
        while (!next.isEmpty()) {
            PythonMigration before = next.pop();
            if (before.path().equals(one.path())) {
                return true;
            }
            if (merged.contains(before.path()) && seen.add(before.path())) {
                before(before).forEach(next::push);
            }
        }
        return false;
    }

    private Stream<PythonMigration> before(PythonMigration one) {
        Place place = requireNonNull(places.get(one.path()));
        return Stream.concat(one.links().stream(), one.others().stream())
                .flatMap(link -> links.target(place, link).stream());
    }

    private IntegrityFinding finding(PythonMigration one, String message, String remedy) {
        return new IntegrityFinding(
                requireNonNull(owners.get(one.path())), check, one.path(), 0, message, remedy, true);
    }
}
