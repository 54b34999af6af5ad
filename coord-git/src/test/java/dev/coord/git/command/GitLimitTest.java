package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GitLimitTest {

    private static final GitLimit MINUTE = new GitLimit(Duration.ofMinutes(1));

    @Test
    void givesQuestionsLessTimeThanWork() {
        assertThat(MINUTE.of(List.of("rev-parse", "HEAD"))).isEqualTo(Duration.ofSeconds(30));
        assertThat(MINUTE.of(List.of("merge-tree", "--write-tree"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(MINUTE.of(List.of("-c", "a.b=c", "fetch"))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void leavesGitTheTimeItAlwaysNeeds() {
        assertThat(new GitLimit(Duration.ofMillis(1)).of(List.of("add"))).isEqualTo(Duration.ofSeconds(10));
    }
}
