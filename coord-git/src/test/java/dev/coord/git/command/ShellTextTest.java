package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShellTextTest {

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(ShellText.git(Path.of("/srv/repo"))).isEqualTo("git -C /srv/repo");
        assertThat(ShellText.git(Path.of("/srv/it's; rm"))).isEqualTo("git -C '/srv/it'\\''s; rm'");
    }

    @Test
    void bringsForwardOnlyWhereNothingIsOverwritten() {
        assertThat(ShellText.forward(Path.of("/srv/a b"), "feature/x"))
                .isEqualTo("git -C '/srv/a b' merge --ff-only --no-overwrite-ignore feature/x");
    }
}
