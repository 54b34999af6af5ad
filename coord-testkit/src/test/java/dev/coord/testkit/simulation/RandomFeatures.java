package dev.coord.testkit.simulation;

import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.List;

/** Feature sets with paths, tables and dependencies that meet often enough. */
final class RandomFeatures {

    private static final List<String> SHARED =
            List.of("middleware.ts", "app/", "app/[id]/page.tsx", "src/*.ts", "db/**", "db/001.sql");
    private static final List<String> TABLES = List.of("profiles", "posts", "orders");

    private RandomFeatures() {}

    static FeatureSet draw(Chance chance) {
        int count = 1 + chance.below(6);
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(feature(chance, i));
        }
        return FeatureSet.of(features);
    }

    private static Feature feature(Chance chance, int number) {
        Feature.Builder feature = Feature.builder("F" + number).description("Build *" + number + "*.\n");
        if (chance.happens(0.8)) {
            feature.writes("own/" + number + ".ts");
        }
        if (chance.happens(0.4)) {
            feature.writes(chance.pick(SHARED));
        }
        if (chance.happens(0.3)) {
            feature.reads(chance.pick(SHARED));
        }
        if (chance.happens(0.25)) {
            feature.changesSchema(chance.pick(TABLES));
        }
        if (chance.happens(0.3)) {
            feature.uses("auth");
        }
        for (int earlier = 0; earlier < number; earlier++) {
            if (chance.happens(0.25)) {
                feature.blockedBy("F" + earlier);
            }
        }
        if (number % 3 == 1) {
            feature.check("true");
        }
        return feature.build();
    }
}
