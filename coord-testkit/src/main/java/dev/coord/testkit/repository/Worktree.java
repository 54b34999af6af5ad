package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.run.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A work tree as a value.
 *
 * @param place where it is
 * @param head what its branch points to
 * @param tree its files, committed or not
 * @param abandoned commits that its branch has left, as a rewritten branch does
 */
public record Worktree(Workspace place, CommitId head, SortedMap<String, String> tree, List<CommitId> abandoned) {

    public Worktree {
        tree = Collections.unmodifiableSortedMap(new TreeMap<>(tree));
        abandoned = List.copyOf(abandoned);
    }

    Worktree writing(String path, String content) {
        SortedMap<String, String> next = new TreeMap<>(tree);
        next.put(path, content);
        return new Worktree(place, head, next, abandoned);
    }

    Worktree leaving(String path, SortedMap<String, String> as) {
        SortedMap<String, String> next = new TreeMap<>(tree);
        next.remove(path);
        if (as.containsKey(path)) {
            next.put(path, as.get(path));
        }
        return new Worktree(place, head, next, abandoned);
    }

    Worktree at(Commit commit) {
        return new Worktree(place, commit.id(), commit.tree(), abandoned);
    }

    Worktree resetTo(Commit commit) {
        List<CommitId> left = new ArrayList<>(abandoned);
        left.add(head);
        return new Worktree(place, commit.id(), commit.tree(), left);
    }
}
