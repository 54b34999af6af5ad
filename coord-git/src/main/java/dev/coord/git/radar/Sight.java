package dev.coord.git.radar;

import static java.util.Objects.requireNonNull;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.integrate.MergeBases;
import dev.coord.core.radar.ChangedFile;
import dev.coord.core.radar.Pairs;
import dev.coord.core.radar.Pairs.Pair;
import dev.coord.core.radar.TreeDiff;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.history.BranchHistory;
import dev.coord.git.merge.AttributeTree;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.radar.BlobChanges.Versions;
import dev.coord.git.radar.PairMerges.Stages;
import dev.coord.git.radar.PairMerges.Unmerged;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.git.structured.MeantMerges;
import dev.coord.merge.StructuredMerger;
import dev.coord.radar.Encounter;
import dev.coord.radar.LiveWork;
import dev.coord.radar.RadarPicture;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that a radar knows between two looks, and how it looks. Whatever fails leaves it in a state that is not to be used again. For one
 * thread.
 */
public final class Sight implements AutoCloseable {

    /** A merge that git would make by other rules than those of the lines. */
    private static final String PLAIN = "unspecified";

    private static final String ATTRIBUTES = ".gitattributes";

    private final Repository repository;
    private final IntegrationClone clone;
    private final AttributeTree attributes;
    private final BlobChanges blobs;
    private final MeantMerges meant;
    private final LiveWorks works;
    private final boolean isUsualDifference;
    private Map<List<CommitId>, TreeDiff> changes = new HashMap<>();
    private Map<Pair, List<Encounter>> known = new HashMap<>();
    private Pairs.Seen seen = Pairs.Seen.NOTHING;
    private Set<CommitId> historyOf = Set.of();
    private Optional<MergeBases> history = Optional.empty();

    /**
     * Makes the clone.
     *
     * @param directory where; nobody else uses it
     * @param watches whether files are only looked at where the system tells that somebody wrote
     * @param mergers what they merge is no conflict
     */
    public Sight(
            Repository repository,
            Path directory,
            InstantSource clock,
            boolean watches,
            List<StructuredMerger> mergers) {
        this.repository = repository;
        this.clone = IntegrationClone.open(repository, directory);
        this.attributes = new AttributeTree(clone);
        this.blobs = new BlobChanges(clone.git());
        this.meant = new MeantMerges(clone.git(), mergers);
        this.works = new LiveWorks(repository, clone, clock, watches);
        this.isUsualDifference = !clone.git()
                .ask("config", "--get-regexp", "^(diff\\.algorithm|merge\\.renormalize)$")
                .succeeded();
    }

    /** As {@link dev.coord.radar.Radar#look}. */
    @SuppressWarnings("try") // one process each reads as long as that takes
    public RadarPicture look(String name, Collection<LiveWork> live) {
        try (ObjectReader.Use use = repository.reading();
                ObjectReader.Use own = clone.reading()) {
            CommitId target = new Refs(repository.git())
                    .commit(TargetBranch.end(repository, name))
                    .orElseThrow(() -> new RepositoryFailed("there is no branch " + name + " with a commit in "
                            + repository.directory() + "; name a branch that is there"));
            LiveWorks.Read read = works.read(live);
            Pairs.Seen now = seen(target, read.works());
            List<Pair> again = Pairs.toLookAt(seen, now);
            Map<Pair, List<Encounter>> all = new LinkedHashMap<>();
            if (!again.isEmpty()) {
                Map<Pair, List<Encounter>> found = compare(target, read.works(), again);
                for (Pair pair : Pairs.of(read.works().keySet())) {
                    all.put(pair, requireNonNull(found.getOrDefault(pair, known.getOrDefault(pair, List.of()))));
                }
            } else {
                Pairs.of(read.works().keySet()).forEach(pair -> all.put(pair, known.getOrDefault(pair, List.of())));
            }
            known = all;
            seen = now;
            return new RadarPicture(
                    target,
                    List.copyOf(read.works().keySet()),
                    all.values().stream().flatMap(List::stream).toList(),
                    read.unseen());
        }
    }

    private static Pairs.Seen seen(CommitId target, Map<FeatureId, WorkSnapshot> works) {
        Map<FeatureId, String> marks = new HashMap<>();
        works.forEach((id, work) -> marks.put(id, work.mark()));
        return new Pairs.Seen(target.value(), marks);
    }

    private Map<Pair, List<Encounter>> compare(
            CommitId target, SortedMap<FeatureId, WorkSnapshot> all, List<Pair> pairs) {
        MergeBases bases = bases(target, all.values());
        Map<List<CommitId>, TreeDiff> used = new HashMap<>();
        List<PairSight> open = new ArrayList<>();
        Map<Pair, List<Encounter>> found = new HashMap<>();
        for (Pair pair : pairs) {
            PairSight sight = sight(target, all, pair, bases, used);
            found.put(pair, List.of());
            if (!sight.isApart()) {
                open.add(sight);
            }
        }
        keep(used);
        blobs.find(open.stream().flatMap(PairSight::versions).toList());
        Git git = open.isEmpty() ? clone.git() : attributes.of(target);
        Set<String> plain = plain(git, open);
        open.removeIf(sight -> sight.isFarApart(blobs, plain));
        Map<PairSight, SortedMap<GitPath, Stages>> conflicts = conflicts(target, merge(git, open));
        List<Versions> unmerged = conflicts.values().stream()
                .flatMap(files -> PairSight.versions(files.values()))
                .toList();
        blobs.find(unmerged);
        conflicts.forEach((sight, files) -> found.put(sight.pair(), sight.encounters(files, blobs)));
        blobs.turn();
        return found;
    }

    private MergeBases bases(CommitId target, Collection<WorkSnapshot> all) {
        Set<CommitId> commits = new TreeSet<>(List.of(target));
        all.forEach(work -> commits.addAll(work.begun()));
        if (history.isEmpty() || !commits.equals(historyOf)) {
            history = Optional.of(new MergeBases(BranchHistory.of(clone.git(), commits)));
            historyOf = commits;
        }
        return history.get();
    }

    private PairSight sight(
            CommitId target,
            SortedMap<FeatureId, WorkSnapshot> all,
            Pair pair,
            MergeBases bases,
            Map<List<CommitId>, TreeDiff> used) {
        WorkSnapshot one = requireNonNull(all.get(pair.one()));
        WorkSnapshot ours = pair.other().isPresent() ? one : WorkSnapshot.committed(target);
        WorkSnapshot theirs =
                pair.other().map(id -> requireNonNull(all.get(id))).orElse(one);
        List<CommitId> begun = bases.of(ours.begun(), theirs.begun());
        return new PairSight(
                pair,
                ours,
                theirs,
                begun.size() == 1
                        ? Optional.of(PairSight.Since.of(
                                changes(begun.get(0), ours.commit(), used),
                                changes(begun.get(0), theirs.commit(), used)))
                        : Optional.empty());
    }

    private TreeDiff changes(CommitId from, CommitId to, Map<List<CommitId>, TreeDiff> used) {
        return used.computeIfAbsent(List.of(from, to), key -> {
            TreeDiff before = changes.get(key);
            return before != null ? before : difference(from, to);
        });
    }

    private TreeDiff difference(CommitId from, CommitId to) {
        TreeDifference.Whole difference = TreeDifference.whole(clone.git(), from.value(), to.value());
        return TreeDiff.of(
                difference.files().stream()
                        .map(file -> new ChangedFile(
                                file.path().raw(), file.oldMode(), file.oldId(), file.newMode(), file.newId()))
                        .toList(),
                difference.goneDirectories().stream().map(GitPath::raw).toList());
    }

    /** What is of use for works that are still there. */
    private void keep(Map<List<CommitId>, TreeDiff> used) {
        Map<List<CommitId>, TreeDiff> next = new HashMap<>(used);
        Set<CommitId> there = new HashSet<>();
        used.keySet().forEach(there::addAll);
        changes.forEach((key, value) -> {
            if (there.containsAll(key)) {
                next.putIfAbsent(key, value);
            }
        });
        changes = next;
    }

    /** The files, of those that two sides edited, that git merges line by line. */
    private Set<String> plain(Git git, List<PairSight> open) {
        if (!isUsualDifference) {
            return Set.of();
        }
        Set<GitPath> paths = new TreeSet<>();
        open.stream()
                .filter(sight -> !changesAttributes(sight))
                .flatMap(PairSight::edited)
                .forEach(path -> paths.add(new GitPath(path)));
        if (paths.isEmpty()) {
            return Set.of();
        }
        List<String> fields = List.of(git.run(GitPath.listed(paths), List.of("check-attr", "-z", "--stdin", "merge"))
                .raw()
                .split("\0", -1));
        Set<String> plain = new HashSet<>();
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            if (fields.get(i + 2).equals(PLAIN)) {
                plain.add(fields.get(i));
            }
        }
        return plain;
    }

    /** Without what is merged all the same by what the files mean. */
    private Map<PairSight, SortedMap<GitPath, Stages>> conflicts(CommitId target, Map<PairSight, Unmerged> unmerged) {
        List<PairSight> merged = unmerged.keySet().stream()
                .filter(sight -> meant.areAll(unmerged(unmerged, sight).contents()))
                .toList();
        Set<GitPath> usual = merged.stream()
                .filter(sight -> !changesAttributes(sight))
                .flatMap(sight -> unmerged(unmerged, sight).files().keySet().stream())
                .collect(Collectors.toSet());
        Set<GitPath> left = usual.isEmpty() ? Set.of() : MeantMerges.leftToGit(usual, attributes.of(target));
        Map<PairSight, SortedMap<GitPath, Stages>> conflicts = new LinkedHashMap<>();
        unmerged.forEach((sight, found) -> {
            Set<GitPath> paths = found.files().keySet();
            boolean isNone = merged.contains(sight)
                    && Collections.disjoint(
                            paths,
                            changesAttributes(sight)
                                    ? MeantMerges.leftToGit(
                                            paths, attributes.of(sight.ours().commit()))
                                    : left);
            conflicts.put(sight, isNone ? new TreeMap<>() : found.files());
        });
        return conflicts;
    }

    private static Unmerged unmerged(Map<PairSight, Unmerged> all, PairSight sight) {
        return requireNonNull(all.get(sight));
    }

    /** Those that change attributes are merged one by one, by the attributes of the side that is merged onto. */
    private Map<PairSight, Unmerged> merge(Git git, List<PairSight> open) {
        Map<PairSight, Unmerged> conflicts = new LinkedHashMap<>();
        List<PairSight> usual =
                open.stream().filter(sight -> !changesAttributes(sight)).toList();
        Map<PairMerges.Pair, Unmerged> merged = usual.isEmpty()
                ? Map.of()
                : PairMerges.merge(
                        git, usual.stream().map(PairSight::merge).distinct().toList());
        for (PairSight sight : open) {
            PairMerges.Pair pair = sight.merge();
            conflicts.put(
                    sight,
                    requireNonNull(
                            changesAttributes(sight)
                                    ? PairMerges.merge(
                                                    attributes.of(sight.ours().commit()), List.of(pair))
                                            .get(pair)
                                    : merged.get(pair)));
        }
        return conflicts;
    }

    private static boolean changesAttributes(PairSight sight) {
        return sight.since()
                .filter(both -> isNamed(both.ours()) || isNamed(both.theirs()))
                .isPresent();
    }

    private static boolean isNamed(TreeDiff side) {
        return side.files().keySet().stream()
                .anyMatch(path -> path.equals(ATTRIBUTES) || path.endsWith("/" + ATTRIBUTES));
    }

    @Override
    public void close() {
        works.close();
    }
}
