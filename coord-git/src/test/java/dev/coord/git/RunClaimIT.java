package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClaimIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    @Test
    void isOneRunsAtATime() {
        try (RunClaim.Mine first = (RunClaim.Mine) RunClaim.take(sandbox.repository(), temp.resolve("one"))) {
            assertThat(RunClaim.take(sandbox.repository(), temp.resolve("two")))
                    .isInstanceOfSatisfying(
                            RunClaim.Others.class,
                            others -> assertThat(others.who())
                                    .contains(
                                            "process " + ProcessHandle.current().pid(),
                                            temp.resolve("one").toString()));
            assertThat(first).isNotNull();
        }

        ((RunClaim.Mine) RunClaim.take(sandbox.repository(), temp.resolve("two"))).close();
    }

    @Test
    void isTheSameThroughLinksAndLinkedWorkTrees() throws IOException {
        sandbox.git("worktree", "add", "-q", temp.resolve("linked").toString());
        Files.createSymbolicLink(temp.resolve("link"), temp.resolve("repo"));

        try (RunClaim.Mine mine = (RunClaim.Mine) RunClaim.take(sandbox.repository(), temp)) {
            assertThat(RunClaim.take(GitRepository.open(temp.resolve("linked")), temp))
                    .isInstanceOf(RunClaim.Others.class);
            assertThat(RunClaim.take(GitRepository.open(temp.resolve("link")), temp))
                    .isInstanceOf(RunClaim.Others.class);
            assertThat(mine).isNotNull();
        }
    }
}
