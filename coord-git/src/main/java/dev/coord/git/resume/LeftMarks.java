package dev.coord.git.resume;

import dev.coord.git.command.ChangedPaths;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the conflicts that an agent has not resolved. */
public final class LeftMarks {

    private static final long LARGEST = 16 << 20;

    private LeftMarks() {}

    /**
     * Looks at every file that differs from the base.
     *
     * @param tree what the agent left
     * @return the files with the lines, sorted by path
     */
    public static List<ConflictedFile> find(Git git, CommitId base, String tree) {
        return places(git, base, tree).entrySet().stream()
                .map(file -> new ConflictedFile(file.getKey().text(), file.getValue(), List.of()))
                .toList();
    }

    static SortedMap<GitPath, List<LineRange>> places(Git git, CommitId base, String tree) {
        Map<GitPath, String[]> changed = new TreeMap<>();
        Iterator<String> fields =
                ChangedPaths.difference(git, base.value(), tree).rawFields().iterator();
        Set<String> ids = new HashSet<>();
        while (fields.hasNext()) {
            String[] change = fields.next().strip().split(" ", -1);
            changed.put(new GitPath(fields.next()), change);
            ids.add(change[2]);
            ids.add(change[3]);
        }
        Map<String, String> contents = Commits.contents(git, Commits.blobs(git, ids, LARGEST));
        SortedMap<GitPath, List<LineRange>> left = new TreeMap<>();
        changed.forEach((path, change) -> {
            List<LineRange> lines =
                    ConflictMarks.left(contents.getOrDefault(change[3], ""), contents.getOrDefault(change[2], ""));
            if (!lines.isEmpty()) {
                left.put(path, lines);
            }
        });
        return left;
    }
}
