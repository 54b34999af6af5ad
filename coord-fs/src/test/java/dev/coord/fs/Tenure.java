package dev.coord.fs;

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
 * Locks in somebody's hands, from the first instant he knew of them to the last at which nobody could have taken them.
 *
 * @param agent whose
 * @param lease under which lease
 * @param token its token
 * @param locks what was held
 * @param nanos when, by the host's monotonic clock
 * @param revisions of the snapshots in which they were held
 */
record Tenure(String agent, String lease, long token, List<PathLock> locks, Span nanos, Span revisions) {

    /** From the first to before the last. */
    record Span(long from, long until) {

        boolean meets(Span other) {
            return from < other.until && other.from < until;
        }
    }

    /** Every pair of tenures of different agents that conflict and overlap, as sentences. */
    static List<String> violations(List<Tenure> tenures) {
        Overlaps overlaps = new Overlaps();
        List<String> violations = new ArrayList<>();
        violations.addAll(overlaps.together(tenures, Tenure::nanos, "at the same time"));
        violations.addAll(overlaps.together(tenures, Tenure::revisions, "in one revision"));
        return violations;
    }

    /** Which locks exclude each other; paths meet again and again. */
    static final class Overlaps {

        private final Map<RepoPath, PathPattern> patterns = new HashMap<>();
        private final Map<List<RepoPath>, Boolean> known = new HashMap<>();

        boolean exclude(List<PathLock> some, List<PathLock> others) {
            return some.stream().anyMatch(lock -> others.stream().anyMatch(other -> exclude(lock, other)));
        }

        boolean exclude(PathLock one, PathLock other) {
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
