package dev.coord.bench;

import dev.coord.bench.culprit.CulpritCost;

/** Plays searches for the features that break a wave, beside those of bors, and prints how many runs of the tests they take. */
public final class CulpritReport {

    private CulpritReport() {}

    /**
     * Plays and prints.
     *
     * @param args a seed, or nothing
     */
    public static void main(String[] args) {
        CulpritCost.print(args.length == 0 ? 19 : Long.parseLong(args[0]));
    }
}
