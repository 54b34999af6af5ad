package dev.coord.git.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.SafeText;
import dev.coord.core.path.PathPattern;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import dev.coord.lock.FencingToken;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome.Overtaken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tells whether a feature comes too late: a newer holder of its locks has landed on what it changed. What somebody changed without
 * holding a lock on it makes nobody late; the merge decides there.
 */
public final class NewerHolders {

    private static final int MOST_UNLOCKED = 100;

    private final Git git;
    private final CommitId base;
    private final List<LandedFeatures.Landing> ofTheWave = new ArrayList<>();

    /** Begins with the target as it is before the wave. */
    public NewerHolders(Git git, CommitId base) {
        this.git = git;
        this.base = base;
    }

    /**
     * What a merge changes that its feature held no lock on: on these files it is nobody's newer holder. Its commit names them, a line
     * each; of what cannot be named so, and of very many, it counts as the holder.
     *
     * @param original what a file was called when the lock was taken
     */
    public static SortedSet<String> unlocked(
            Git git, FeatureTip tip, CommitId before, CommitId tree, UnaryOperator<String> original) {
        if (tip.fence().isEmpty()) {
            return new TreeSet<>();
        }
        List<PathPattern> locked = locked(tip.fence().get());
        return TreeDifference.between(git, before.value(), tree.value()).stream()
                .map(TreeDifference.Difference::path)
                .filter(path -> isNamed(path)
                        && locked.stream().noneMatch(pattern -> pattern.matches(original.apply(path.text()))))
                .map(GitPath::text)
                .sorted()
                .limit(MOST_UNLOCKED)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNamed(GitPath path) {
        String text = path.text();
        return text.equals(SafeText.line(text).strip()) && Arrays.equals(text.getBytes(UTF_8), path.bytes());
    }

    /** Notes that a feature of the wave was merged. */
    public void merged(FeatureTip tip, CommitId before, CommitId commit, Set<String> unlocked) {
        ofTheWave.add(
                0,
                new LandedFeatures.Landing(
                        commit,
                        List.of(before, tip.tip()),
                        tip.feature(),
                        tip.fence().map(Fence::token),
                        unlocked,
                        tip.digest(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty()));
    }

    /**
     * Looks at the merge commits that the chain has and the tip has not. Tokens of one coordination directory only grow;
     * those of an earlier one are in the history of every tip that was begun after it, so that they count for none.
     *
     * @param chain the target, with the features of the wave that are merged already
     */
    public Optional<Overtaken> of(FeatureTip tip, CommitId chain) {
        return tip.fence().flatMap(fence -> of(tip, fence, chain));
    }

    private Optional<Overtaken> of(FeatureTip tip, Fence fence, CommitId chain) {
        List<LandedFeatures.Landing> newer = since(tip.tip(), chain).stream()
                .filter(landing -> landing.token()
                        .filter(token -> token.compareTo(fence.token()) > 0)
                        .isPresent())
                .toList();
        if (newer.isEmpty()) {
            return Optional.empty();
        }
        SortedSet<GitPath> own = fenced(fence, changedSince(chain, tip.tip()));
        for (LandedFeatures.Landing landing : newer) {
            SortedSet<GitPath> both = new TreeSet<>(own);
            both.retainAll(ChangedPaths.between(
                    git, landing.commit() + "^1", landing.commit().value()));
            both.removeIf(path -> landing.unlocked().contains(path.text()));
            if (!both.isEmpty()) {
                FencingToken token = landing.token().orElseThrow();
                return Optional.of(new Overtaken(
                        tip.feature(),
                        fence.token(),
                        landing.feature(),
                        token,
                        both.stream().map(GitPath::text).toList()));
            }
        }
        return Optional.empty();
    }

    /** Most tips have the target in their history, so that only the wave itself can have what they have not. */
    private List<LandedFeatures.Landing> since(CommitId tip, CommitId chain) {
        return new Refs(git).isAncestor(base, tip) ? ofTheWave : LandedFeatures.landings(git, tip + ".." + chain);
    }

    /** Locks say nothing about a file they do not cover. */
    private static SortedSet<GitPath> fenced(Fence fence, Iterable<GitPath> changed) {
        List<PathPattern> locked = locked(fence);
        TreeSet<GitPath> fenced = new TreeSet<>();
        for (GitPath path : changed) {
            if (locked.stream().anyMatch(pattern -> pattern.matches(path.text()))) {
                fenced.add(path);
            }
        }
        return fenced;
    }

    private static List<PathPattern> locked(Fence fence) {
        return fence.writes().stream().map(PathPattern::of).toList();
    }

    private Iterable<GitPath> changedSince(CommitId chain, CommitId tip) {
        if (new Refs(git).isAncestor(base, tip)) {
            return ChangedPaths.between(git, base.value(), tip.value());
        }
        GitAnswer begun = git.ask("merge-base", chain.value(), tip.value());
        return ChangedPaths.between(git, begun.succeeded() ? begun.line() : chain.value(), tip.value());
    }
}
