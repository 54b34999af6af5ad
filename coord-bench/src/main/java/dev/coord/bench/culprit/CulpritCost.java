package dev.coord.bench.culprit;

import dev.coord.core.culprit.Probe.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Means over random waves. */
public final class CulpritCost {

    private static final int WAVES = 2000;
    private static final int FLAKY_WAVES = 10_000;

    private CulpritCost() {}

    /**
     * Prints what breaking waves cost to search, and how many innocents a flaky test sends back.
     *
     * @param seed of the waves
     */
    public static void print(long seed) {
        System.out.println(
                "\n| features | breaks | search | with a hint | for partners | confirming | bors | bors, cached |"
                        + "\n|---|---|---|---|---|---|---|---|");
        for (int size : new int[] {5, 20, 50}) {
            line(seed, size, "one", 1, 1);
            line(seed, size, "two", 2, 1);
            line(seed, size, "a pair together", 1, 2);
        }
        System.out.println(
                "\ninnocents of " + FLAKY_WAVES + " waves of 20 whose tests fail once in ten runs: " + innocents(seed));
    }

    private static void line(long seed, int size, String what, int sets, int together) {
        List<BrokenWave> waves = new Random(seed)
                .longs(WAVES)
                .mapToObj(each -> BrokenWave.random(new Random(each), size, sets, together))
                .toList();
        System.out.println("| " + size + " | " + what + " | "
                + String.join(
                        " | ",
                        mean(waves, wave -> new Searched(wave, false).runs(Purpose.SEARCH)),
                        mean(waves, wave -> new Searched(wave, true).runs(Purpose.SEARCH)),
                        mean(waves, wave -> new Searched(wave, false).runs(Purpose.PARTNER)),
                        mean(waves, wave -> new Searched(wave, false).runs(Purpose.CONFIRMATION)),
                        mean(waves, wave -> Bors.runs(wave, false)),
                        mean(waves, wave -> Bors.runs(wave, true)))
                + " |");
    }

    private static String mean(List<BrokenWave> waves, ToIntFunction<BrokenWave> runs) {
        return String.format(
                Locale.ROOT, "%.1f", waves.stream().mapToInt(runs).average().orElseThrow());
    }

    private static int innocents(long seed) {
        Random random = new Random(seed);
        int innocents = 0;
        for (int wave = 0; wave < FLAKY_WAVES; wave++) {
            if (random.nextInt(10) == 0) {
                BrokenWave any = BrokenWave.random(random, 20, 0, 0);
                innocents += new Searched(any.order(), List.of(), probe -> random.nextInt(10) == 0).culprits();
            }
        }
        return innocents;
    }
}
