package dev.coord.testkit.history.check;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.lock.PathLock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Locks in a client's hands, from the first instant it knew of them to the last at which nobody could have taken them.
 *
 * @param agent whose
 * @param lease under which lease
 * @param token its token
 * @param locks what was held
 * @param nanos when, by the host's monotonic clock
 * @param revisions of the snapshots in which they were held
 */
public record Tenure(String agent, String lease, long token, List<PathLock> locks, Span nanos, Span revisions) {

    /** Copies the list. */
    public Tenure {
        locks = List.copyOf(locks);
    }

    /**
     * A stretch of instants or of revisions.
     *
     * @param from the first
     * @param until the first after it
     */
    public record Span(long from, long until) {

        boolean meets(Span other) {
            return from < other.until && other.from < until;
        }
    }

    /**
     * Finds what was held by two at once.
     *
     * @param tenures in any order
     * @return every pair of tenures of different agents that conflict and overlap, as sentences
     */
    public static List<String> violations(List<Tenure> tenures) {
        Overlaps overlaps = new Overlaps();
        List<String> violations = new ArrayList<>();
        violations.addAll(overlaps.together(tenures, Tenure::nanos, "at the same time"));
        violations.addAll(overlaps.together(tenures, Tenure::revisions, "in one revision"));
        return violations;
    }

    /** Which locks exclude each other. It remembers its answers, since paths meet again and again. For one thread. */
    public static final class Overlaps {

        private final Map<RepoPath, PathPattern> patterns = new HashMap<>();
        private final Map<List<RepoPath>, Boolean> known = new HashMap<>();

        /** With no answer so far. */
        public Overlaps() {}

        boolean exclude(List<PathLock> some, List<PathLock> others) {
            return some.stream().anyMatch(lock -> others.stream().anyMatch(other -> exclude(lock, other)));
        }

        /**
         * Whether two agents may not hold these locks at once.
         *
         * @param one the lock of one agent
         * @param other that of the other
         * @return true if one of them writes and their paths overlap
         */
        public boolean exclude(PathLock one, PathLock other) {
            return one.operation().excludes(other.operation())
                    && known.computeIfAbsent(
                            List.of(one.path(), other.path()),
                            paths -> pattern(one.path()).overlaps(pattern(other.path())));
        }

        private List<String> together(List<Tenure> tenures, Function<Tenure, Span> span, String how) {
            List<String> violations = new ArrayList<>();
            List<Tenure> current = new ArrayList<>();
            List<Tenure> inOrder = tenures.stream()
                    .sorted(Comparator.comparingLong(
                            tenure -> span.apply(tenure).from()))
                    .toList();
            for (Tenure later : inOrder) {
                current.removeIf(tenure ->
                        span.apply(tenure).until() <= span.apply(later).from());
                current.stream()
                        .filter(tenure -> span.apply(tenure).meets(span.apply(later))
                                && !tenure.agent().equals(later.agent())
                                && exclude(tenure.locks(), later.locks()))
                        .forEach(tenure -> violations.add("held " + how + ": " + tenure + " and " + later));
                current.add(later);
            }
            return violations;
        }

        private PathPattern pattern(RepoPath path) {
            return patterns.computeIfAbsent(path, PathPattern::of);
        }
    }
}
