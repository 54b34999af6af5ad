package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureBranchesTest {

    private static final FeatureId A = new FeatureId("A");

    @Test
    void aBranchOfTheSameNameIsInTheWayUnlessCoordMadeIt() {
        assertThat(isInTheWay("refs/heads/feature/A", false)).isTrue();
        assertThat(isInTheWay("refs/heads/feature/A", true)).isFalse();
    }

    @Test
    void soIsOneBelowItOrAboveItWhoeverMadeThat() {
        assertThat(isInTheWay("refs/heads/feature/A/b", true)).isTrue();
        assertThat(isInTheWay("refs/heads/feature", true)).isTrue();
    }

    @Test
    void aNameThatOnlyBeginsAlikeIsNot() {
        assertThat(isInTheWay("refs/heads/feature/AB", false)).isFalse();
        assertThat(isInTheWay("refs/heads/feature/B/A", false)).isFalse();
    }

    @Test
    void refsOnTheWayToCoordsOwnAreInTheWay() {
        assertThat(FeatureBranches.takesAnOwnName(BranchNames.OF_AGENTS, "refs/coord", List.of(A)))
                .isTrue();
        assertThat(FeatureBranches.takesAnOwnName(BranchNames.OF_AGENTS, "refs/coord/branches", List.of(A)))
                .isTrue();
        assertThat(FeatureBranches.takesAnOwnName(BranchNames.OF_AGENTS, "refs/coord/branches/A/x", List.of(A)))
                .isTrue();
        assertThat(FeatureBranches.takesAnOwnName(BranchNames.OF_AGENTS, "refs/coord/branches/A", List.of(A)))
                .isFalse();
        assertThat(FeatureBranches.takesAnOwnName(BranchNames.OF_AGENTS, "refs/coord/branches/B/x", List.of(A)))
                .isFalse();
    }

    private static boolean isInTheWay(String branch, boolean made) {
        return FeatureBranches.isInTheWay(BranchNames.OF_AGENTS, branch, A, feature -> made);
    }
}
