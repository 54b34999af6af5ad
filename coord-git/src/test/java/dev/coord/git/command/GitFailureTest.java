package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GitFailureTest {

    private static String words(int exit, String error) {
        return GitFailure.inWords("'git x'", new GitAnswer(exit, "", error));
    }

    @Test
    void saysFirstThatTheConfigurationIsBroken() {
        assertThat(words(128, "fatal: bad config line 9 in file .git/config"))
                .startsWith("something broke the configuration")
                .contains("bad config line 9");
        assertThat(words(128, "fatal: Expected git repo version <= 1, found 99"))
                .startsWith("something broke");
    }

    @Test
    void saysWhatASignalMeans() {
        assertThat(words(153, "")).contains("ulimit -f");
        assertThat(words(137, "")).contains("killed from outside");
        assertThat(words(1, "")).endsWith("git does not say why");
        assertThat(words(1, "fatal: no")).isEqualTo("'git x' failed with exit status 1: fatal: no");
    }
}
