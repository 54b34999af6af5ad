package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitAnswer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private static final GitAnswer ADA = new GitAnswer(0, "Ada L. <ada@example.org> 1700000000 +0100\n", "");
    private static final GitAnswer NONE = new GitAnswer(128, "", "fatal: no email was given");

    @Test
    void takesWhomTheUserHasSet() {
        Identity identity = Identity.of(role -> ADA);

        assertThat(identity.chosen()).isTrue();
        assertThat(identity.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "GIT_AUTHOR_NAME", "Ada L.",
                        "GIT_AUTHOR_EMAIL", "ada@example.org",
                        "GIT_COMMITTER_NAME", "Ada L.",
                        "GIT_COMMITTER_EMAIL", "ada@example.org"));
        assertThat(identity.forAgents()).as("git finds it by itself").isEmpty();
    }

    @Test
    void standsInWhereOnlyOneRoleIsSet() {
        Identity identity = Identity.of(role -> role.equals("AUTHOR") ? ADA : NONE);

        assertThat(identity.chosen()).isFalse();
        assertThat(identity.forAgents())
                .containsEntry("GIT_AUTHOR_NAME", "Ada L.")
                .containsEntry("GIT_COMMITTER_NAME", "coord")
                .containsEntry("GIT_COMMITTER_EMAIL", "coord@localhost");
    }

    @Test
    void believesNoAnswerOfAnotherForm() {
        assertThat(Identity.of(role -> new GitAnswer(0, "Ada\n", "")).chosen()).isFalse();
        assertThat(Identity.of(role -> new GitAnswer(1, ADA.raw(), "")).chosen())
                .isFalse();
    }

    @Test
    void aNameMayHoldAngleBrackets() {
        assertThat(Identity.of(role -> new GitAnswer(0, "A <B> C <a@x> 1 +0000\n", ""))
                        .environment())
                .containsEntry("GIT_AUTHOR_NAME", "A <B> C")
                .containsEntry("GIT_AUTHOR_EMAIL", "a@x");
    }
}
