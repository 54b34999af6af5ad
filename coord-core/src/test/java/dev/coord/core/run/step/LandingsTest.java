package dev.coord.core.run.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.LandedWave;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LandingsTest {

    /** Each landing begins where the one before ended. */
    private static RunAccount landings(int count) {
        RunAccount account = RunAccount.NONE;
        for (int i = 0; i < count; i++) {
            account = account.with(new LandedWave(
                    i, List.of(new FeatureId("f" + i)), commit(i), commit(i + 1), Instant.EPOCH.plusSeconds(i)));
        }
        return account;
    }

    private static CommitId commit(int number) {
        return new CommitId("%040x".formatted(number));
    }

    @Property(tries = 200)
    void tellsWhatLandedBetweenTwoStates(
            @ForAll @IntRange(max = 8) int count,
            @ForAll @IntRange(max = 8) int one,
            @ForAll @IntRange(max = 8) int other) {
        int from = Math.min(Math.min(one, other), count);
        int to = Math.min(Math.max(one, other), count);

        List<FeatureId> landed = Landings.between(landings(count), commit(from), commit(to));

        assertThat(landed).hasSize(to - from);
        for (int i = from; i < to; i++) {
            assertThat(landed.get(i - from)).isEqualTo(new FeatureId("f" + i));
        }
    }

    /** Where somebody else has moved the target, too much is told rather than too little. */
    @Example
    void tellsAllWhereAStateIsNoneOfTheRun() {
        assertThat(Landings.between(landings(3), commit(99), commit(2))).hasSize(2);
        assertThat(Landings.between(landings(3), commit(1), commit(99))).hasSize(2);
    }
}
