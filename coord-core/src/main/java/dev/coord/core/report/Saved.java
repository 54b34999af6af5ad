package dev.coord.core.report;

import dev.coord.FeatureId;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run saved. Immutable.
 *
 * @param landed how many features landed, each of which would have been a round by itself
 * @param landings in how many rounds they did
 * @param elapsed from the beginning of the first feature to the latest landing; none where nothing landed
 * @param conflicts how often work did not merge and was sent back, or failed for that
 * @param mended how many of these times the feature landed later
 * @param resolved how many files git could not merge and were merged all the same
 * @param lines how many lines merges of agents would have lost; of a feature that lost some more than once, the most of one time
 * @param culprits how many features that break a wave were kept off the target, until they no longer did
 */
public record Saved(
        int landed,
        int landings,
        Optional<Duration> elapsed,
        int conflicts,
        int mended,
        int resolved,
        int lines,
        int culprits) {

    static Saved of(RunRecord run, List<FeatureReport> features) {
        RunAccount account = run.account();
        Set<FeatureId> landed = features.stream()
                .filter(FeatureReport::isLanded)
                .map(FeatureReport::feature)
                .collect(Collectors.toSet());
        List<Returned> conflicts = of(account, Cause.CONFLICT);
        return new Saved(
                landed.size(),
                account.landings().size(),
                elapsed(account),
                conflicts.size(),
                (int) conflicts.stream()
                        .filter(one -> landed.contains(one.feature()))
                        .count(),
                features.stream()
                        .filter(FeatureReport::isLanded)
                        .mapToInt(feature -> feature.resolved().size())
                        .sum(),
                of(account, Cause.LOST_LINES).stream()
                        .collect(Collectors.toMap(Returned::feature, Returned::count, Math::max))
                        .values()
                        .stream()
                        .mapToInt(lines -> lines)
                        .sum(),
                (int) account.culprits().stream()
                        .map(CulpritFound::feature)
                        .distinct()
                        .count());
    }

    private static List<Returned> of(RunAccount account, Cause cause) {
        return account.returns().stream().filter(one -> one.cause() == cause).toList();
    }

    private static Optional<Duration> elapsed(RunAccount account) {
        Optional<Instant> first =
                account.works().values().stream().map(FeatureWork::begun).min(Comparator.naturalOrder());
        Optional<Instant> last = account.landings().stream().map(LandedWave::at).max(Comparator.naturalOrder());
        return first.flatMap(from -> last.map(to -> Duration.between(from, to))) // a clock may be set back
                .filter(elapsed -> !elapsed.isNegative());
    }
}
