package dev.coord.git.merge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.lock.FencingToken;
import dev.coord.merge.CommitId;
import dev.coord.plan.FeatureId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads from merge commits which features have landed. */
public final class LandedFeatures {

    static final String FEATURE = "Coord-Feature";
    static final String DIGEST = "Coord-Digest";
    static final String TOKEN = "Coord-Token";

    private static final int FIELDS = 4;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private LandedFeatures() {}

    /**
     * A merge commit that landed a feature.
     *
     * @param token the token the feature was completed under, if it says one
     */
    public record Landing(CommitId commit, FeatureId feature, Optional<FencingToken> token, String digest) {}

    /** Digest of the latest declaration that landed, by feature. */
    public static SortedMap<FeatureId, String> digests(Git git, CommitId target) {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        landings(git, target.value()).forEach(landing -> digests.putIfAbsent(landing.feature(), landing.digest()));
        return digests;
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
    static Map<CommitId, FeatureId> merges(Git git, String range) {
        Map<CommitId, FeatureId> merges = new LinkedHashMap<>();
        landings(git, range).forEach(landing -> merges.put(landing.commit(), landing.feature()));
        return merges;
    }

    /** The merge commits of a range that landed a feature, latest first. */
    static List<Landing> landings(Git git, String range) {
        GitAnswer answer = git.run(
                "log",
                "-z",
                "--topo-order",
                "--merges",
                "--encoding=UTF-8",
                "--grep=^" + FEATURE + ": ",
                "--format=%H%n" + value(FEATURE) + "%n" + value(TOKEN) + "%n" + value(DIGEST),
                "--end-of-options",
                range);
        List<Landing> landings = new ArrayList<>();
        for (GitPath entry : answer.paths()) {
            String[] fields = entry.text().strip().split("\n", FIELDS);
            if (fields.length == FIELDS && feature(fields[1]).isPresent()) {
                landings.add(new Landing(
                        new CommitId(fields[0]), new FeatureId(fields[1]), token(fields[2]), fields[3].strip()));
            }
        }
        return landings;
    }

    public static String value(String trailer) {
        return "%(trailers:key=" + trailer + ",valueonly,separator=%x2C)";
    }

    private static Optional<FencingToken> token(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new FencingToken(Long.parseLong(text))) : Optional.empty();
    }

    /** A commit somebody wrote by hand may say anything. */
    public static Optional<FeatureId> feature(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(new FeatureId(name));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }
}
