package dev.coord.git.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.rollback.LandedWork;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import dev.coord.git.renumber.RenumberingMessage;
import dev.coord.lock.FencingToken;
import dev.coord.merge.Integrator.Landed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads from merge commits which features have landed. A later commit that says so takes back one landing, and no other: it
 * counts as never made, and a later landing of the same feature counts again.
 */
public final class LandedFeatures {

    private static final int MOST_SUBJECTS = 20;

    private LandedFeatures() {}

    /**
     * A merge commit that landed a feature.
     *
     * @param parents what was merged, the target first
     * @param token the token the feature was completed under, if it says one
     * @param unlocked what it changed without a lock, as far as it says so
     * @param place which landing of which run, if it says so
     * @param needs what the feature was declared to wait for, as far as it says so
     * @param tip what its agent made, where it says that something else was merged in its place
     */
    public record Landing(
            CommitId commit,
            List<CommitId> parents,
            FeatureId feature,
            Optional<FencingToken> token,
            Set<String> unlocked,
            String digest,
            Optional<LandedWork.Place> place,
            Set<FeatureId> needs,
            Optional<CommitId> tip) {

        public Landing {
            parents = List.copyOf(parents);
            unlocked = Set.copyOf(unlocked);
            needs = Set.copyOf(needs);
        }

        /** The target before it. */
        public CommitId before() {
            return parents.get(0);
        }

        public LandedWork work() {
            return new LandedWork(feature, commit, place);
        }
    }

    /** The latest landing of each feature. */
    public static SortedMap<FeatureId, Landed> latest(Git git, CommitId target) {
        SortedMap<FeatureId, Landed> latest = new TreeMap<>();
        landings(git, target.value())
                .forEach(landing ->
                        latest.putIfAbsent(landing.feature(), new Landed(landing.commit(), landing.digest())));
        return latest;
    }

    /** Subjects of the latest commits of the work that landed last, in the order they were made, by feature. */
    public static SortedMap<FeatureId, List<String>> subjects(Git git, CommitId at, Set<FeatureId> features) {
        SortedMap<FeatureId, List<String>> subjects = new TreeMap<>();
        for (Landing landing : standing(git, at.value(), of(git, namingOneOf(git, at, features)))) {
            if (features.contains(landing.feature()) && !subjects.containsKey(landing.feature())) {
                subjects.put(landing.feature(), subjects(git, landing));
            }
        }
        return subjects;
    }

    /** Git looks for the names in the messages, so that a long history is not read whole for a few features. */
    private static List<String> namingOneOf(Git git, CommitId at, Set<FeatureId> features) {
        List<String> arguments = new ArrayList<>(
                List.of("rev-list", "--topo-order", "--merges", "--extended-regexp", "--regexp-ignore-case"));
        new TreeSet<>(features).forEach(feature -> arguments.add("--grep=" + LandingMessage.naming(feature)));
        arguments.addAll(List.of("--end-of-options", at.value()));
        return features.isEmpty()
                ? List.of()
                : git.run(arguments.toArray(String[]::new)).lines();
    }

    private static List<String> subjects(Git git, Landing landing) {
        List<String> work = new ArrayList<>(List.of("rev-list", "--topo-order", "--max-count=" + MOST_SUBJECTS));
        work.addAll(List.of(
                "--no-merges", "--end-of-options", "^" + landing.parents().get(0)));
        landing.parents().stream().skip(1).forEach(tip -> work.add(tip.value()));
        List<String> ids = new ArrayList<>(git.run(work.toArray(String[]::new)).lines());
        Collections.reverse(ids);
        return Commits.read(git, ids, LandedFeatures::subjectOfWork).stream()
                .filter(subject -> !subject.isBlank())
                .toList();
    }

    /** What coord itself did is no work. */
    private static Optional<String> subjectOfWork(RawCommit commit) {
        return RenumberingMessage.is(commit.message()) ? Optional.empty() : Optional.of(subject(commit));
    }

    private static String subject(RawCommit commit) {
        String message = new String(commit.message().getBytes(ISO_8859_1), UTF_8).strip();
        return message.lines().findFirst().orElse("");
    }

    /** Those of the commits that the target contains. */
    public static List<CommitId> contained(Git git, List<CommitId> commits, CommitId target) {
        if (commits.isEmpty()) {
            return List.of();
        }
        String asked =
                commits.stream().map(commit -> commit + "\n").collect(Collectors.joining()) + "^" + target + "\n";
        Set<String> missing = new HashSet<>(git.run(asked.getBytes(US_ASCII), List.of("rev-list", "--stdin"))
                .lines());
        return commits.stream()
                .filter(commit -> !missing.contains(commit.value()))
                .toList();
    }

    /** The merge commits of a range that landed a feature, latest first. */
    public static Map<CommitId, FeatureId> merges(Git git, String range) {
        Map<CommitId, FeatureId> merges = new LinkedHashMap<>();
        landings(git, range).forEach(landing -> merges.put(landing.commit(), landing.feature()));
        return merges;
    }

    /** The merge commits of a range that landed a feature, latest first. */
    public static List<Landing> landings(Git git, String range) {
        return standing(git, range, merged(git, range));
    }

    /** The same with those that were taken back. */
    public static List<Landing> merged(Git git, String range) {
        List<String> merges = git.run("rev-list", "--topo-order", "--merges", "--end-of-options", range)
                .lines();
        return of(git, merges);
    }

    /**
     * Those that no commit of a range takes back. What takes one back comes after it, so that no history before the oldest
     * of them is read.
     *
     * @param landings landings of the range in topological order, latest first
     */
    public static List<Landing> standing(Git git, String range, List<Landing> landings) {
        if (landings.isEmpty()) {
            return landings;
        }
        CommitId before = landings.get(landings.size() - 1).parents().get(0);
        List<String> naming = git.run(
                        "rev-list",
                        "--extended-regexp",
                        "--regexp-ignore-case",
                        "--grep=" + RevertMessage.naming(),
                        "--end-of-options",
                        range,
                        "^" + before)
                .lines();
        Set<RevertMessage> reverts = new HashSet<>();
        Commits.read(git, naming, commit -> Optional.of(RevertMessage.read(commit.message())))
                .forEach(reverts::addAll);
        return landings.stream()
                .filter(landing -> !reverts.contains(new RevertMessage(landing.feature(), landing.commit())))
                .toList();
    }

    /** Those of the commits that landed a feature, in their order, with those that were taken back. */
    static List<Landing> of(Git git, List<String> merges) {
        return Commits.read(git, merges, LandedFeatures::landing);
    }

    private static Optional<Landing> landing(RawCommit commit) {
        return LandingMessage.read(commit.message())
                .map(found -> new Landing(
                        commit.id(),
                        commit.parents(),
                        found.feature(),
                        found.token(),
                        found.unlocked(),
                        found.digest(),
                        found.place(),
                        found.needs(),
                        found.tip()));
    }
}
