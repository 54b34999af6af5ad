package dev.coord.bench.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was held and when, as the holders wrote it down, and whether it could have been. */
public final class GrantHistory {

    private final Map<Integer, List<Grant>> paths;
    private final int size;

    /**
     * A history of all processes.
     *
     * @param grants every grant of every process, in any order
     */
    public GrantHistory(List<Grant> grants) {
        size = grants.size();
        paths = grants.stream()
                .sorted(Comparator.comparingLong(Grant::from).thenComparingLong(Grant::until))
                .collect(Collectors.groupingBy(Grant::path));
    }

    /**
     * How many grants there are.
     *
     * @return all of them
     */
    public int size() {
        return size;
    }

    /**
     * The grants that began while somebody else still held the same path.
     *
     * @return in the order of paths and time; empty if no path ever had two holders at once
     */
    public List<Grant> doubles() {
        List<Grant> doubles = new ArrayList<>();
        for (List<Grant> path : paths.values()) {
            long heldUntil = Long.MIN_VALUE;
            for (Grant grant : path) {
                if (grant.from() < heldUntil) {
                    doubles.add(grant);
                }
                heldUntil = Math.max(heldUntil, grant.until());
            }
        }
        return doubles;
    }

    /**
     * How long it took from the call of release in one process to the lock in another one's hands.
     *
     * @return milliseconds, one for each time that a path went from process to process
     */
    public Sample handOvers() {
        List<Double> millis = new ArrayList<>();
        for (List<Grant> path : paths.values()) {
            for (int i = 1; i < path.size(); i++) {
                Grant before = path.get(i - 1);
                Grant after = path.get(i);
                if (before.process() != after.process()) {
                    millis.add((after.from() - before.until()) / 1e6);
                }
            }
        }
        return new Sample(millis);
    }
}
