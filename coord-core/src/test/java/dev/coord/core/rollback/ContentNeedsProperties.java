package dev.coord.core.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.RollbackPlan.NeededByLanded;
import dev.coord.core.rollback.RollbackPlan.Standing;
import dev.coord.core.rollback.RollbackPlan.TakesBack;
import dev.coord.proof.IntegrityFinding;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ContentNeedsProperties {

    private static LandedWork work(int number) {
        return work(number, 0);
    }

    /** Of waves of some size. */
    private static LandedWork work(int number, int size) {
        Optional<LandedWork.Place> place =
                size == 0 ? Optional.empty() : Optional.of(new LandedWork.Place(new RunId("r"), number / size));
        return new LandedWork(new FeatureId("f" + number), new CommitId(String.format("%040d", number + 1)), place);
    }

    private static BrokenFile broken(int by, int taken) {
        return broken(by, taken, 0);
    }

    private static BrokenFile broken(int by, int taken, int size) {
        IntegrityFinding finding = new IntegrityFinding(
                new FeatureId("f" + taken), "dependency", "f" + by + ".ts", 1, "is broken", "", true);
        return new BrokenFile(finding, Optional.of(work(by, size)), "");
    }

    private static RollbackPlan plan(List<LandedWork> landings, ContentNeeds needs, int wanted, boolean dependents) {
        List<Standing> standing = landings.stream()
                .map(one -> new Standing(one, Set.of(), needs.of(one.commit())))
                .toList();
        return RollbackPlan.of(standing, Set.of(work(wanted).commit()), Snapshot.EMPTY, dependents);
    }

    /** As a rollback goes: what is taken back shows what it breaks, until nothing is broken. */
    @Property
    void allThatNeedsItComesAlongAndNothingElse(
            @ForAll @IntRange(min = 1, max = 9) int landings,
            @ForAll @IntRange(max = 8) int first,
            @ForAll @IntRange(max = 4) int size,
            @ForAll Random random) {
        List<LandedWork> all = IntStream.range(0, landings)
                .mapToObj(number -> work(number, size))
                .toList();
        int wanted = first % landings;
        List<Set<Integer>> imports = new ArrayList<>();
        for (int one = 0; one < landings; one++) {
            int importing = one;
            imports.add(IntStream.range(0, landings)
                    .filter(other -> other < importing || (size > 0 && other / size == importing / size))
                    .filter(other -> other != importing && random.nextInt(4) == 0)
                    .boxed()
                    .collect(Collectors.toSet()));
        }
        Set<Integer> expected = new TreeSet<>(Set.of(wanted));
        for (int round = 0; round < landings; round++) {
            for (int one = 0; one < landings; one++) {
                if (imports.get(one).stream().anyMatch(expected::contains)) {
                    expected.add(one);
                }
            }
        }

        ContentNeeds needs = ContentNeeds.NONE;
        Set<Integer> doomed = Set.of(wanted);
        for (int round = 0; round <= landings; round++) {
            doomed = ((TakesBack) plan(all, needs, wanted, true))
                    .landings().stream().map(all::indexOf).collect(Collectors.toSet());
            List<BrokenFile> broken = new ArrayList<>();
            for (int later = 0; later < landings; later++) {
                for (int earlier : imports.get(later)) {
                    if (!doomed.contains(later) && doomed.contains(earlier)) {
                        broken.add(broken(later, earlier, size));
                    }
                }
            }
            needs = needs.with(all, commits(doomed), broken);
        }

        assertThat(doomed).isEqualTo(expected);
        RollbackPlan alone = plan(all, needs, wanted, false);
        expected.remove(wanted);
        if (expected.isEmpty()) {
            assertThat(alone).isInstanceOf(TakesBack.class);
        } else {
            assertThat(((NeededByLanded) alone).by().keySet())
                    .extracting(FeatureId::value)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(one -> "f" + one).toList());
            assertThat(needs.because().keySet())
                    .isEqualTo(((NeededByLanded) alone).by().keySet());
        }
    }

    private static Set<CommitId> commits(Set<Integer> numbers) {
        Set<CommitId> commits = new HashSet<>();
        numbers.forEach(number -> commits.add(work(number).commit()));
        return commits;
    }

    @Example
    void whatCameEarlierOrWasLandedByNobodyNeedsNothing() {
        List<LandedWork> all = List.of(work(0), work(1), work(2));
        BrokenFile nobodys = new BrokenFile(broken(0, 1).finding(), Optional.empty(), "");

        assertThat(ContentNeeds.NONE.with(all, commits(Set.of(1)), List.of(broken(0, 1), nobodys)))
                .isSameAs(ContentNeeds.NONE);
    }

    @Example
    void whatChangedTheSameLinesLaterAndStaysGoesWithIt() {
        List<LandedWork> all = List.of(work(0), work(1), work(2), work(3));
        Set<FeatureId> changed = Set.of(work(0).feature(), work(2).feature(), work(3).feature());

        ContentNeeds needs = ContentNeeds.NONE.withLines(all, commits(Set.of(1, 3)), work(1).commit(), changed);

        assertThat(needs.of(work(2).commit())).isEqualTo(commits(Set.of(1)));
        assertThat(needs.of(work(0).commit())).isEmpty();
        assertThat(needs.of(work(3).commit())).isEmpty();
        assertThat(needs.withLines(all, commits(Set.of(1, 3)), work(1).commit(), changed))
                .isSameAs(needs);
    }

    @Example
    void whatIsOfNoFeatureThatCameEarlierIsNeededOfAllThatDid() {
        List<LandedWork> all = List.of(work(0), work(1), work(2), work(3));

        ContentNeeds needs = ContentNeeds.NONE.with(all, commits(Set.of(0, 1, 3)), List.of(broken(2, 3)));

        assertThat(needs.of(work(2).commit())).isEqualTo(commits(Set.of(0, 1)));
    }
}
