package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.prove.WaveFiles.Part;
import dev.coord.merge.Candidate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The work of a run that is made and pinned, and neither in a candidate nor on the target it was merged onto. */
final class WorkElsewhere {

    private static final Pattern ATTEMPT = Pattern.compile("([^/]+)-([0-9]{1,9})");

    private final Git git;
    private final Candidate candidate;

    /**
     * A commit that is pinned.
     *
     * @param attempt which one at its feature; 0 for a branch that nobody was called for
     */
    private record Tip(int attempt, CommitId commit) {}

    WorkElsewhere(Git git, Candidate candidate) {
        this.git = git;
        this.candidate = candidate;
    }

    /** What each of them has that the target has not, by the features' names. */
    List<Part> parts() {
        CommitId base = candidate.base();
        return tips().entrySet().stream()
                .map(one -> new Part(
                        one.getKey(),
                        base,
                        TreeDifference.between(git, base.value(), one.getValue().value())))
                .toList();
    }

    /** The last attempt at each feature, or its branch. */
    private Map<FeatureId, CommitId> tips() {
        RunId run = candidate.work().run();
        String branches = Refs.integrated(run, "");
        String attempts = Refs.tips(run);
        Map<FeatureId, Tip> last = new TreeMap<>();
        GitAnswer refs = git.ask(
                "for-each-ref",
                "--no-merged=" + candidate.base(),
                "--format=%(objectname) %(refname)",
                branches,
                attempts);
        for (String line : refs.succeeded() ? refs.lines() : List.<String>of()) {
            CommitId commit = new CommitId(line.substring(0, line.indexOf(' ')));
            String ref = line.substring(line.indexOf(' ') + 1);
            Matcher attempt = ATTEMPT.matcher(ref.startsWith(attempts) ? ref.substring(attempts.length()) : "");
            if (attempt.matches()) {
                add(last, attempt.group(1), new Tip(Integer.parseInt(attempt.group(2)), commit));
            } else if (ref.startsWith(branches)) {
                add(last, ref.substring(branches.length()), new Tip(0, commit));
            }
        }
        candidate.features().forEach(last::remove);
        Map<FeatureId, CommitId> tips = new TreeMap<>();
        last.forEach((feature, tip) -> tips.put(feature, tip.commit()));
        return tips;
    }

    private static void add(Map<FeatureId, Tip> last, String feature, Tip tip) {
        last.merge(new FeatureId(feature), tip, (one, other) -> one.attempt() > other.attempt() ? one : other);
    }
}
