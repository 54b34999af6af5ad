package dev.coord.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.clean.Cleaning.Reason;
import dev.coord.core.clean.Cleaning.Verdict;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CleaningProperties {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunId LATEST = new RunId("latest");

    private static KeptRef ref(int days, boolean onTarget, boolean isOfLatest, boolean isWork, boolean isUnfinished) {
        return new KeptRef(
                "refs/coord/x",
                new CommitId("1".repeat(40)),
                NOW.minus(Duration.ofDays(days)),
                onTarget,
                Optional.of(isOfLatest ? LATEST : new RunId("earlier")),
                isWork ? Optional.of(new FeatureId("a")) : Optional.empty(),
                isUnfinished);
    }

    private static Reason reason(KeptRef ref, Optional<Duration> olderThan) {
        List<Verdict> verdicts = Cleaning.of(List.of(ref), Snapshot.EMPTY, Optional.of(LATEST), olderThan, NOW);
        return verdicts.get(0).reason();
    }

    @Property
    void theOnlyCopyGoesOnlyWhenOlderThanWasSaidAndNeverWhatIsNeeded(
            @ForAll @IntRange(min = 0, max = 9) int days,
            @ForAll @IntRange(min = 0, max = 9) int limit,
            @ForAll boolean onTarget,
            @ForAll boolean isOfLatest,
            @ForAll boolean isWork,
            @ForAll boolean isUnfinished) {
        KeptRef ref = ref(days, onTarget, isOfLatest, isWork, isUnfinished);
        boolean isNeeded = isUnfinished || isOfLatest && !isWork;

        assertThat(reason(ref, Optional.empty()).goes()).isEqualTo(onTarget && !isNeeded);
        assertThat(reason(ref, Optional.of(Duration.ofDays(limit))).goes())
                .isEqualTo((onTarget || days > limit) && !isNeeded);
    }
}
