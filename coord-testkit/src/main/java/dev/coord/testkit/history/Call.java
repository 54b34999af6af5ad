package dev.coord.testkit.history;

import java.util.Optional;

/**
 * One call of a history, as whoever made it saw it.
 *
 * @param <I> type of what is asked
 * @param <O> type of the answers
 * @param client who called; each client makes one call at a time
 * @param input what was asked
 * @param output the answer; none where it is not known, and then any will do
 * @param certain whether it took effect; a call that was cut off may have done so or not
 * @param invoked when it was made, by a clock that all clients share
 * @param returned when the answer came, or after when it cannot have taken effect any more
 */
public record Call<I, O>(String client, I input, Optional<O> output, boolean certain, long invoked, long returned) {

    /** Checks the times. */
    public Call {
        if (returned < invoked) {
            throw new IllegalArgumentException(
                    "'" + client + "' was answered at " + returned + ", before it called at " + invoked + ": " + input);
        }
    }

    /**
     * A call that was answered.
     *
     * @param <I> type of what is asked
     * @param <O> type of the answers
     * @param client who called
     * @param input what was asked
     * @param output the answer
     * @param invoked when it was made
     * @param returned when the answer came
     * @return the call
     */
    public static <I, O> Call<I, O> answered(String client, I input, O output, long invoked, long returned) {
        return new Call<>(client, input, Optional.of(output), true, invoked, returned);
    }

    /**
     * A call whose answer nobody heard.
     *
     * @param <I> type of what is asked
     * @param <O> type of the answers
     * @param client who called
     * @param input what was asked
     * @param invoked when it was made
     * @param ended after when it cannot have taken effect any more, {@link Long#MAX_VALUE} if there is no such time
     * @return the call
     */
    public static <I, O> Call<I, O> cutOff(String client, I input, long invoked, long ended) {
        return new Call<>(client, input, Optional.empty(), false, invoked, ended);
    }
}
