package dev.coord.bench.harness;

/**
 * What came of a load.
 *
 * @param grants how many locks were acquired and released
 * @param nanos from the common start to the end of the last thread
 * @param timeouts how many locks were not granted in time
 * @param vanished how many locks were gone when they were to be released
 * @param errors how many calls failed
 */
public record Ran(long grants, long nanos, long timeouts, long vanished, long errors) {

    static final Ran NOTHING = new Ran(0, 0, 0, 0, 0);

    /**
     * Acquired and released in a second.
     *
     * @return two updates for each grant
     */
    public double updatesPerSecond() {
        return nanos == 0 ? 0 : 2e9 * grants / nanos;
    }

    /**
     * Both together, done at the same time.
     *
     * @param other what another thread or process did
     * @return the sums and the longer time
     */
    public Ran and(Ran other) {
        return new Ran(
                grants + other.grants,
                Math.max(nanos, other.nanos),
                timeouts + other.timeouts,
                vanished + other.vanished,
                errors + other.errors);
    }

    String line() {
        return "ran " + grants + " " + nanos + " " + timeouts + " " + vanished + " " + errors;
    }

    static Ran parse(String line) {
        String[] words = line.split(" ", -1);
        if (!words[0].equals("ran")) {
            throw new IllegalStateException("a worker answered '" + line + "'");
        }
        return new Ran(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }
}
