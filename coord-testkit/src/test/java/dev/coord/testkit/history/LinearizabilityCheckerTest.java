package dev.coord.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On the smallest model there is: a number that is set and read. */
class LinearizabilityCheckerTest {

    /** Sets the number, or reads it where there is none to set. */
    private record Register() implements SequentialModel<Integer, Optional<Integer>, Integer> {

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Optional<Integer> after(Integer before, Optional<Integer> set, Optional<Integer> output) {
            int after = set.orElse(before);
            return output.isEmpty() || output.get() == after ? Optional.of(after) : Optional.empty();
        }
    }

    @Test
    void acceptsCallsThatFollowEachOther() {
        assertThat(check(set(1, 0, 1), read(1, 2, 3), set(2, 4, 5), read(2, 6, 7)))
                .isInstanceOf(Verdict.Linearizable.class);
        assertThat(check()).isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void acceptsEitherOrderOfCallsThatOverlap() {
        assertThat(check(set(1, 0, 10), read(0, 1, 9))).isInstanceOf(Verdict.Linearizable.class);
        assertThat(check(set(1, 0, 10), read(1, 1, 9))).isInstanceOf(Verdict.Linearizable.class);
        assertThat(check(set(1, 0, 10), read(0, 1, 2), read(1, 3, 4))).isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void refusesStaleReads() {
        Call<Optional<Integer>, Integer> stale = read(0, 2, 3);

        Verdict<Optional<Integer>, Integer> verdict = check(set(1, 0, 1), stale);

        Call<Optional<Integer>, Integer> written = set(1, 0, 1);
        assertThat(verdict).isEqualTo(new Verdict.NotLinearizable<>(List.of(written), List.of(stale)));
        assertThat(check(set(1, 0, 10), read(1, 1, 2), read(0, 3, 4))).isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void refusesReadsThatDisagreeOnAnOrder() {
        assertThat(check(set(1, 0, 10), set(2, 0, 10), read(1, 1, 2), read(2, 3, 4), read(1, 5, 6)))
                .isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void takesCallsThatWereCutOffForDoneOrNot() {
        Call<Optional<Integer>, Integer> cutOff = Call.cutOff("dead", Optional.of(1), 0, 10);

        assertThat(check(cutOff, read(1, 2, 3))).isInstanceOf(Verdict.Linearizable.class);
        assertThat(check(cutOff, read(0, 2, 3))).isInstanceOf(Verdict.Linearizable.class);
        assertThat(check(cutOff, read(0, 2, 3), read(1, 4, 20))).isInstanceOf(Verdict.Linearizable.class);
        assertThat(check(cutOff, read(1, 2, 3), read(0, 4, 5))).isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void takesNoCallForDoneAfterItsCallerHadDied() {
        Call<Optional<Integer>, Integer> cutOff = Call.cutOff("dead", Optional.of(1), 0, 10);

        assertThat(check(cutOff, read(0, 11, 12), read(1, 13, 14))).isInstanceOf(Verdict.NotLinearizable.class);
        assertThat(check(Call.cutOff("lost", Optional.of(1), 0, Long.MAX_VALUE), read(0, 11, 12), read(1, 13, 14)))
                .isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void givesUpWhereItWasToldTo() {
        List<Call<Optional<Integer>, Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(set(i, 0, 100));
        }
        calls.add(read(99, 0, 100));

        assertThat(LinearizabilityChecker.check(new Register(), calls, 1_000))
                .isEqualTo(new Verdict.Undecided<>(1_000));
    }

    @Test
    void acceptsWhatWasMadeFromAnOrderAndRefusesItOnceAnAnswerIsWrong() {
        Random random = new Random(7);
        List<Call<Optional<Integer>, Integer>> calls = new ArrayList<>();
        int value = 0;
        for (int instant = 0; instant < 2_000; instant += 10) {
            boolean sets = random.nextBoolean();
            value = sets ? instant : value;
            int from = instant - random.nextInt(30);
            int until = instant + random.nextInt(30);
            calls.add(sets ? set(value, from, until) : read(value, from, until));
        }
        Collections.shuffle(calls, random);
        assertThat(check(calls)).isInstanceOf(Verdict.Linearizable.class);

        calls.add(read(1, 500, 600));

        assertThat(check(calls)).isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void refusesAnswersThatCameBeforeTheCall() {
        assertThatThrownBy(() -> set(1, 2, 1)).hasMessageContaining("before it called");
    }

    private static Call<Optional<Integer>, Integer> set(int value, long invoked, long returned) {
        return Call.answered("writer", Optional.of(value), value, invoked, returned);
    }

    private static Call<Optional<Integer>, Integer> read(int value, long invoked, long returned) {
        return Call.answered("reader", Optional.empty(), value, invoked, returned);
    }

    @SafeVarargs
    private static Verdict<Optional<Integer>, Integer> check(Call<Optional<Integer>, Integer>... calls) {
        List<Call<Optional<Integer>, Integer>> all = new ArrayList<>();
        for (Call<Optional<Integer>, Integer> call : calls) {
            all.add(call);
        }
        return check(all);
    }

    private static Verdict<Optional<Integer>, Integer> check(List<Call<Optional<Integer>, Integer>> calls) {
        return LinearizabilityChecker.check(new Register(), calls, 1_000_000);
    }
}
