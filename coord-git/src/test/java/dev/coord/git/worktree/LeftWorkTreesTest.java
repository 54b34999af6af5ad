package dev.coord.git.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.worktree.LeftWorkTrees.Attempt;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftWorkTreesTest {

    private static final Path ALL = Path.of("/srv/repo.coord");

    @Test
    void aDirectoryIsNamedAfterItsAttempt() {
        assertThat(attempt("/srv/repo.coord/r1/P1_auth-2"))
                .contains(new Attempt(new RunId("r1"), new FeatureId("P1_auth"), 2));
        assertThat(attempt("/srv/repo.coord/r1/A-1-12"))
                .as("an id may end as an attempt does")
                .contains(new Attempt(new RunId("r1"), new FeatureId("A-1"), 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/repo.coord/A-1",
                "/srv/repo.coord/r1/x/A-1",
                "/srv/other/r1/A-1",
                "/srv/repo.coord/r1/A",
                "/srv/repo.coord/r1/A-0",
                "/srv/repo.coord/r1/A-01",
                "/srv/repo.coord/r1/A-1000000000",
                "/srv/repo.coord/r1/-1",
                "/srv/repo.coord/Run/A-1",
                "/srv/repo.coord/r1/a b-1"
            })
    void otherNamesAreNotCoords(String directory) {
        assertThat(attempt(directory)).isEmpty();
    }

    @Test
    void aBranchOfAFeatureIsToldByItsName() {
        assertThat(LeftWorkTrees.feature("refs/heads/feature/A")).contains(new FeatureId("A"));
        assertThat(LeftWorkTrees.feature("refs/heads/feature/A/b")).isEmpty();
        assertThat(LeftWorkTrees.feature("refs/heads/main")).isEmpty();
        assertThat(LeftWorkTrees.feature("refs/heads/feature/")).isEmpty();
    }

    private static Optional<Attempt> attempt(String directory) {
        return Attempt.of(ALL, Path.of(directory));
    }
}
