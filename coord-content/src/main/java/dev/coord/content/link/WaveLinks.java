package dev.coord.content.link;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.ModuleLinks;
import dev.coord.content.migration.Paths;
import dev.coord.content.migration.PythonMigration;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whether modules that features of a wave add name what is there, and are not called like others. What other work has, or is declared to
 * write, is waited for. For one thread. Specification 6.1.
 */
public final class WaveLinks {
    private final String check;
    private final FeatureSet features;
    private final CandidateFiles files;
    private final MigrationFiles reader;
    private final LostLinks lost;
    private final Map<String, FeatureId> owners = new HashMap<>();

    private WaveLinks(String check, FeatureSet features, CandidateFiles files, MigrationFiles reader) {
        this.check = check;
        this.features = features;
        this.files = files;
        this.reader = reader;
        this.lost = new LostLinks(files, reader);
        files.changed().forEach(file -> owners.putIfAbsent(file.path(), file.feature()));
    }

    /**
     * What stops features.
     *
     * @param check by what it is told
     * @param features what was declared
     */
    public static List<IntegrityFinding> faults(
            String check, FeatureSet features, CandidateFiles files, MigrationFiles reader) {
        if (!LostLinks.areAnyChanged(files, reader)) {
            return List.of();
        }
        WaveLinks links = new WaveLinks(check, features, files, reader);
        List<IntegrityFinding> found = new ArrayList<>();
        List<LostLink> lost = links.lost.all();
        if (!lost.isEmpty()) {
            KnownApps known = new KnownApps(files, links.lost.after());
            Map<FeatureId, ModuleLinks> elsewhere = links.elsewhere();
            lost.forEach(one -> links.fault(one, known, elsewhere).ifPresent(found::add));
        }
        found.addAll(new WaveChains(check, files, links.lost.after(), links.owners).faults());
        return found;
    }

    private Optional<IntegrityFinding> fault(LostLink one, KnownApps known, Map<FeatureId, ModuleLinks> elsewhere) {
        Optional<FeatureId> feature =
                Optional.ofNullable(owners.get(one.module().path()));
        if (feature.isEmpty()) {
            return one.gone().flatMap(this::owner).map(other -> gone(one, other));
        }
        Map<FeatureId, String> having = new TreeMap<>();
        elsewhere.forEach((other, links) -> links.target(one.place(), one.link())
                .filter(there -> !files.paths().contains(there.path()))
                .ifPresent(there -> having.put(other, there.path())));
        if (!having.isEmpty()) {
            Map.Entry<FeatureId, String> first = having.entrySet().iterator().next();
            return Optional.of(finding(
                            feature.get(),
                            one,
                            ", which only '" + first.getValue() + "' of '" + first.getKey() + "' is",
                            "see that what it names lands before it")
                    .lacking(new Missing(List.of(), List.copyOf(having.keySet()), List.of())));
        }
        Set<String> directories = known.directories(one);
        return directories.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                                feature.get(),
                                one,
                                ", which is not there",
                                "name a migration that is there, or see that what it names lands before it")
                        .lacking(new Missing(places(feature.get(), one, directories))));
    }

    private Optional<FeatureId> owner(PythonMigration gone) {
        return Optional.ofNullable(owners.get(gone.path()));
    }

    private IntegrityFinding gone(LostLink one, FeatureId feature) {
        return finding(feature, one, ", which is not there any more", "keep what it names, or let it name another one");
    }

    private IntegrityFinding finding(FeatureId feature, LostLink one, String what, String remedy) {
        return new IntegrityFinding(feature, check, one.module().path(), one.line(), one.told() + what, remedy, true);
    }

    /** Others are told apart in Alembic by what stands behind the revision, which each has declared of its own. */
    private List<String> places(FeatureId feature, LostLink lost, Set<String> directories) {
        SortedSet<String> places = new TreeSet<>();
        for (String directory : directories) {
            places.add(Paths.in(directory, lost.link().name() + ".py"));
            if (!lost.isOfDjango()) {
                String begin = Paths.in(directory, "*");
                features.features().values().stream()
                        .filter(other -> !other.id().equals(feature))
                        .flatMap(other -> other.fileWrites().stream())
                        .map(RepoPath::value)
                        .filter(pattern -> pattern.startsWith(begin))
                        .map(pattern -> pattern.substring(begin.length()))
                        .filter(end -> end.matches("[\\w.-]+"))
                        .forEach(end ->
                                places.add(Paths.in(directory, lost.link().name() + end)));
            }
        }
        return List.copyOf(places);
    }

    /** The candidate with what other work adds that is made and not merged, by its feature. */
    private Map<FeatureId, ModuleLinks> elsewhere() {
        Map<FeatureId, Map<String, ChangedFile>> theirs = new TreeMap<>();
        files.addedElsewhere().stream()
                .filter(file -> file.path().endsWith(".py"))
                .forEach(file -> theirs.computeIfAbsent(file.feature(), feature -> new TreeMap<>())
                        .put(file.path(), file));
        Map<FeatureId, ModuleLinks> links = new TreeMap<>();
        theirs.forEach((feature, added) -> {
            Set<String> paths = new TreeSet<>(files.paths());
            paths.addAll(added.keySet());
            Function<String, Optional<byte[]>> content = path -> Optional.ofNullable(added.get(path))
                    .map(files::contentElsewhere)
                    .orElseGet(() -> files.content(path));
            links.put(feature, reader.links(paths, content));
        });
        return links;
    }
}
