package dev.coord.testkit.jqwik;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitrary values of coord, drawn from few names and a small tree of files, so that they meet often. Shrinks to few features
 * that declare little.
 */
public final class CoordArbitraries {

    private static final List<String> FILES = List.of(
            "middleware.ts",
            "README.md",
            "app/page.tsx",
            "app/[id]/page.tsx",
            "app/actions/auth.ts",
            "app/actions/posts.ts",
            "components/PostList.tsx",
            "db/001_auth.sql",
            "db/002_posts.sql");
    private static final List<String> PATTERNS = List.of(
            "app/",
            "app/**",
            "app/*",
            "app/actions",
            "app/*/page.tsx",
            "**/*.sql",
            "db/00?_*.sql",
            "{app,components}/",
            "**");
    private static final List<String> NAMES =
            List.of("setup", "auth", "profile", "posts", "admin", "search", "mail", "pay");

    private record Draft(
            Set<RepoPath> writes,
            Set<RepoPath> reads,
            Set<String> tables,
            Set<String> resources,
            List<Boolean> waitsFor,
            boolean saysBlocks) {}

    private CoordArbitraries() {}

    /**
     * Paths: mostly files, some directories and globs.
     *
     * @return paths, many of which overlap
     */
    public static Arbitrary<RepoPath> paths() {
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.of(FILES)), Tuple.of(1, Arbitraries.of(PATTERNS)))
                .map(RepoPath::new);
    }

    /**
     * Feature sets without a cycle, some with no dependency, some with many, declared on either side; the order of the ids
     * is not that of the dependencies.
     *
     * @param most how many features at most
     * @return feature sets, the empty one among them
     */
    public static Arbitrary<FeatureSet> featureSets(int most) {
        Arbitrary<List<Integer>> order =
                Arbitraries.shuffle(IntStream.range(0, most).boxed().toList());
        return Arbitraries.of(0, 1, 3, 10)
                .flatMap(density -> Combinators.combine(
                                drafts(most, density).list().ofMaxSize(most), order)
                        .as(CoordArbitraries::featureSet));
    }

    private static Arbitrary<Draft> drafts(int most, int density) {
        return Combinators.combine(
                        paths().set().ofMaxSize(3),
                        paths().set().ofMaxSize(2),
                        Arbitraries.of("profiles", "posts", "orders").set().ofMaxSize(1),
                        Arbitraries.of("supabase_auth", "mailer").set().ofMaxSize(1),
                        Arbitraries.frequency(Tuple.of(10, false), Tuple.of(density, true))
                                .list()
                                .ofSize(most),
                        Arbitraries.of(false, true))
                .as(Draft::new);
    }

    private static FeatureSet featureSet(List<Draft> drafts, List<Integer> order) {
        List<FeatureId> ids = order.subList(0, drafts.size()).stream()
                .map(number -> new FeatureId("P" + number + "_" + NAMES.get(number % NAMES.size())))
                .toList();
        return FeatureSet.of(IntStream.range(0, drafts.size())
                .mapToObj(place -> feature(drafts, ids, place))
                .toList());
    }

    private static Feature feature(List<Draft> drafts, List<FeatureId> ids, int place) {
        Draft draft = drafts.get(place);
        List<FeatureId> blocks = IntStream.range(place + 1, ids.size())
                .filter(later -> drafts.get(later).saysBlocks()
                        && drafts.get(later).waitsFor().get(place))
                .mapToObj(ids::get)
                .toList();
        List<FeatureId> blockedBy = IntStream.range(0, place)
                .filter(earlier -> !draft.saysBlocks() && draft.waitsFor().get(earlier))
                .mapToObj(ids::get)
                .toList();
        return Feature.builder(ids.get(place))
                .blocks(blocks)
                .blockedBy(blockedBy)
                .writes(sorted(draft.writes()))
                .reads(sorted(draft.reads()))
                .changesSchema(sorted(draft.tables()))
                .uses(sorted(draft.resources()))
                .description(place % 3 == 0 ? "" : "# Build *" + place + "*\n\nword for word \u00fc\n")
                .build();
    }

    private static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
        return values.stream().sorted().toList();
    }
}
