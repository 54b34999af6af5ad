package dev.coord.fs;

import java.util.Map;
import java.util.TreeMap;

/** How many cases of each kind were tried, for who reads the output of the build. */
final class Tally {

    private final String what;
    private final Map<String, Integer> counts = new TreeMap<>();

    Tally(String what) {
        this.what = what;
    }

    synchronized void add(String kind, int count) {
        counts.merge(kind, count, Integer::sum);
    }

    synchronized int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void print() {
        counts.forEach((kind, count) -> System.out.printf("%6d %s: %s%n", count, what, kind));
        System.out.printf("%6d %s in all%n", total(), what);
    }
}
