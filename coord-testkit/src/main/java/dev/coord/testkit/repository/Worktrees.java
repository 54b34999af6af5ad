package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The work trees of agents, and what agents do in them. */
final class Worktrees {

    private final History history;
    private final SortedMap<Path, Worktree> byPlace = new TreeMap<>();
    private long changes;

    Worktrees(History history) {
        this.history = history;
    }

    SortedMap<Path, Worktree> all() {
        return Collections.unmodifiableSortedMap(byPlace);
    }

    Optional<Worktree> at(Workspace workspace) {
        return Optional.ofNullable(byPlace.get(workspace.directory()));
    }

    /** Grows with every change of a work tree. */
    long changes() {
        return changes;
    }

    void put(Worktree worktree) {
        byPlace.put(worktree.place().directory(), worktree);
        changes++;
    }

    /** An agent writes a file. */
    void write(Workspace workspace, String path, String content) {
        at(workspace).ifPresent(worktree -> put(worktree.writing(path, content)));
    }

    /** An agent leaves all but these files as its base has them. */
    void takeBackAllBut(Workspace workspace, Set<String> paths) {
        SortedMap<String, String> base = history.get(workspace.base()).tree();
        at(workspace)
                .map(worktree -> History.changed(base, worktree.tree()))
                .ifPresent(changed -> changed.stream()
                        .filter(path -> !paths.contains(path))
                        .forEach(path -> at(workspace).ifPresent(worktree -> put(worktree.leaving(path, base)))));
    }

    /** An agent commits all that its work tree has. */
    Worktree commit(Worktree worktree) {
        return commit(worktree, List.of(worktree.head()));
    }

    /** The same above these commits. */
    Worktree commit(Worktree worktree, List<CommitId> parents) {
        Commit commit = history.commit(parents, worktree.tree(), Optional.empty());
        Worktree committed = worktree.at(commit);
        put(committed);
        history.point(worktree.place().branch(), commit.id());
        return committed;
    }

    /** An agent throws its branch back to a commit. */
    void rewrite(Workspace workspace, CommitId to) {
        at(workspace).ifPresent(worktree -> {
            Worktree committed = commit(worktree);
            Worktree reset = committed.resetTo(history.get(to));
            put(reset);
            history.point(workspace.branch(), reset.head());
        });
    }

    boolean holdsWork(Worktree worktree) {
        Workspace place = worktree.place();
        return !worktree.abandoned().isEmpty()
                || !worktree.head().equals(place.base())
                || !worktree.tree().equals(history.get(place.base()).tree());
    }

    boolean holdsUnpinned(Worktree worktree) {
        List<CommitId> pins = history.refs().entrySet().stream()
                .filter(ref -> !ref.getKey().startsWith("refs/heads/feature/"))
                .map(Map.Entry::getValue)
                .toList();
        return !worktree.abandoned().isEmpty()
                || !history.get(worktree.head()).tree().equals(worktree.tree())
                || !history.ancestors(pins).contains(worktree.head());
    }

    /** One commit above everything the work tree ever held, under one ref. */
    String pinAll(Worktree worktree) {
        List<CommitId> parents = new ArrayList<>();
        parents.add(worktree.head());
        parents.addAll(worktree.abandoned());
        String ref = pin("kept", worktree.place());
        history.point(
                ref, history.commit(parents, worktree.tree(), Optional.empty()).id());
        return ref;
    }

    /** Takes a work tree away, and its branch where no later attempt has it. */
    void takeAway(Workspace workspace) {
        boolean laterAttempt = byPlace.values().stream()
                .anyMatch(other -> other.place().branch().equals(workspace.branch())
                        && !other.place().equals(workspace));
        byPlace.remove(workspace.directory());
        if (!laterAttempt) {
            history.drop(workspace.branch());
        }
        changes++;
    }

    static String pin(String kind, Workspace workspace) {
        return "refs/coord/" + kind + "/" + workspace.run() + "/" + workspace.feature() + "-" + workspace.attempt();
    }
}
