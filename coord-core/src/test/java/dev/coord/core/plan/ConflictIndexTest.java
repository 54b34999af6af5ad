package dev.coord.core.plan;

import static dev.coord.core.plan.FeatureSets.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.RepoPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConflictIndexTest {

    @Test
    void findsWhatTheSpecificationsFeaturesContendFor() {
        assertThat(conflicts(FeatureSets.withAdminPanel()))
                .containsExactly(
                        new Conflict.Schema(id("P1_user_auth"), id("P2_user_profile"), List.of("profiles"), true),
                        new Conflict.Resource(
                                id("P1_user_auth"), id("P2_user_profile"), List.of("supabase_auth"), true),
                        new Conflict.Resource(id("P1_user_auth"), id("P3_posts"), List.of("supabase_auth"), true),
                        new Conflict.FileWrite(
                                id("P1_user_auth"), id("P4_admin_panel"), List.of("middleware.ts"), false),
                        new Conflict.Resource(id("P2_user_profile"), id("P3_posts"), List.of("supabase_auth"), false));
    }

    @Test
    void tellsAllPathsOfAPairInOneConflictAndBothOfTwoPatterns() {
        List<Feature> features = List.of(
                Feature.builder("a").writes("z.ts", "app/**", "b.ts").build(),
                Feature.builder("b").writes("app/x.ts", "z.ts").build());

        assertThat(conflicts(features))
                .containsExactly(
                        new Conflict.FileWrite(id("a"), id("b"), List.of("app/**", "app/x.ts", "z.ts"), false));
    }

    @Test
    void namesTheReaderFirstAndOnlyIfNothingOrdersTheTwo() {
        Feature reader = Feature.builder("b").reads("app/x.ts").build();
        Feature writer = Feature.builder("c").writes("app/").build();
        Feature ordered = Feature.builder("d").reads("app/x.ts").blockedBy("c").build();

        assertThat(conflicts(List.of(reader, writer, ordered)))
                .containsExactly(new Conflict.ReadAfterWrite(id("b"), id("c"), List.of("app/x.ts"), false));
    }

    @Property
    void agreesWithComparingAllPairs(@ForAll("features") List<Feature> features) {
        assertThat(conflicts(features)).isEqualTo(pairwise(FeatureSet.of(features)));
    }

    @Property(tries = 50)
    void findsOfTwoFeaturesWhatItFindsOfAll(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        DependencyGraph graph = DependencyGraph.of(set);
        List<Conflict> all = ConflictIndex.of(set, graph).pairs().toList();

        for (Feature one : features) {
            for (Feature other : features) {
                if (one != other) {
                    assertThat(ConflictIndex.between(one, other, graph))
                            .isEqualTo(all.stream()
                                    .filter(conflict -> List.of(conflict.first(), conflict.second())
                                            .containsAll(List.of(one.id(), other.id())))
                                    .toList());
                }
            }
        }
    }

    @Property
    void aFurtherDependencyNeverMakesAConflictUnordered(
            @ForAll("features") List<Feature> features,
            @ForAll @IntRange(max = 11) int from,
            @ForAll @IntRange(max = 11) int to) {
        List<Feature> more = new ArrayList<>(features);
        if (from == to || Math.max(from, to) >= features.size()) {
            return;
        }
        Feature blocker = features.get(from);
        List<FeatureId> blocks = new ArrayList<>(blocker.blocks());
        blocks.add(features.get(to).id());
        more.set(
                from,
                new Feature(
                        blocker.id(),
                        blocks,
                        blocker.blockedBy(),
                        blocker.fileWrites(),
                        blocker.fileReads(),
                        blocker.schemaChanges(),
                        blocker.sharedResources(),
                        blocker.estimate(),
                        blocker.priority()));
        if (DependencyGraph.shortestCycle(FeatureSet.of(more)).isPresent()) {
            return;
        }

        List<Conflict> after = conflicts(more);

        conflicts(features).stream()
                .filter(Conflict::ordered)
                .forEach(conflict -> assertThat(after).contains(conflict));
        assertThat(after.stream().filter(conflict -> !conflict.ordered())).isSubsetOf(conflicts(features));
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    private static List<Conflict> conflicts(List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        return ConflictIndex.of(set, DependencyGraph.of(set)).pairs().toList();
    }

    private static List<Conflict> pairwise(FeatureSet set) {
        DependencyGraph graph = DependencyGraph.of(set);
        List<Conflict> found = new ArrayList<>();
        for (Feature one : set.features().values()) {
            for (Feature other : set.features().values()) {
                boolean ordered = graph.ordered(one.id(), other.id());
                if (one.id().compareTo(other.id()) < 0) {
                    add(found, ConflictType.FILE_WRITE_CONFLICT, one, other, writes(one, other), ordered);
                    add(
                            found,
                            ConflictType.SCHEMA_CONFLICT,
                            one,
                            other,
                            common(one.schemaChanges(), other.schemaChanges()),
                            ordered);
                    add(
                            found,
                            ConflictType.RESOURCE_CONTENTION,
                            one,
                            other,
                            common(one.sharedResources(), other.sharedResources()),
                            ordered);
                }
                if (one != other && !ordered) {
                    add(found, ConflictType.READ_AFTER_WRITE, one, other, reads(one, other), false);
                }
            }
        }
        found.sort(Comparator.comparing(Conflict::first)
                .thenComparing(Conflict::second)
                .thenComparing(Conflict::type));
        return found;
    }

    private static void add(
            List<Conflict> found,
            ConflictType type,
            Feature one,
            Feature other,
            TreeSet<String> names,
            boolean ordered) {
        if (names.isEmpty()) {
            return;
        }
        List<String> subjects = List.copyOf(names);
        found.add(
                switch (type) {
                    case FILE_WRITE_CONFLICT -> new Conflict.FileWrite(one.id(), other.id(), subjects, ordered);
                    case SCHEMA_CONFLICT -> new Conflict.Schema(one.id(), other.id(), subjects, ordered);
                    case RESOURCE_CONTENTION -> new Conflict.Resource(one.id(), other.id(), subjects, ordered);
                    case READ_AFTER_WRITE -> new Conflict.ReadAfterWrite(one.id(), other.id(), subjects, ordered);
                    default -> throw new AssertionError(type);
                });
    }

    private static TreeSet<String> writes(Feature one, Feature other) {
        TreeSet<String> names = new TreeSet<>();
        for (RepoPath mine : one.fileWrites()) {
            for (RepoPath yours : other.fileWrites()) {
                if (PathPattern.of(mine).overlaps(PathPattern.of(yours))) {
                    names.add(mine.value());
                    names.add(yours.value());
                }
            }
        }
        return names;
    }

    private static TreeSet<String> reads(Feature reader, Feature writer) {
        TreeSet<String> names = new TreeSet<>();
        for (RepoPath read : reader.fileReads()) {
            if (writer.fileWrites().stream()
                    .anyMatch(written -> PathPattern.of(read).overlaps(PathPattern.of(written)))) {
                names.add(read.value());
            }
        }
        return names;
    }

    private static TreeSet<String> common(List<String> one, List<String> other) {
        TreeSet<String> names = new TreeSet<>(one);
        names.retainAll(other);
        return names;
    }
}
