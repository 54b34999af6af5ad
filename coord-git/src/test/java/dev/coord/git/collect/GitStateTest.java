package dev.coord.git.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitStateTest {

    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MERGE_HEAD",
                "MERGE_MSG",
                "CHERRY_PICK_HEAD",
                "BISECT_LOG",
                "rebase-merge/autostash",
                "rebase-apply/next",
                "sequencer/todo",
                "notes.txt"
            })
    void anUnfinishedOperationIsWorthKeeping(String file) {
        assertThat(GitState.isUsual(file)).isFalse();
        assertThat(GitState.isPassedOver(file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "ORIG_HEAD", "logs/HEAD", "refs/worktree/x", "gitdir", "commondir", "HEAD.lock"})
    void whatEveryWorkTreeHasIsOnlyLookedAt(String file) {
        assertThat(GitState.isUsual(file)).isTrue();
        assertThat(GitState.isPassedOver(file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FETCH_HEAD", "index", "index.lock", "sharedindex.abc", "coord-index1", "modules/x/HEAD"})
    void whatIsLookedAtElsewhereIsPassedOver(String file) {
        assertThat(GitState.isPassedOver(file)).isTrue();
    }

    @Test
    void findsNamesOfCommitsWhereverTheyStand() {
        String other = "f".repeat(40);
        String long256 = "a".repeat(64);

        assertThat(GitState.ids("pick " + ID + " x\n" + other + "\t\t'" + long256 + "' of x\n" + ID))
                .containsExactly(ID, long256, other);
    }

    @Test
    void aPieceOfALongerNumberIsNone() {
        assertThat(GitState.ids(ID + "0 " + ID.substring(1) + " " + ID.toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
    }
}
