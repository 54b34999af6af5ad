package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiddenChangesTest {

    @Test
    void flagsThatHideChangesAreReadFromTheLetters() {
        GitAnswer listing = new GitAnswer(0, "H plain\0h assumed\0S left out\0s both\0M unmerged\0H h\0", "");

        assertThat(HiddenChanges.assumed(listing)).containsExactly(new GitPath("assumed"), new GitPath("both"));
        assertThat(HiddenChanges.skipped(listing)).containsExactly(new GitPath("left out"), new GitPath("both"));
    }
}
