package dev.coord.core.integrate;

import static dev.coord.core.integrate.Graphs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.integrate.TakenBackBranches.Merge;
import dev.coord.core.integrate.Undoings.Undoing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TakenBackBranchesTest {

    private static final FeatureId F = new FeatureId("F");
    private static final FeatureId G = new FeatureId("G");

    /** 0 is where all began, 1 a branch, 2 its merge, 3 what reverts that. */
    private static final List<Integer> BASE = List.of();

    private final SortedMap<FeatureId, CommitId> tips = new TreeMap<>();
    private Optional<FeatureId> named = Optional.empty();

    @Test
    void aBranchWhoseMergeWasRevertedIsTakenBack() {
        tips.put(F, commit(1));

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2)), 3))
                .containsOnly(Map.entry(F, List.of(new Undoing(commit(3), commit(2)))));
    }

    @Test
    void soIsOneThatGainedCommitsSince() {
        tips.put(F, commit(4));

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(1)), 3))
                .containsOnlyKeys(F);
    }

    @Test
    void soIsOneThatLostCommitsSince() {
        tips.put(F, commit(1));

        assertThat(takenBack(
                        List.of(BASE, List.of(0), List.of(1), List.of(0, 2), List.of(3)),
                        4,
                        3,
                        new Merge(commit(3), List.of(commit(0), commit(2)), named)))
                .containsOnlyKeys(F);
    }

    @Test
    void oneThatWasBegunOnTheMergeHasTheWorkOfOthersFromIt() {
        tips.put(G, commit(4));

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(2)), 3))
                .isEmpty();
    }

    @Test
    void unlessTheMergeNamesIt() {
        tips.put(F, commit(4));
        named = Optional.of(F);

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(2)), 3))
                .containsOnlyKeys(F);
    }

    @Test
    void ofAStackTheLowestOneIsTakenBack() {
        tips.put(F, commit(1));
        tips.put(G, commit(4));

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(1)), 3))
                .containsOnlyKeys(F);
    }

    @Test
    void aMergeThatNamesAnotherFeatureIsThatOnes() {
        tips.put(F, commit(4));
        tips.put(G, commit(0));
        named = Optional.of(G);

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(1)), 3))
                .isEmpty();
    }

    @Test
    void aBranchThatHasTheRevertItselfIsAsItsOwnerWantsIt() {
        tips.put(F, commit(4));
        named = Optional.of(F);

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(3)), 3))
                .isEmpty();
    }

    /** 4 is the merge of 3, the branch of G, into what has the merge of F already. */
    private static final List<List<Integer>> REVERTED_BY_G =
            List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(2, 3), List.of(1));

    @Test
    void whatAnotherBranchTookBackIsAsThatOnesOwnerWantsIt() {
        tips.put(F, commit(1));
        tips.put(G, commit(3));

        assertThat(takenBack(REVERTED_BY_G, 4)).isEmpty();
    }

    @Test
    void untilTheBranchGainsCommits() {
        tips.put(F, commit(5));
        tips.put(G, commit(3));

        assertThat(takenBack(REVERTED_BY_G, 4)).containsOnlyKeys(F);
    }

    @Test
    void orTheOtherBranchIsNotAskedFor() {
        tips.put(F, commit(1));

        assertThat(takenBack(REVERTED_BY_G, 4)).containsOnlyKeys(F);
    }

    @Test
    void oneThatWasBegunAfterwardsDidNotTakeItBack() {
        tips.put(F, commit(1));
        tips.put(G, commit(4));

        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(3)), 3))
                .containsOnlyKeys(F);
        tips.put(G, commit(5));
        assertThat(takenBack(List.of(BASE, List.of(0), List.of(0, 1), List.of(2), List.of(2, 3), List.of(4)), 4))
                .containsOnlyKeys(F);
    }

    private SortedMap<FeatureId, List<Undoing>> takenBack(List<List<Integer>> history, int target) {
        return takenBack(history, target, 2, new Merge(commit(2), List.of(commit(0), commit(1)), named));
    }

    private SortedMap<FeatureId, List<Undoing>> takenBack(
            List<List<Integer>> history, int target, int undone, Merge merge) {
        CommitGraph graph = Graphs.of(history);
        Map<CommitId, Merge> merges = new HashMap<>(Map.of(merge.commit(), merge));
        Map<CommitId, Merge> bringing = new HashMap<>();
        TakenBackBranches.bringing(graph, commit(target), List.of(commit(undone + 1)))
                .forEach((commit, brought) -> bringing.put(
                        commit,
                        new Merge(brought, graph.parents().getOrDefault(brought, List.of()), Optional.empty())));
        return TakenBackBranches.of(
                graph,
                commit(target),
                tips,
                List.of(new Undoing(commit(undone + 1), commit(undone))),
                merges,
                bringing);
    }
}
