package dev.coord.testkit.history;

import java.util.List;

/**
 * What a checker found.
 *
 * @param <I> type of what was asked
 * @param <O> type of the answers
 */
public sealed interface Verdict<I, O> {

    /**
     * The calls could have been made one after the other.
     *
     * @param <I> type of what was asked
     * @param <O> type of the answers
     * @param order in which, without those that were cut off and had no effect
     */
    record Linearizable<I, O>(List<Call<I, O>> order) implements Verdict<I, O> {

        /** Copies the list. */
        public Linearizable {
            order = List.copyOf(order);
        }
    }

    /**
     * No order of the calls explains their answers.
     *
     * @param <I> type of what was asked
     * @param <O> type of the answers
     * @param order the longest that goes
     * @param stuck the calls of which one had to be next, and none could
     */
    record NotLinearizable<I, O>(List<Call<I, O>> order, List<Call<I, O>> stuck) implements Verdict<I, O> {

        /** Copies the lists. */
        public NotLinearizable {
            order = List.copyOf(order);
            stuck = List.copyOf(stuck);
        }
    }

    /**
     * The search was given up.
     *
     * @param <I> type of what was asked
     * @param <O> type of the answers
     * @param steps after how many steps
     */
    record Undecided<I, O>(long steps) implements Verdict<I, O> {}
}
