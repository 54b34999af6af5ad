package dev.coord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNameTest {

    @Test
    void aShortNameIsABranchOrARemoteTrackingOneAsInGit() {
        assertThat(new BranchName("origin/topic").refs())
                .containsExactly("refs/heads/origin/topic", "refs/remotes/origin/topic");
    }

    @Test
    void aFullNameStandsForItselfOnly() {
        assertThat(new BranchName("refs/heads/topic").refs()).containsExactly("refs/heads/topic");
        assertThat(new BranchName("refs/remotes/origin/topic").refs()).containsExactly("refs/remotes/origin/topic");
    }

    @Test
    void aNameAsGitListsItIsARemoteTrackingOne() {
        assertThat(new BranchName("remotes/origin/topic").refs()).contains("refs/remotes/origin/topic");
    }

    @Test
    void aFeatureThatNamesNoneHasOneOfItsId() {
        assertThat(BranchName.of(new FeatureId("P1_user_auth")).refs()).contains("refs/heads/feature/P1_user_auth");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-d",
                "--upload-pack=touch x",
                "refs/tags/v1",
                "refs/coord/tips/x",
                "refs/heads/",
                "main~1",
                "main^{tree}",
                "main:file",
                "main@{1}",
                "a..b",
                "a//b",
                "/a",
                "a/",
                "a.",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a b",
                "a\nb",
                "a\u001b[31m",
                "a?",
                "a*",
                "a[b",
                "a\\b"
            })
    void refusesWhatGitWouldReadOtherwise(String text) {
        assertThatThrownBy(() -> new BranchName(text)).isInstanceOf(BadInput.class);
    }

    @Test
    void refusesANameWithoutEnd() {
        assertThatThrownBy(() -> new BranchName("a".repeat(201))).isInstanceOf(BadInput.class);
    }
}
