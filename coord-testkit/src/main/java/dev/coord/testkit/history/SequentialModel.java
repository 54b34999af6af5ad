package dev.coord.testkit.history;

import java.util.Optional;

/**
 * What a thing does that is used by one client at a time. Pure; safe from any thread.
 *
 * @param <S> type of the states, with {@code equals} and {@code hashCode} by value
 * @param <I> type of what is asked
 * @param <O> type of the answers
 */
public interface SequentialModel<S, I, O> {

    /**
     * The state before the first call.
     *
     * @return the state
     */
    S initial();

    /**
     * Takes one call.
     *
     * @param before the state
     * @param input what is asked
     * @param output the answer, none if any will do
     * @return the state after it; nothing where {@code before} does not take such a call, or answers it otherwise
     */
    Optional<S> after(S before, I input, Optional<O> output);
}
