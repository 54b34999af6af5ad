package dev.coord.git.resume;

import dev.coord.CommitId;
import dev.coord.core.marks.ConflictMarks;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the conflicts that an agent has not resolved. */
final class LeftMarks {

    private static final long LARGEST = 16 << 20;

    private final Git git;
    private final List<SortedMap<GitPath, Change>> laid;
    private final CommitId base;
    private final Set<GitPath> conflicted;

    /**
     * A file that differs from the base.
     *
     * @param before its id at the base
     * @param id its id
     */
    private record Change(String before, String id) {}

    /**
     * Of work that was resumed.
     *
     * @param laid what the agents of this and of earlier calls found; what git could not merge there is looked at whatever its size
     */
    LeftMarks(Git git, CommitId base, List<LaidMerge> laid) {
        this.git = git;
        this.base = base;
        this.laid = laid.stream().map(LaidMerge::tree).map(this::changes).toList();
        this.conflicted = laid.stream().flatMap(merge -> merge.files().stream()).collect(Collectors.toSet());
    }

    /**
     * Looks at every file that differs from the base.
     *
     * @param tree what the agent left
     * @return the lines of each file that has marks
     */
    SortedMap<GitPath, List<LineRange>> in(String tree) {
        SortedMap<GitPath, Change> changed = changes(tree);
        Set<String> read = new HashSet<>(Commits.blobs(git, ids(changed, file -> true), LARGEST));
        read.addAll(Commits.blobs(git, ids(changed, conflicted::contains)));
        Map<String, String> contents = Commits.contents(git, read);
        SortedMap<GitPath, List<LineRange>> left = new TreeMap<>();
        changed.forEach((path, change) -> {
            List<LineRange> lines = ConflictMarks.left(
                    contents.getOrDefault(change.id(), ""),
                    contents.getOrDefault(change.before(), ""),
                    laid.stream()
                            .filter(changes -> changes.containsKey(path))
                            .map(changes ->
                                    contents.getOrDefault(changes.get(path).id(), ""))
                            .distinct()
                            .toList());
            if (!lines.isEmpty()) {
                left.put(path, lines);
            }
        });
        return left;
    }

    private Set<String> ids(SortedMap<GitPath, Change> changed, Predicate<GitPath> which) {
        return Stream.concat(Stream.of(changed), laid.stream())
                .flatMap(changes -> changes.entrySet().stream())
                .filter(change -> changed.containsKey(change.getKey()) && which.test(change.getKey()))
                .flatMap(change ->
                        Stream.of(change.getValue().before(), change.getValue().id()))
                .collect(Collectors.toSet());
    }

    private SortedMap<GitPath, Change> changes(String tree) {
        SortedMap<GitPath, Change> changes = new TreeMap<>();
        Iterator<String> fields =
                ChangedPaths.difference(git, base.value(), tree).rawFields().iterator();
        while (fields.hasNext()) {
            String[] change = fields.next().strip().split(" ", -1);
            changes.put(new GitPath(fields.next()), new Change(change[2], change[3]));
        }
        return changes;
    }
}
