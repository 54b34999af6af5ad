package dev.coord.testkit.repository;

import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Hunk;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a workspace goes on with, merged with its base as values. */
final class ResumedTree {

    private final History history;
    private final Workspace workspace;
    private final Commit base;

    ResumedTree(History history, Workspace workspace) {
        this.history = history;
        this.workspace = workspace;
        this.base = history.get(workspace.base());
    }

    /** What the workspace resumes, merged with its base: files in conflict have both sides between marks. */
    SortedMap<String, String> files() {
        if (workspace.resumes().isEmpty()) {
            return base.tree();
        }
        Commit tip = history.get(workspace.resumes().get());
        Commit common = history.get(history.base(base.id(), tip.id()));
        SortedSet<String> own = History.changed(common.tree(), tip.tree());
        SortedMap<String, String> tree = new TreeMap<>(History.overlaid(base, tip, own));
        for (Hunk hunk : conflicts()) {
            tree.put(hunk.path(), Marks.around(hunk.target(), hunk.own()));
        }
        return tree;
    }

    /** The places that do not merge, and those that still have marks. */
    List<Hunk> conflicts() {
        if (workspace.resumes().isEmpty()) {
            return List.of();
        }
        Commit tip = history.get(workspace.resumes().get());
        SortedMap<String, String> common =
                history.get(history.base(base.id(), tip.id())).tree();
        SortedSet<String> clashes = History.clashes(common, tip.tree(), base.tree());
        SortedSet<String> places = new TreeSet<>(Marks.in(tip.tree()));
        places.addAll(clashes);
        return places.stream()
                .map(path -> {
                    String own = tip.tree().getOrDefault(path, "");
                    return clashes.contains(path)
                            ? new Hunk(path, 1, base.tree().getOrDefault(path, ""), common.getOrDefault(path, ""), own)
                            : Marks.hunk(path, own);
                })
                .toList();
    }
}
