package dev.coord.core.plan;

import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Feature sets to plan: the specification's, and random ones without circles. */
public final class FeatureSets {

    private static final List<String> PATHS = List.of(
            "a.ts",
            "b.ts",
            "app/x.ts",
            "app/y.ts",
            "app/z/x.ts",
            "app",
            "app/",
            "app/**",
            "app/*.ts",
            "**/x.ts",
            "{app,lib}/y.ts",
            "lib/y.ts",
            "*.ts");
    private static final List<String> PLAIN_PATHS = List.of("a.ts", "b.ts", "c.ts", "d.ts", "e.ts", "f.ts");
    private static final List<String> NAMES = List.of("profiles", "posts", "auth");

    private FeatureSets() {}

    public static FeatureId id(String value) {
        return new FeatureId(value);
    }

    public static List<FeatureId> ids(String... values) {
        return List.of(values).stream().map(FeatureId::new).toList();
    }

    /** The specification's example, with the two features that its waves begin with. */
    public static List<Feature> specification() {
        return List.of(
                Feature.builder("setup_infrastructure").build(),
                Feature.builder("foundational_features")
                        .blockedBy("setup_infrastructure")
                        .build(),
                Feature.builder("P1_user_auth")
                        .blockedBy("foundational_features")
                        .blocks("P2_user_profile", "P3_posts")
                        .writes("app/actions/auth.ts", "middleware.ts", "supabase/migrations/001_auth_setup.sql")
                        .changesSchema("profiles")
                        .uses("supabase_auth")
                        .build(),
                Feature.builder("P2_user_profile")
                        .blockedBy("P1_user_auth")
                        .writes("app/actions/profile.ts", "app/profile/page.tsx", "components/ProfileForm.tsx")
                        .reads("app/actions/auth.ts")
                        .changesSchema("profiles")
                        .uses("supabase_auth")
                        .build(),
                Feature.builder("P3_posts")
                        .blockedBy("P1_user_auth")
                        .writes(
                                "app/actions/posts.ts",
                                "app/posts/page.tsx",
                                "components/PostList.tsx",
                                "supabase/migrations/002_posts.sql")
                        .reads("app/actions/auth.ts")
                        .changesSchema("posts")
                        .uses("supabase_auth")
                        .build());
    }

    /** The specification's example with a feature that only the middleware keeps apart from P1_user_auth. */
    public static List<Feature> withAdminPanel() {
        List<Feature> features = new ArrayList<>(specification());
        features.add(Feature.builder("P4_admin_panel")
                .blockedBy("foundational_features")
                .writes("app/admin/page.tsx", "middleware.ts")
                .build());
        return features;
    }

    /** Up to twelve features that use everything, globs too. */
    public static Arbitrary<List<Feature>> any() {
        return Arbitraries.randomValue(random -> features(random, random.nextInt(13), PATHS, 0.25));
    }

    /** The same, where many have an estimate and some a priority. */
    public static Arbitrary<List<Feature>> estimated() {
        return Arbitraries.randomValue(random -> features(random, random.nextInt(13), PATHS, 0.2).stream()
                .map(feature -> estimated(feature, random))
                .toList());
    }

    /** Up to twelve features with a lot of dependencies and of files that several write. */
    public static List<Feature> contended(Random random) {
        return features(random, 1 + random.nextInt(12), PLAIN_PATHS, 0.15);
    }

    /** Features that share few hot files and many cold ones. */
    public static FeatureSet skewed(int count) {
        Random random = new Random(count);
        List<Feature> features = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Feature.Builder feature = Feature.builder(String.format("F%06d", i));
            for (int k = 0; k < 4; k++) {
                feature.writes("src/f" + (int) (3 * count * Math.pow(random.nextDouble(), 4)) + ".ts");
            }
            for (int k = 0; k < 2 && i > 0; k++) {
                if (random.nextInt(10) < 6) {
                    feature.blockedBy(String.format("F%06d", random.nextInt(i)));
                }
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    private static Feature estimated(Feature feature, Random random) {
        Feature.Builder changed = feature.toBuilder();
        if (random.nextInt(3) > 0) {
            changed.takes(Duration.ofMinutes(1 + random.nextInt(90)));
        }
        return changed.priority(random.nextInt(3) > 0 ? 0 : random.nextInt(5) - 2)
                .build();
    }

    private static List<Feature> features(Random random, int count, List<String> paths, double density) {
        List<Integer> rank = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rank.add(i);
        }
        Collections.shuffle(rank, random);
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Feature.Builder feature = Feature.builder("F" + i);
            for (int j = 0; j < count; j++) {
                if (rank.get(j) < rank.get(i) && random.nextDouble() < density) {
                    feature.blockedBy("F" + j);
                }
                if (rank.get(j) > rank.get(i) && random.nextDouble() < density / 4) {
                    feature.blocks("F" + j);
                }
            }
            paths.stream().filter(path -> random.nextDouble() < 0.12).forEach(feature::writes);
            paths.stream().filter(path -> random.nextDouble() < 0.12).forEach(feature::reads);
            NAMES.stream().filter(name -> random.nextDouble() < 0.15).forEach(feature::changesSchema);
            NAMES.stream().filter(name -> random.nextDouble() < 0.3).forEach(feature::uses);
            features.add(feature.build());
        }
        return features;
    }

    public static FeatureSet chain(int length) {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Feature.Builder feature = Feature.builder("F" + i).writes("f" + i + ".ts");
            features.add(
                    i == 0 ? feature.build() : feature.blockedBy("F" + (i - 1)).build());
        }
        return FeatureSet.of(features);
    }

    public static FeatureSet ring(int length) {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            features.add(Feature.builder("F" + i).blocks("F" + (i + 1) % length).build());
        }
        return FeatureSet.of(features);
    }

    public static FeatureSet star(int points) {
        List<Feature> features = new ArrayList<>();
        features.add(Feature.builder("hub").build());
        for (int i = 0; i < points; i++) {
            features.add(Feature.builder("F" + i).blockedBy("hub").build());
        }
        return FeatureSet.of(features);
    }
}
