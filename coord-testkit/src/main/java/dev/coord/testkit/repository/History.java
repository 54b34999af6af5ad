package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.merge.FeatureTip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
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
    }

    void drop(String ref) {
        refs.remove(ref);
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
}
