package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetBranchTest {

    @ParameterizedTest
    @CsvSource({
        "refs/heads/main~1, refs/heads/main",
        "refs/heads/main^{}, refs/heads/main",
        "refs/heads/main@{0}, refs/heads/main",
        "refs/heads/main@{u}~2, refs/heads/main",
        "refs/heads/main..next, refs/heads/main",
        "refs/heads/main:file, refs/heads/main",
        "refs/heads/a@b, ''",
        "refs/heads/a.b, ''",
        "~1, ''"
    })
    void tellsTheBranchThatARevisionBeginsWith(String name, String meant) {
        assertThat(TargetBranch.meant(name)).isEqualTo(meant);
    }
}
