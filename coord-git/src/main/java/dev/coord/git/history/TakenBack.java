package dev.coord.git.history;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.survival.LineKey;
import dev.coord.core.survival.MovedLines;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.history.LandedChanges.Change;
import dev.coord.git.history.LandedChanges.Landed;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.git.object.TreeDifference;
import dev.coord.run.Collected.Undone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds what work takes back of what other features landed before it was begun. A merge does not tell: to git, an agent
 * that copied an old state of a file over the new one has made a change like any other.
 */
public final class TakenBack {

    private static final int MOST_FILES = 200;
    private static final long LARGEST = 256 << 10;

    private final Git git;

    private final LandedChanges landings;

    /** Binds git; what it finds of the history is kept for later questions. Safe from many threads. */
    public TakenBack(Git git) {
        this.git = git;
        this.landings = new LandedChanges(git);
    }

    public List<Undone> find(CommitId base, CommitId tip, FeatureId self) {
        Map<GitPath, Change> changes = new HashMap<>();
        changes(base, tip).forEach(change -> changes.put(change.path(), change));
        Map<GitPath, List<Landed>> landed = landings.of(base, changes.keySet(), self);
        if (landed.isEmpty()) {
            return List.of();
        }
        if (changes.values().stream().anyMatch(Change::deletes)) {
            landed.keySet().removeAll(moved(base, tip));
            landed.keySet().removeAll(movedByLine(changes, landed.keySet()));
        }
        Map<String, List<String>> lines = lines(changes, landed);
        List<Undone> found = new ArrayList<>();
        landed.forEach((path, earlier) -> undone(Objects.requireNonNull(changes.get(path)), earlier, lines)
                .ifPresent(found::add));
        return found;
    }

    private static Optional<Undone> undone(Change change, List<Landed> earlier, Map<String, List<String>> lines) {
        String path = change.path().text();
        if (change.deletes()) {
            List<FeatureId> makers =
                    features(earlier, landed -> !landed.change().deletes());
            return makers.isEmpty() ? Optional.empty() : Optional.of(new Undone(path, Undone.How.DELETES, makers));
        }
        for (int i = 0; i < earlier.size(); i++) {
            if (earlier.get(i).change().before().equals(change.after())) {
                return Optional.of(
                        new Undone(path, Undone.How.REVERTS, features(earlier.subList(0, i + 1), landed -> true)));
            }
        }
        List<FeatureId> features = features(earlier, landed -> removesAll(change, landed.change(), lines));
        return features.isEmpty()
                ? Optional.empty()
                : Optional.of(new Undone(path, Undone.How.REMOVES_LINES, features));
    }

    private static boolean removesAll(Change change, Change landed, Map<String, List<String>> lines) {
        Set<String> added = new HashSet<>(lines.getOrDefault(landed.after(), List.of()));
        added.removeAll(lines.getOrDefault(landed.before(), List.of()));
        added.retainAll(lines.getOrDefault(change.before(), List.of()));
        return !added.isEmpty()
                && lines.containsKey(change.after())
                && lines.get(change.after()).stream().noneMatch(added::contains);
    }

    private static List<FeatureId> features(List<Landed> landed, Predicate<Landed> which) {
        return new ArrayList<>(landed.stream()
                .filter(which)
                .map(Landed::feature)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private List<Change> changes(CommitId base, CommitId tip) {
        return TreeDifference.between(git, base.value(), tip.value()).stream()
                .map(one -> new Change(one.path(), one.oldId(), one.newId()))
                .toList();
    }

    /** Files that are there under another name take nothing back. */
    private Set<GitPath> moved(CommitId base, CommitId tip) {
        List<GitPath> fields = ChangedPaths.difference(
                        git, "-M", "-l0", "--diff-filter=R", "--name-status", base.value(), tip.value())
                .paths();
        Set<GitPath> moved = new HashSet<>();
        for (int i = 1; i < fields.size(); i += 3) {
            moved.add(fields.get(i));
        }
        return moved;
    }

    /** What git does not take for renamed, since it was indented or wrapped as well, or has no line by which to tell. */
    private Set<GitPath> movedByLine(Map<GitPath, Change> changes, Set<GitPath> landed) {
        List<Change> gone = landed.stream()
                .map(path -> Objects.requireNonNull(changes.get(path)))
                .filter(Change::deletes)
                .limit(MOST_FILES)
                .toList();
        List<Change> kept = changes.values().stream()
                .filter(change -> !change.deletes())
                .limit(MOST_FILES)
                .toList();
        if (gone.isEmpty() || kept.isEmpty()) {
            return Set.of();
        }
        Set<String> ids = new TreeSet<>();
        gone.forEach(change -> ids.add(change.before()));
        kept.forEach(change -> ids.addAll(List.of(change.before(), change.after())));
        Map<String, List<String>> lines = lines(ids);
        Map<String, Integer> come = new HashMap<>();
        kept.forEach(change -> {
            LineKey.counts(lines.getOrDefault(change.after(), List.of()))
                    .forEach((key, count) -> come.merge(key, count, Integer::sum));
            LineKey.counts(lines.getOrDefault(change.before(), List.of()))
                    .forEach((key, count) -> come.merge(key, -count, Integer::sum));
        });
        Set<String> added = kept.stream()
                .filter(change -> Change.isAbsent(change.before()))
                .map(Change::after)
                .collect(Collectors.toSet());
        return gone.stream()
                .filter(change -> added.contains(change.before())
                        || MovedLines.areThere(lines.getOrDefault(change.before(), List.of()), come))
                .map(Change::path)
                .collect(Collectors.toSet());
    }

    /** The lines of every state that has to be compared; files that are large, or far too many, are not. */
    private Map<String, List<String>> lines(Map<GitPath, Change> changes, Map<GitPath, List<Landed>> landed) {
        Set<String> ids = new TreeSet<>();
        landed.entrySet().stream().limit(MOST_FILES).forEach(entry -> {
            entry.getValue()
                    .forEach(one -> ids.addAll(
                            List.of(one.change().before(), one.change().after())));
            Change change = Objects.requireNonNull(changes.get(entry.getKey()));
            ids.addAll(List.of(change.before(), change.after()));
        });
        return lines(ids);
    }

    private Map<String, List<String>> lines(Set<String> ids) {
        ids.removeIf(Change::isAbsent);
        Set<String> small = Commits.blobs(git, ids, LARGEST);
        Map<String, List<String>> lines = new HashMap<>();
        Commits.contents(git, small)
                .forEach((id, content) -> lines.put(
                        id,
                        content.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList()));
        return lines;
    }
}
