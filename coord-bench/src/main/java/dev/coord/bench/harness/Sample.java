package dev.coord.bench.harness;

import java.util.List;

/**
 * Some figures of one kind.
 *
 * @param values in any order
 */
public record Sample(List<Double> values) {

    /** Sorts a copy. */
    public Sample {
        values = values.stream().sorted().toList();
    }

    /**
     * The value that so many percent are not above.
     *
     * @param percent 0 to 100
     * @return not a number if there is none
     */
    public double percentile(int percent) {
        int rank = (int) Math.ceil(values.size() * percent / 100.0);
        return values.isEmpty() ? Double.NaN : values.get(Math.max(rank, 1) - 1);
    }

    /**
     * The value in the middle, the mean of two if there are two.
     *
     * @return not a number if there is none
     */
    public double median() {
        int half = values.size() / 2;
        if (values.size() % 2 == 1) {
            return values.get(half);
        }
        return values.isEmpty() ? Double.NaN : (values.get(half - 1) + values.get(half)) / 2;
    }

    /**
     * How many values there are.
     *
     * @return the size
     */
    public int size() {
        return values.size();
    }
}
