package dev.coord.core.conflict;

import static dev.coord.core.plan.FeatureSets.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.path.PathPattern;
import dev.coord.core.plan.FeatureSets;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Conflicts.ConflictGroup;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    void tableNamesThatDifferByCaseOnlyAreOneTable() {
        Feature one = Feature.builder("a").changesSchema("Posts", "posts", "x").build();
        Feature other = Feature.builder("b").changesSchema("POSTS", "y").build();

        assertThat(conflicts(List.of(one, other)))
                .containsExactly(new Conflict.Schema(id("a"), id("b"), List.of("Posts"), false));
        assertThat(Rivals.contend(one, other, OverlapPolicy.SERIALIZE)).isTrue();
        assertThat(Tables.common(other, one)).containsExactly("POSTS");
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

    @Property
    void rivalsAreThePairsThatMustBeSerialized(@ForAll("features") List<Feature> features) {
        Set<Set<FeatureId>> serialized = conflicts(features).stream()
                .filter(Conflict::mustSerialize)
                .map(conflict -> Set.of(conflict.first(), conflict.second()))
                .collect(Collectors.toSet());
        DependencyGraph graph = DependencyGraph.of(FeatureSet.of(features));

        for (Feature one : features) {
            for (Feature other : features) {
                boolean isOrdered = !graph.path(one.id(), other.id()).isEmpty()
                        || !graph.path(other.id(), one.id()).isEmpty();
                if (!one.id().equals(other.id()) && !isOrdered) {
                    assertThat(Rivals.contend(one, other, OverlapPolicy.SERIALIZE))
                            .as("%s and %s", one.id(), other.id())
                            .isEqualTo(serialized.contains(Set.of(one.id(), other.id())));
                }
            }
        }
    }

    @Property
    void tellsInGroupsWhatItTellsInPairs(@ForAll("features") List<Feature> features) {
        FeatureSet set = FeatureSet.of(features);
        ConflictIndex index = ConflictIndex.of(set, DependencyGraph.of(set));
        SortedSet<String> grouped = new TreeSet<>();
        for (ConflictGroup group : index.groups()) {
            SortedSet<String> own = new TreeSet<>();
            for (FeatureId feature : group.features()) {
                group.others().forEach(other -> own.addAll(pair(group.type(), feature, other)));
                if (group.type() != ConflictType.READ_AFTER_WRITE) {
                    group.features().forEach(other -> own.addAll(pair(group.type(), feature, other)));
                }
            }
            assertThat(own).as("pairs of %s", group).isNotEmpty();
            grouped.addAll(own);
        }

        assertThat(grouped.stream().filter(pair -> !pair.startsWith("READ")))
                .containsExactlyElementsOf(index.pairs()
                        .filter(conflict -> conflict.type() != ConflictType.READ_AFTER_WRITE)
                        .map(conflict -> conflict.type() + " " + conflict.first() + " " + conflict.second())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(grouped)
                .containsAll(index.pairs()
                        .map(conflict -> conflict.type() + " " + conflict.first() + " " + conflict.second())
                        .toList());
    }

    @Test
    void makesOneGroupOfAFileThatManyWrite() {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            features.add(Feature.builder("F" + i).writes("hot.ts").build());
        }
        FeatureSet set = FeatureSet.of(features);

        List<ConflictGroup> groups =
                ConflictIndex.of(set, DependencyGraph.of(set)).groups();

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).features()).hasSize(30_000).isSorted();
        assertThat(ConflictIndex.of(set, DependencyGraph.of(set)).pairs().limit(5))
                .extracting(Conflict::subjects)
                .containsOnly(List.of("hot.ts"));
    }

    @Test
    void tellsOnlyTheKindsThatAreAskedFor() {
        FeatureSet set = FeatureSet.of(FeatureSets.withAdminPanel());

        assertThat(ConflictIndex.of(set, DependencyGraph.of(set)).pairs(Set.of(ConflictType.SCHEMA_CONFLICT)))
                .extracting(Conflict::type)
                .containsExactly(ConflictType.SCHEMA_CONFLICT);
    }

    private static Set<String> pair(ConflictType type, FeatureId one, FeatureId other) {
        if (one.equals(other)) {
            return Set.of();
        }
        boolean turned = type != ConflictType.READ_AFTER_WRITE && one.compareTo(other) > 0;
        return Set.of(type + " " + (turned ? other : one) + " " + (turned ? one : other));
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
        more.set(from, blocker.toBuilder().blocks(blocks).build());
        if (!DependencyGraph.cycles(FeatureSet.of(more)).isEmpty()) {
            return;
        }

        List<Conflict> after = conflicts(more);

        conflicts(features).stream()
                .filter(Conflict::ordered)
                .forEach(conflict -> assertThat(after).contains(conflict));
        assertThat(after.stream().filter(conflict -> !conflict.ordered())).isSubsetOf(conflicts(features));
    }

    @Property
    void aPathIsSharedWhereAnotherFeatureMayWriteIt(@ForAll("features") List<Feature> features) {
        SharedPaths shared = SharedPaths.of(FeatureSet.of(features));

        for (Feature feature : features) {
            for (RepoPath path : feature.fileWrites()) {
                boolean others = features.stream()
                        .filter(other -> !other.id().equals(feature.id()))
                        .flatMap(other -> other.fileWrites().stream())
                        .anyMatch(other -> PathPattern.of(path).overlaps(PathPattern.of(other)));
                assertThat(shared.isShared(feature, path)).isEqualTo(others);
            }
        }
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
