package dev.coord.testkit.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * A call as {@link RecordingClient} wrote it down.
 *
 * @param client who called
 * @param call what was asked
 * @param invoked when, in nanoseconds of the host's monotonic clock
 * @param answer what came back; none if the client was killed, or failed, before it did
 */
public record RecordedCall(String client, StoreCall call, long invoked, Optional<Answer> answer) {

    /**
     * What came back.
     *
     * @param at when, by the same clock
     * @param steps every snapshot the store showed to the client during the call, in that order; at least one
     * @param text the outcome without times, as {@link RulesModel} compares it
     */
    public record Answer(long at, List<Step> steps, String text) {

        /** Copies the list. */
        public Answer {
            steps = List.copyOf(steps);
        }

        /**
         * The latest snapshot the client was shown.
         *
         * @return the last step
         */
        public Step last() {
            return steps.get(steps.size() - 1);
        }
    }

    /**
     * A snapshot that the client was shown.
     *
     * @param before the revision it was made from; its own where it was only read, or nothing changed
     * @param revision its revision
     * @param lastToken the latest token given
     * @param digest of locks and state: equal for equal ones, in every process
     */
    public record Step(long before, long revision, long lastToken, long digest) {}

    /**
     * Reads what clients wrote, in any order. A line that ends too soon, because its writer was killed, must be left out.
     *
     * @param lines of one or more clients; the calls of each in the order in which it made them
     * @return the calls, those of each client in their order
     */
    public static List<RecordedCall> parse(Collection<String> lines) {
        Map<List<String>, RecordedCall> calls = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            List<String> name = List.of(words[1], words[2]);
            long nanos = Long.parseLong(words[3]);
            if (words[0].equals("call")) {
                StoreCall call = CallText.read(List.of(words).subList(4, words.length));
                calls.put(name, new RecordedCall(CallText.decode(words[1]), call, nanos, Optional.empty()));
            } else {
                Answer answer = new Answer(nanos, steps(words[4]), CallText.decode(words[5]));
                calls.computeIfPresent(
                        name,
                        (same, call) ->
                                new RecordedCall(call.client(), call.call(), call.invoked(), Optional.of(answer)));
            }
        }
        return List.copyOf(calls.values());
    }

    /**
     * The calls as {@link RulesModel} takes them.
     *
     * @param recorded the calls
     * @param ended when each client was dead, {@link Long#MAX_VALUE} if it never was: what it was not answered cannot have
     *     taken effect after that
     * @return the calls, one that waits as two
     */
    public static List<Call<StoreCall, String>> calls(Collection<RecordedCall> recorded, ToLongFunction<String> ended) {
        List<Call<StoreCall, String>> calls = new ArrayList<>();
        for (RecordedCall call : recorded) {
            long end = call.answer().map(Answer::at).orElseGet(() -> ended.applyAsLong(call.client()));
            calls.addAll(call.calls(end));
        }
        return calls;
    }

    /** Who obtained something was given it at an instant of its own: asking once more gives it again. */
    private List<Call<StoreCall, String>> calls(long end) {
        Optional<String> text = answer.map(Answer::text);
        if (!(call instanceof StoreCall.Obtain obtain)) {
            return List.of(part(call, text, end));
        }
        StoreCall once = new StoreCall.Carry(obtain.command());
        boolean mayHaveWaited = text.filter(known -> known.startsWith("granted ") || known.startsWith("gone "))
                .isPresent();
        return mayHaveWaited
                ? List.of(part(once, Optional.empty(), end), part(once, text, end))
                : List.of(part(once, text, end));
    }

    private Call<StoreCall, String> part(StoreCall input, Optional<String> output, long end) {
        return new Call<>(client, input, output, answer.isPresent(), invoked, end);
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        for (String step : text.split(",", -1)) {
            String[] numbers = step.split(":", -1);
            steps.add(new Step(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3])));
        }
        return steps;
    }
}
