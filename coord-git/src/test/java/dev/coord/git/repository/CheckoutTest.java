package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitAnswer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckoutTest {

    @Test
    void readsTheMainWorkTreeAndLinkedOnes() {
        assertThat(of(
                        "worktree /r",
                        "HEAD 1",
                        "branch refs/heads/main",
                        "",
                        "worktree /r.coord/A-1",
                        "HEAD 2",
                        "branch refs/heads/feature/A",
                        "",
                        "worktree /d",
                        "HEAD 3",
                        "detached",
                        ""))
                .containsExactly(
                        new Checkout(Path.of("/r"), Optional.of("refs/heads/main"), false, true),
                        new Checkout(Path.of("/r.coord/A-1"), Optional.of("refs/heads/feature/A"), false, false),
                        new Checkout(Path.of("/d"), Optional.empty(), false, false));
    }

    @Test
    void aBareRepositoryIsNoWorkTreeAndNoneOfTheOthersIsTheMainOne() {
        assertThat(of("worktree /r.git", "bare", "", "worktree /d", "HEAD 3", "branch refs/heads/main", ""))
                .containsExactly(new Checkout(Path.of("/d"), Optional.of("refs/heads/main"), false, false));
    }

    @Test
    void aWorkTreeMayBeLockedWithAReasonOrWithout() {
        assertThat(of(
                        "worktree /r",
                        "detached",
                        "",
                        "worktree /a",
                        "detached",
                        "locked",
                        "",
                        "worktree /b",
                        "detached",
                        "locked on a stick",
                        "prunable gone",
                        "",
                        "worktree /c",
                        "detached",
                        "prunable locked",
                        ""))
                .extracting(Checkout::locked)
                .containsExactly(false, true, true, false);
    }

    @Test
    void aNameMayHoldBlanksAndLineEnds() {
        assertThat(of("worktree /r", "detached", "", "worktree /a b\nbranch x", "detached", ""))
                .last()
                .isEqualTo(new Checkout(Path.of("/a b\nbranch x"), Optional.empty(), false, false));
    }

    @Test
    void nothingIsListedWhereGitTellsNothing() {
        assertThat(of()).isEmpty();
    }

    private static List<Checkout> of(String... fields) {
        return Checkout.of(new GitAnswer(0, String.join("\0", fields) + "\0", ""));
    }
}
