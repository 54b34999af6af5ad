package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitVersionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git version 2.38.0",
                "git version 2.38",
                "git version 2.45.1.windows.1",
                "git version 2.39.5 (Apple Git-154)\n",
                "git version 3.0.0"
            })
    void takesGitsThatKnowMergeTree(String answer) {
        assertThatCode(() -> GitVersion.require(answer)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"git version 2.37.9", "git version 2.9.5", "git version 1.99.0"})
    void refusesOlderOnes(String answer) {
        assertThatThrownBy(() -> GitVersion.require(answer))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("but this is " + answer)
                .hasMessageEndingWith("install a later git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "git 2.45.1", "hub version 2.45.1", "git version two"})
    void refusesWhatDoesNotTell(String answer) {
        assertThatThrownBy(() -> GitVersion.require(answer))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("cannot tell the version of git from '" + answer + "'");
    }
}
