package dev.coord.testkit.history.check;

import dev.coord.lock.PathLock.Operation;
import dev.coord.state.Command;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.RecordedCall.Answer;
import dev.coord.testkit.history.StoreCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One lock on the one path that everybody wants.
 *
 * @param client who took it
 * @param operation what for
 * @param asked the revision that its request made, by queueing it or by granting it
 * @param token by which it was granted
 * @param nanos how long it was waited for
 */
public record Turn(String client, Operation operation, long asked, long token, long nanos) {

    /**
     * The turns of a history in which every request was granted.
     *
     * @param calls of all clients
     * @return one for each request
     */
    public static List<Turn> of(Collection<RecordedCall> calls) {
        List<Turn> turns = new ArrayList<>();
        for (RecordedCall call : calls) {
            if (call.call() instanceof StoreCall.Obtain obtain
                    && obtain.command() instanceof Command.RequestLocks request) {
                Answer answer = call.answer().orElseThrow();
                turns.add(new Turn(
                        call.client(),
                        request.request().locks().get(0).operation(),
                        answer.steps().get(0).revision(),
                        Long.parseLong(answer.text().split(" ", -1)[1]),
                        answer.at() - call.invoked()));
            }
        }
        return turns;
    }

    /**
     * Finds the turns that came too early.
     *
     * @param turns in any order
     * @return every turn that was granted before one that was asked for earlier and excludes it, as sentences
     */
    public static List<String> overtaking(Collection<Turn> turns) {
        List<String> violations = new ArrayList<>();
        Turn lastWriter = null;
        Turn lastOfAll = null;
        for (Turn turn :
                turns.stream().sorted(Comparator.comparingLong(Turn::asked)).toList()) {
            Turn ahead = turn.operation() == Operation.WRITE ? lastOfAll : lastWriter;
            if (ahead != null && turn.token() < ahead.token()) {
                violations.add(turn + " overtook " + ahead);
            }
            lastOfAll = later(lastOfAll, turn);
            lastWriter = turn.operation() == Operation.WRITE ? later(lastWriter, turn) : lastWriter;
        }
        return violations;
    }

    /**
     * Jain's index of fairness.
     *
     * @param turns of all clients
     * @return 1 where every client had as many turns as any other, 1/n where one of n had them all
     */
    public static double jain(Collection<Turn> turns) {
        Map<String, Long> counts = turns.stream().collect(Collectors.groupingBy(Turn::client, Collectors.counting()));
        double sum = 0;
        double squares = 0;
        for (long count : counts.values()) {
            sum += count;
            squares += (double) count * count;
        }
        return sum * sum / (counts.size() * squares);
    }

    private static Turn later(@Nullable Turn one, Turn other) {
        return one == null || one.token() < other.token() ? other : one;
    }
}
