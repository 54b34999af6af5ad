package dev.coord.fs;

import dev.coord.lock.Lease;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.plan.RepoPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was held and when, as the holders themselves wrote it down, and whether it could have been. */
final class LockHistory {

    /**
     * One lease from the first instant its holder knew of it to the last.
     *
     * @param token its token
     * @param from a revision at which it was held
     * @param until the revision at which it was not held any more
     * @param fromNanos when its holder learned of it, by the host's monotonic clock
     * @param untilNanos when its holder began to release it
     * @param locks what was held
     */
    record Held(long token, long from, long until, long fromNanos, long untilNanos, List<PathLock> locks) {

        static Held of(Lease lease, long from, long until, long fromNanos, long untilNanos) {
            return new Held(lease.token().value(), from, until, fromNanos, untilNanos, lease.locks());
        }

        String line() {
            return token + " " + from + " " + until + " " + fromNanos + " " + untilNanos + " "
                    + locks.stream()
                            .map(lock -> lock.operation().name() + ":" + lock.path())
                            .collect(Collectors.joining(","));
        }

        static Held parse(String line) {
            String[] words = line.split(" ", -1);
            return new Held(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Arrays.stream(words[5].split(",", -1)).map(Held::lock).toList());
        }

        private static PathLock lock(String word) {
            String[] parts = word.split(":", 2);
            return new PathLock(new RepoPath(parts[1]), Operation.valueOf(parts[0]));
        }
    }

    private LockHistory() {}

    /** Every pair of leases that conflict and were held together, as sentences; paths are compared as they are written. */
    static List<String> violations(List<Held> leases) {
        List<String> violations = new ArrayList<>();
        Map<String, List<Held>> earlier = new HashMap<>();
        List<Held> inOrder =
                leases.stream().sorted(Comparator.comparingLong(Held::token)).toList();
        for (Held later : inOrder) {
            if (later.from() >= later.until()) {
                violations.add("released before it was held: " + later);
            }
            for (PathLock lock : later.locks()) {
                for (Operation operation : Operation.values()) {
                    if (operation.excludes(lock.operation())) {
                        earlier.getOrDefault(lock.path() + "/" + operation, List.of()).stream()
                                .filter(held -> held.until() > later.from() || held.untilNanos() > later.fromNanos())
                                .forEach(held -> violations.add("held together: " + held + " and " + later));
                    }
                }
            }
            for (PathLock lock : later.locks()) {
                earlier.computeIfAbsent(lock.path() + "/" + lock.operation(), key -> new ArrayList<>())
                        .add(later);
            }
        }
        return violations;
    }
}
