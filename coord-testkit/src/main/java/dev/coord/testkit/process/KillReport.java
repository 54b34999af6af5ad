package dev.coord.testkit.process;

import dev.coord.store.Snapshot;
import dev.coord.testkit.history.RecordedCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a soak did, for whoever reads the build's output. */
final class KillReport {

    private int kills;
    private long nanos;
    private long longestLeft;
    private long calls;
    private long cutOff;
    private long granted;
    private long upgraded;
    private long moved;
    private long revisions;
    private int logged;

    void kills(int count, long duration) {
        kills += count;
        nanos += duration;
    }

    void nothingLeft(long after) {
        longestLeft = Math.max(longestLeft, after);
    }

    /** How many entries the conflict log had when the last round ended. */
    int logged() {
        return logged;
    }

    void round(List<RecordedCall> round, Snapshot start, Snapshot end, int log) {
        calls += round.size();
        cutOff += round.stream().filter(call -> call.answer().isEmpty()).count();
        granted += count(round, "granted ");
        upgraded += round.stream()
                .filter(call -> call.call().toString().contains("UpgradeLease"))
                .filter(call -> call.answer()
                        .filter(answer -> answer.text().startsWith("granted "))
                        .isPresent())
                .count();
        moved += count(round, "Moved");
        revisions += end.revision() - start.revision();
        logged = log;
    }

    /** What the soak is there for and has not met so far. */
    List<String> unmet() {
        return Stream.of(
                        Map.entry("a call cut off by a kill", cutOff),
                        Map.entry("a grant", granted),
                        Map.entry("an upgrade", upgraded),
                        Map.entry("a step of a feature", moved),
                        Map.entry("an entry of the conflict log", (long) logged))
                .filter(fate -> fate.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    void print(long seed, String beside, Snapshot end) {
        double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
        System.out.printf(
                "%s kill soak: %d kills in %.1f s, %.1f a second, seed %d: %d calls (%d cut off), %d grants, %d upgrades,"
                        + " %d steps of features, %d revisions (%.0f/s), token %d, %s,"
                        + " nothing left after %d ms at most, log of %d entries%n",
                Instant.now(),
                kills,
                seconds,
                kills / seconds,
                seed,
                calls,
                cutOff,
                granted,
                upgraded,
                moved,
                revisions,
                revisions / seconds,
                end.locks().lastToken().value(),
                beside,
                TimeUnit.NANOSECONDS.toMillis(longestLeft),
                logged);
    }

    private static long count(List<RecordedCall> calls, String answer) {
        return calls.stream()
                .filter(call -> call.answer()
                        .filter(known -> known.text().startsWith(answer))
                        .isPresent())
                .count();
    }
}
