package dev.coord.git.history;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.ChangedPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What features changed when they landed. */
public final class LandedChanges {

    private final Git git;

    /** What each landing changed. */
    private final Map<CommitId, List<Change>> ofLandings = new ConcurrentHashMap<>();

    private final Map<String, LandedFeatures.Landing> landings = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private Landings known = new Landings(Optional.empty(), List.of());

    /** Binds git; what it finds of the history is kept for later questions. Safe from many threads. */
    public LandedChanges(Git git) {
        this.git = git;
    }

    /** The landings on the way to a commit, latest first. */
    private record Landings(Optional<CommitId> base, List<LandedFeatures.Landing> all) {}

    /** How one file differs between two states; a blob of zeros where it is not there. */
    public record Change(GitPath path, String before, String after) {

        public boolean deletes() {
            return isAbsent(after);
        }

        public static boolean isAbsent(String blob) {
            return blob.chars().allMatch(digit -> digit == '0');
        }
    }

    /** What a feature changed when it landed, by which commit. */
    public record Landed(FeatureId feature, CommitId commit, Change change) {}

    /** Other features' landings of each path, latest first. */
    public Map<GitPath, List<Landed>> of(CommitId base, Collection<GitPath> paths, FeatureId self) {
        Map<GitPath, List<Landed>> landed = new TreeMap<>();
        for (LandedFeatures.Landing landing : landings(base)) {
            for (Change change : ofLandings.getOrDefault(landing.commit(), List.of())) {
                if (!landing.feature().equals(self) && paths.contains(change.path())) {
                    landed.computeIfAbsent(change.path(), path -> new ArrayList<>())
                            .add(new Landed(landing.feature(), landing.commit(), change));
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

    private static Change change(String record, String path) {
        String[] fields = record.strip().split(" ", -1);
        return new Change(new GitPath(path), fields[2], fields[3]);
    }
}
