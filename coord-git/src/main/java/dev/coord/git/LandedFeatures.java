package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.merge.CommitId;
import dev.coord.plan.FeatureId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads from merge commits which features have landed. */
final class LandedFeatures {

    static final String FEATURE = "Coord-Feature";
    static final String DIGEST = "Coord-Digest";

    private static final int FIELDS = 3;

    private LandedFeatures() {}

    private record Landing(CommitId commit, FeatureId feature, String digest) {}

    /** Digest of the latest declaration that landed, by feature. */
    static SortedMap<FeatureId, String> digests(Git git, CommitId target) {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        landings(git, target.value()).forEach(landing -> digests.putIfAbsent(landing.feature(), landing.digest()));
        return digests;
    }

    /** The merge commits of a range that landed a feature, latest first. */
    static Map<CommitId, FeatureId> merges(Git git, String range) {
        Map<CommitId, FeatureId> merges = new LinkedHashMap<>();
        landings(git, range).forEach(landing -> merges.put(landing.commit(), landing.feature()));
        return merges;
    }

    private static List<Landing> landings(Git git, String range) {
        GitAnswer answer = git.run(
                "log",
                "-z",
                "--topo-order",
                "--merges",
                "--encoding=UTF-8",
                "--grep=^" + FEATURE + ": ",
                "--format=%H%n%(trailers:key=" + FEATURE + ",valueonly,separator=%x2C)%n%(trailers:key=" + DIGEST
                        + ",valueonly,separator=%x2C)",
                "--end-of-options",
                range);
        List<Landing> landings = new ArrayList<>();
        for (GitPath entry : answer.paths()) {
            String[] fields = entry.text().strip().split("\n", FIELDS);
            if (fields.length == FIELDS && isFeature(fields[1])) {
                landings.add(new Landing(new CommitId(fields[0]), new FeatureId(fields[1]), fields[2].strip()));
            }
        }
        return landings;
    }

    /** A commit somebody wrote by hand may say anything. */
    private static boolean isFeature(String name) {
        try {
            return !new FeatureId(name).value().isEmpty();
        } catch (BadInput e) {
            return false;
        }
    }
}
