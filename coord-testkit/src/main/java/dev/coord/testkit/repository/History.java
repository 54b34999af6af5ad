package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.FeatureTip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Commits and refs. */
public final class History {

    private final Map<CommitId, Commit> commits = new HashMap<>();
    private final SortedMap<String, CommitId> refs = new TreeMap<>();
    private long changes;

    Commit commit(List<CommitId> parents, SortedMap<String, String> tree, Optional<FeatureTip> feature) {
        CommitId id = new CommitId(String.format("%040x", commits.size() + 1));
        Commit commit = new Commit(id, parents, tree, feature);
        commits.put(id, commit);
        return commit;
    }

    public Commit get(CommitId id) {
        return Objects.requireNonNull(commits.get(id), id.value());
    }

    public Optional<CommitId> ref(String name) {
        return Optional.ofNullable(refs.get(name));
    }

    public SortedMap<String, CommitId> refs() {
        return Collections.unmodifiableSortedMap(refs);
    }

    public void point(String ref, CommitId commit) {
        refs.put(ref, commit);
        changes++;
    }

    void drop(String ref) {
        refs.remove(ref);
        changes++;
    }

    /** Grows with every change of a ref. */
    long changes() {
        return changes;
    }

    Set<CommitId> ancestors(Collection<CommitId> tips) {
        Set<CommitId> seen = new LinkedHashSet<>();
        Deque<CommitId> open = new ArrayDeque<>(tips);
        while (!open.isEmpty()) {
            CommitId next = open.poll();
            if (seen.add(next)) {
                open.addAll(get(next).parents());
            }
        }
        return seen;
    }

    /** Every content of these commits and those before them. */
    Set<String> contents(Collection<CommitId> tips) {
        Set<String> contents = new HashSet<>();
        ancestors(tips).forEach(id -> contents.addAll(get(id).tree().values()));
        return contents;
    }

    /** Whose merge commits are at or before this commit. */
    SortedSet<FeatureId> features(CommitId tip) {
        SortedSet<FeatureId> features = new TreeSet<>();
        ancestors(List.of(tip)).forEach(id -> get(id).feature().ifPresent(merged -> features.add(merged.feature())));
        return features;
    }

    public boolean isAncestor(CommitId older, CommitId newer) {
        return ancestors(List.of(newer)).contains(older);
    }

    /** The newest commit that both have; commits are numbered in the order they were made. */
    CommitId base(CommitId one, CommitId other) {
        Set<CommitId> common = new LinkedHashSet<>(ancestors(List.of(one)));
        common.retainAll(ancestors(List.of(other)));
        return Collections.max(common);
    }

    /** First parents from the oldest to the given one. */
    public List<Commit> line(CommitId tip) {
        List<Commit> line = new ArrayList<>();
        Commit commit = get(tip);
        line.add(commit);
        while (!commit.parents().isEmpty()) {
            commit = get(commit.parents().get(0));
            line.add(0, commit);
        }
        return line;
    }

    /** The paths in which two trees differ. */
    static SortedSet<String> changed(SortedMap<String, String> before, SortedMap<String, String> after) {
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
        return paths;
    }

    /** The paths that both sides changed, and not alike. */
    static SortedSet<String> clashes(
            SortedMap<String, String> base, SortedMap<String, String> ours, SortedMap<String, String> theirs) {
        SortedSet<String> paths = changed(ours, theirs);
        paths.retainAll(changed(base, ours));
        paths.retainAll(changed(base, theirs));
        return paths;
    }

    /** A tree in which these paths are as another one has them. */
    static SortedMap<String, String> overlaid(Commit onto, Commit mine, SortedSet<String> paths) {
        SortedMap<String, String> tree = new TreeMap<>(onto.tree());
        for (String path : paths) {
            if (mine.tree().containsKey(path)) {
                tree.put(path, mine.tree().get(path));
            } else {
                tree.remove(path);
            }
        }
        return tree;
    }
}
