package dev.coord.git.merge;

import dev.coord.FeatureId;
import dev.coord.git.command.ChangedPaths;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.TreeDifference;
import dev.coord.merge.CommitId;
import dev.coord.run.Collected.Undone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What each landing changed. */
    private final Map<CommitId, List<Change>> ofLandings = new ConcurrentHashMap<>();

    private final Map<String, LandedFeatures.Landing> landings = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private Landings known = new Landings(Optional.empty(), List.of());

    /** Binds git; what it finds of the history is kept for later questions. Safe from many threads. */
    public TakenBack(Git git) {
        this.git = git;
    }

    /** The landings on the way to a commit, latest first. */
    private record Landings(Optional<CommitId> base, List<LandedFeatures.Landing> all) {}

    /** How one file differs between two states; a blob of zeros where it is not there. */
    private record Change(GitPath path, String before, String after) {

        boolean deletes() {
            return isAbsent(after);
        }

        static boolean isAbsent(String blob) {
            return blob.chars().allMatch(digit -> digit == '0');
        }
    }

    /** What a feature changed when it landed. */
    private record Landed(FeatureId feature, Change change) {}

    public List<Undone> find(CommitId base, CommitId tip, FeatureId self) {
        Map<GitPath, Change> changes = new HashMap<>();
        changes(base, tip).forEach(change -> changes.put(change.path(), change));
        Map<GitPath, List<Landed>> landed = landed(base, changes.keySet(), self);
        if (landed.isEmpty()) {
            return List.of();
        }
        if (changes.values().stream().anyMatch(Change::deletes)) {
            landed.keySet().removeAll(moved(base, tip));
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

    /** Other features' landings of each path, latest first. */
    private Map<GitPath, List<Landed>> landed(CommitId base, Collection<GitPath> paths, FeatureId self) {
        Map<GitPath, List<Landed>> landed = new TreeMap<>();
        for (LandedFeatures.Landing landing : landings(base)) {
            for (Change change : ofLandings.getOrDefault(landing.commit(), List.of())) {
                if (!landing.feature().equals(self) && paths.contains(change.path())) {
                    landed.computeIfAbsent(change.path(), path -> new ArrayList<>())
                            .add(new Landed(landing.feature(), change));
                }
            }
        }
        return landed;
    }

    /** Those that stand. Many features are begun on one commit: the history before it is read once. */
    private synchronized List<LandedFeatures.Landing> landings(CommitId base) {
        if (!known.base().equals(Optional.of(base))) {
            List<String> merges = git.run("rev-list", "--first-parent", "--merges", base.value())
                    .lines();
            List<String> unread =
                    merges.stream().filter(merge -> !read.contains(merge)).toList();
            LandedFeatures.of(git, unread)
                    .forEach(landing -> landings.put(landing.commit().value(), landing));
            read.addAll(unread);
            List<LandedFeatures.Landing> all = LandedFeatures.standing(
                    git,
                    base.value(),
                    merges.stream()
                            .flatMap(merge -> Optional.ofNullable(landings.get(merge)).stream())
                            .toList());
            read(all.stream()
                    .filter(landing -> !ofLandings.containsKey(landing.commit()))
                    .toList());
            known = new Landings(Optional.of(base), all);
        }
        return known.all();
    }

    private void read(List<LandedFeatures.Landing> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        String pairs = unknown.stream()
                .map(landing -> landing.commit() + " " + landing.before() + "\n")
                .collect(Collectors.joining());
        Iterator<String> fields =
                ChangedPaths.differences(git, pairs).rawFields().iterator();
        List<Change> changes = new ArrayList<>();
        while (fields.hasNext()) {
            String field = fields.next();
            if (field.startsWith(":")) {
                changes.add(change(field, fields.next()));
            } else {
                changes = new ArrayList<>();
                ofLandings.put(new CommitId(field), changes);
            }
        }
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

    private static Change change(String record, String path) {
        String[] fields = record.strip().split(" ", -1);
        return new Change(new GitPath(path), fields[2], fields[3]);
    }
}
