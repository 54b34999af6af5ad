package dev.coord.bench;

import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random feature sets; equal arguments give equal sets. */
public final class RandomFeatures {

    private RandomFeatures() {}

    /**
     * Features as projects have them: about 8.5 declared resources and 1.2 dependencies each, a few files and tables hot, most
     * cold (after Zipf).
     *
     * @param count how many
     * @return the features
     */
    public static FeatureSet skewed(int count) {
        Random random = new Random(count);
        Zipf files = new Zipf(3 * count, 0.75, random);
        Zipf tables = new Zipf(Math.max(5, count / 5), 0.6, random);
        Zipf resources = new Zipf(Math.max(3, count / 300), 0.75, random);
        List<Feature> features = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Feature.Builder feature = Feature.builder(id(i));
            for (int k = 0; k < 3; k++) {
                feature.writes("src/f" + files.draw() + ".ts");
            }
            for (int k = 0; k < 4; k++) {
                feature.reads("src/f" + files.draw() + ".ts");
            }
            if (random.nextInt(2) == 0) {
                feature.changesSchema("table" + tables.draw());
            }
            feature.uses("resource" + resources.draw());
            for (int k = 0; k < 2 && i > 0; k++) {
                if (random.nextInt(10) < 6) {
                    feature.blockedBy(id(random.nextInt(i)));
                }
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    /**
     * Features with five writes and two dependencies each, evenly spread.
     *
     * @param count how many
     * @return the features
     */
    public static FeatureSet even(int count) {
        Random random = new Random(count);
        List<Feature> features = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Feature.Builder feature = Feature.builder(id(i));
            for (int k = 0; k < 5; k++) {
                feature.writes("src/m" + random.nextInt(100) + "/f" + random.nextInt(2 * count) + ".ts");
            }
            for (int k = 0; k < 2 && i > 0; k++) {
                feature.blockedBy(id(random.nextInt(i)));
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    /**
     * A plan's worth of work whose durations are spread log-normally (sigma 0.8, median half an hour).
     *
     * @param seed which one
     * @return 60 to 200 features
     */
    public static FeatureSet estimated(long seed) {
        Random random = new Random(seed);
        int count = 60 + random.nextInt(141);
        List<Feature> features = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Feature.Builder feature = Feature.builder(id(i)).takes(Duration.ofSeconds((long)
                    (1800 * Math.exp(0.8 * random.nextGaussian()) + 1)));
            for (int k = 0; k < 3; k++) {
                feature.writes("f" + (int) (4 * count * Math.pow(random.nextDouble(), 2)) + ".ts");
            }
            for (int k = 0; k < 2 && i > 0; k++) {
                if (random.nextInt(10) < 5) {
                    feature.blockedBy(id(random.nextInt(i)));
                }
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    private static String id(int number) {
        return String.format("feature-%07d", number);
    }

    /** Draws small numbers more often than large ones. */
    private static final class Zipf {

        private final double[] sums;
        private final Random random;

        Zipf(int size, double exponent, Random random) {
            this.random = random;
            this.sums = new double[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += Math.pow(i + 1, -exponent);
                sums[i] = sum;
            }
        }

        int draw() {
            int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
            return found < 0 ? -found - 1 : found;
        }
    }
}
