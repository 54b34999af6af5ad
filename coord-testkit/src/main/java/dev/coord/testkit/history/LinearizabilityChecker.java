package dev.coord.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether calls that overlapped could have been made one after the other, each at some instant between its call and
 * its answer: the search of Wing and Gong, which Lowe made quick by never looking twice at the same calls in the same
 * state. Quick where answers leave few orders open, however long the history; exponential in the number of calls that
 * overlap otherwise.
 *
 * @param <S> type of the states
 * @param <I> type of what was asked
 * @param <O> type of the answers
 */
public final class LinearizabilityChecker<S, I, O> {

    /** A call that was put next, the state after it, and what else could have been put next. */
    private record Frame<S>(@Nullable Integer call, S state, long latestInvoked, Iterator<Integer> next) {}

    private record Seen<S>(BitSet calls, S state) {}

    private final SequentialModel<S, I, O> model;
    private final List<Call<I, O>> calls;
    private final BitSet done = new BitSet();
    private final Set<Seen<S>> seen = new HashSet<>();
    private final Deque<Frame<S>> frames = new ArrayDeque<>();
    private List<Integer> longest = List.of();
    private List<Integer> stuck = List.of();

    private LinearizabilityChecker(SequentialModel<S, I, O> model, List<Call<I, O>> calls) {
        this.model = model;
        this.calls = calls.stream()
                .sorted(Comparator.comparingLong(Call<I, O>::returned).thenComparingLong(Call::invoked))
                .toList();
    }

    /**
     * Checks a history.
     *
     * @param <S> type of the states
     * @param <I> type of what was asked
     * @param <O> type of the answers
     * @param model what the answers should be
     * @param history the calls, in any order
     * @param mostSteps after how many steps of the model to give up
     * @return whether there is an order that explains every answer
     */
    public static <S, I, O> Verdict<I, O> check(
            SequentialModel<S, I, O> model, List<Call<I, O>> history, long mostSteps) {
        return new LinearizabilityChecker<>(model, history).search(mostSteps);
    }

    private Verdict<I, O> search(long mostSteps) {
        long steps = 0;
        push(null, model.initial(), Long.MIN_VALUE);
        while (!frames.isEmpty()) {
            if (isComplete()) {
                return new Verdict.Linearizable<>(calls(order()));
            }
            Frame<S> top = frames.element();
            if (!top.next().hasNext()) {
                frames.remove();
                if (top.call() != null) {
                    done.clear(top.call());
                }
                continue;
            }
            int index = top.next().next();
            Call<I, O> call = calls.get(index);
            if (++steps > mostSteps) {
                return new Verdict.Undecided<>(mostSteps);
            }
            Optional<S> after = model.after(top.state(), call.input(), call.output());
            if (after.isPresent()) {
                done.set(index);
                if (seen.add(new Seen<>((BitSet) done.clone(), after.get()))) {
                    push(index, after.get(), Math.max(top.latestInvoked(), call.invoked()));
                } else {
                    done.clear(index);
                }
            }
        }
        return new Verdict.NotLinearizable<>(calls(longest), calls(stuck));
    }

    private void push(@Nullable Integer call, S state, long latestInvoked) {
        List<Integer> candidates = candidates(latestInvoked);
        frames.push(new Frame<>(call, state, latestInvoked, candidates.iterator()));
        if (frames.size() > longest.size() + 1 || stuck.isEmpty()) {
            longest = order();
            stuck = candidates;
        }
    }

    /** The calls of which none was answered before another one was made; those that are certain first. */
    private List<Integer> candidates(long latestInvoked) {
        long firstReturn = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (calls.get(i).certain()) {
                firstReturn = calls.get(i).returned();
                break;
            }
        }
        List<Integer> certain = new ArrayList<>();
        List<Integer> cutOff = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            Call<I, O> call = calls.get(i);
            if (call.invoked() <= firstReturn && call.returned() >= latestInvoked) {
                (call.certain() ? certain : cutOff).add(i);
            }
        }
        certain.addAll(cutOff);
        return certain;
    }

    private boolean isComplete() {
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (calls.get(i).certain()) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        frames.descendingIterator().forEachRemaining(frame -> {
            if (frame.call() != null) {
                order.add(frame.call());
            }
        });
        return order;
    }

    private List<Call<I, O>> calls(List<Integer> indices) {
        return indices.stream().map(calls::get).toList();
    }
}
