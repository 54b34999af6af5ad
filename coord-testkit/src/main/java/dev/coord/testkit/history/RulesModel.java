package dev.coord.testkit.history;

import dev.coord.core.lock.LockTable;
import dev.coord.core.state.Rules;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a store answers that is used by one client at a time: the rules themselves, applied to a snapshot. Time stands
 * still, so a history must be short beside its leases and its waiters' patience. Answers are text without times, as
 * {@link RecordingClient} writes them.
 *
 * @param initial the snapshot before the first call
 */
public record RulesModel(Snapshot initial) implements SequentialModel<Snapshot, StoreCall, String> {
    /** Calls that an explanation shows; the state after those before them says the rest. */
    private static final int SHOWN = 8;

    private static final Instant NOW = Instant.EPOCH;

    @Override
    public Optional<Snapshot> after(Snapshot before, StoreCall call, Optional<String> answer) {
        if (call instanceof StoreCall.Carry carry) {
            Transition<?> step = Rules.apply(before, carry.command(), NOW);
            return matching(step.after(), step.outcome(), answer);
        }
        if (call instanceof StoreCall.Read) {
            return matching(before, before, answer);
        }
        if (call instanceof StoreCall.OwnerDied died) {
            return Optional.of(LockTable.withoutOwners(before, Set.of(died.process()), NOW));
        }
        throw new IllegalArgumentException("a call that waits takes effect twice: " + call);
    }

    /**
     * Tells where a history goes wrong.
     *
     * @param verdict what the checker found
     * @return the calls that go, what would be there after them, and which calls do not go then; each with its answer, and a
     *     command also with the answer of the rules
     */
    public String explain(Verdict.NotLinearizable<StoreCall, String> verdict) {
        int left = Math.max(0, verdict.order().size() - SHOWN);
        StringBuilder text =
                new StringBuilder(left == 0 ? "these calls go:\n" : "after " + left + " calls these go:\n");
        Snapshot state = initial;
        for (Call<StoreCall, String> call : verdict.order()) {
            if (left-- <= 0) {
                text.append(line(call)).append('\n');
            }
            state = after(state, call.input(), call.output()).orElse(state);
        }
        text.append("after them: ").append(Answers.of(state)).append("\nnone of these goes then:\n");
        for (Call<StoreCall, String> call : verdict.stuck()) {
            text.append(line(call));
            if (call.input() instanceof StoreCall.Carry carry) {
                text.append(" but ")
                        .append(Answers.of(
                                Rules.apply(state, carry.command(), NOW).outcome()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String line(Call<StoreCall, String> call) {
        String answer = call.output().orElse(call.certain() ? "any answer" : "perhaps");
        return call.invoked() + " to " + call.returned() + " " + call.client() + ": "
                + CallText.decode(CallText.write(call.input())).replace('\n', ' ') + " = " + answer;
    }

    private static Optional<Snapshot> matching(Snapshot after, Object outcome, Optional<String> answer) {
        return answer.isEmpty() || answer.get().equals(Answers.of(outcome)) ? Optional.of(after) : Optional.empty();
    }
}
