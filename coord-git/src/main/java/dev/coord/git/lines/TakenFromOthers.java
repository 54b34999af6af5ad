package dev.coord.git.lines;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.survival.LineKey;
import dev.coord.core.survival.TakenLines;
import dev.coord.git.audit.BranchChanges;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.history.LandedChanges;
import dev.coord.git.history.LandedChanges.Landed;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What a branch takes away, or brings back, of what other features landed before it was begun. Git is asked who wrote a line only where a landing of
 * another feature wrote such a line in that file.
 */
public final class TakenFromOthers {

    private static final String LINK = "160000";

    private final Git git;
    private final LandedChanges landings;
    private final BlobLines lines;

    public TakenFromOthers(Git git, LandedChanges landings, BlobLines lines) {
        this.git = git;
        this.landings = landings;
        this.lines = lines;
    }

    /**
     * Looks at a branch.
     *
     * @param own what it brought and took
     * @param isLost whether a merge dropped a line of a file, or with no line anything of it, which is told as that
     */
    public List<TakenAway> of(
            FeatureId self, BranchChanges.Branch branch, BranchLines own, BiPredicate<GitPath, String> isLost) {
        Set<GitPath> changed = new HashSet<>(own.gone().keySet());
        changed.addAll(own.brought().keySet());
        if (changed.isEmpty()) {
            return List.of();
        }
        Map<GitPath, List<Landed>> landed = landings.of(branch.from(), changed, self);
        List<TakenAway> taken = new ArrayList<>();
        for (Difference file : branch.files()) {
            List<Landed> earlier = landed.getOrDefault(file.path(), List.of());
            Map<String, Integer> gone = new HashMap<>(own.gone().getOrDefault(file.path(), Map.of()));
            gone.keySet().removeIf(key -> isLost.test(file.path(), key) || !isLanded(earlier, key));
            List<TakenAway> away = gone.isEmpty() ? List.of() : of(branch.from(), file, earlier, gone, own);
            taken.addAll(away);
            if (!earlier.isEmpty() && !isLost.test(file.path(), "")) {
                back(file, earlier, own.brought().getOrDefault(file.path(), Map.of()))
                        .forEach((feature, keys) -> {
                            int edits = away.stream()
                                    .filter(one -> one.of().equals(feature))
                                    .mapToInt(TakenAway::lines)
                                    .sum();
                            int count = keys.size() - edits;
                            if (count > 0) {
                                List<TakenLine> first = first(lines.of(file.newId()), keys, count);
                                taken.add(new TakenAway(file.path().text(), feature, count, Undone.DELETION, first));
                            }
                        });
            }
        }
        return taken;
    }

    /**
     * Lines that a landing deleted, and did not only edit, and that are back. A line that the file still had says nothing: it may
     * be a new one.
     */
    private Map<FeatureId, List<String>> back(Difference file, List<Landed> earlier, Map<String, Integer> brought) {
        Map<String, Integer> left = new HashMap<>(brought);
        left.keySet().removeAll(lines.counts(file.oldId()).keySet());
        SortedMap<FeatureId, List<String>> ofFeature = new TreeMap<>();
        for (Landed landing : earlier) {
            if (left.isEmpty()) {
                break;
            }
            LineKey.counts(deleted(landing, left.keySet())).forEach((key, count) -> {
                ofFeature
                        .computeIfAbsent(landing.feature(), feature -> new ArrayList<>())
                        .addAll(Collections.nCopies(Math.min(count, left.getOrDefault(key, 0)), key));
                left.remove(key);
            });
        }
        return ofFeature;
    }

    private List<String> deleted(Landed landing, Set<String> wanted) {
        Map<String, Integer> before = lines.counts(landing.change().before());
        Map<String, Integer> after = lines.counts(landing.change().after());
        if (before.keySet().stream().noneMatch(key -> wanted.contains(key) && !after.containsKey(key))) {
            return List.of();
        }
        List<String> gone = without(lines.of(landing.change().before()), after.keySet());
        List<String> come = without(lines.of(landing.change().after()), before.keySet());
        return TakenLines.of(gone, come, List.of()).stream()
                .filter(line -> LineKey.of(line).filter(wanted::contains).isPresent())
                .toList();
    }

    private static List<String> without(List<String> lines, Set<String> keys) {
        return lines.stream()
                .filter(line ->
                        LineKey.of(line).filter(key -> !keys.contains(key)).isPresent())
                .toList();
    }

    private boolean isLanded(List<Landed> earlier, String key) {
        return earlier.stream().anyMatch(landing -> isLanded(landing, key));
    }

    private boolean isLanded(Landed landing, String key) {
        return lines.counts(landing.change().after()).getOrDefault(key, 0)
                > lines.counts(landing.change().before()).getOrDefault(key, 0);
    }

    /** What has no lines, git cannot tell either who wrote which. */
    private static boolean isBlamed(Difference file, List<String> before) {
        return !file.oldMode().equals(LINK) && BlobLines.isText(before);
    }

    private List<TakenAway> of(
            CommitId from, Difference file, List<Landed> earlier, Map<String, Integer> gone, BranchLines own) {
        SortedMap<FeatureId, List<String>> ofFeature = new TreeMap<>();
        Map<FeatureId, Landed> latest = new HashMap<>();
        List<String> before = lines.of(file.oldId());
        List<Integer> numbers = numbers(before, gone.keySet());
        Map<Integer, CommitId> blamed = isBlamed(file, before) ? Blame.of(git, from, file.path(), numbers) : Map.of();
        numbers.forEach(number -> {
            String line = before.get(number - 1);
            String key = LineKey.of(line).orElseThrow();
            earlier.stream()
                    .filter(landing -> blamed.containsKey(number)
                            ? landing.commit().equals(blamed.get(number))
                            : isLanded(landing, key))
                    .findFirst()
                    .filter(landing -> gone.merge(key, -1, Integer::sum) >= 0)
                    .ifPresent(landing -> {
                        latest.putIfAbsent(landing.feature(), landing);
                        ofFeature
                                .computeIfAbsent(landing.feature(), feature -> new ArrayList<>())
                                .add(line);
                    });
        });
        Set<String> brought = own.brought().getOrDefault(file.path(), Map.of()).keySet();
        List<String> come = lines.of(file.newId()).stream()
                .filter(line -> LineKey.of(line).filter(brought::contains).isPresent())
                .toList();
        List<TakenAway> taken = new ArrayList<>();
        ofFeature.forEach((feature, theirs) -> {
            Landed landing = latest.get(feature);
            List<String> older =
                    landing == null ? List.of() : lines.of(landing.change().before());
            List<String> away = TakenLines.of(theirs, come, older);
            if (!away.isEmpty()) {
                List<String> keys =
                        away.stream().flatMap(line -> LineKey.of(line).stream()).toList();
                taken.add(new TakenAway(
                        file.path().text(), feature, away.size(), Undone.ADDITION, first(before, keys, away.size())));
            }
        });
        return taken;
    }

    /** Where such lines stand, each as often as it is asked for; of a file without lines there is nothing to show. */
    private static List<TakenLine> first(List<String> lines, List<String> keys, int most) {
        Map<String, Integer> wanted = new HashMap<>();
        keys.forEach(key -> wanted.merge(key, 1, Integer::sum));
        List<TakenLine> first = new ArrayList<>();
        for (int i = 0; BlobLines.isText(lines) && i < lines.size() && first.size() < most; i++) {
            String line = lines.get(i);
            if (LineKey.of(line)
                    .filter(key -> wanted.merge(key, -1, Integer::sum) >= 0)
                    .isPresent()) {
                first.add(new TakenLine(i + 1, LostLines.text(line)));
            }
        }
        return first;
    }

    private static List<Integer> numbers(List<String> lines, Set<String> keys) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (LineKey.of(lines.get(i)).filter(keys::contains).isPresent()) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }
}
