package dev.coord.bench;

import dev.coord.core.plan.Planner;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Plans whose features write globs of the shapes that people write, beside the same plan with directories, in one run. */
final class GlobShapes {

    private static final int FEATURES = 4_000;
    private static final int WARM_UP = 8;
    private static final int MEASURED = 9;
    private static final String DIRECTORIES = "src/m#/";

    /** None of these overlaps another of its shape. */
    private static final List<String> SHAPES = List.of(
            "**/m#.ts",
            "**/m#/*.ts",
            "**/m#_*.ts",
            "**/*_m#.ts",
            "src/**/m#.ts",
            "src/m#/**/*.ts",
            "src/m#/*.{ts,tsx}",
            "{app,lib}/m#/**",
            "**/m#.{ts,tsx}",
            "**/m#");

    private GlobShapes() {}

    static void print() {
        System.out.printf(
                Locale.ROOT, "%n| %d features that write | median ms | times directories |%n|---|---|---|%n", FEATURES);
        double directories = median(DIRECTORIES);
        row(DIRECTORIES, directories, directories);
        SHAPES.forEach(shape -> row(shape, median(shape), directories));
        row(DIRECTORIES + " again", median(DIRECTORIES), directories);
    }

    private static void row(String shape, double median, double directories) {
        System.out.printf(Locale.ROOT, "| `%s` | %.1f | %.2f |%n", shape, median, median / directories);
    }

    private static double median(String shape) {
        FeatureSet features = FeatureSet.of(IntStream.range(0, FEATURES)
                .mapToObj(i -> Feature.builder("f" + i)
                        .writes(shape.replace("#", Integer.toString(i)))
                        .build())
                .toList());
        double[] millis = new double[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long begun = System.nanoTime();
            int waves = Planner.plan(features, 8).waves().size();
            if (waves != 1) {
                throw new AssertionError(shape + " makes " + waves + " waves");
            }
            millis[Math.max(i, 0)] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis[MEASURED / 2];
    }
}
