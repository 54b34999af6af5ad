package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerEnvironmentTest {

    /** coord was started by an agent that was called again: its feedback is of another feature. */
    @Test
    void aCallOfAnotherAgentIsNotHandedOn() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "COORD_TRY", "2",
                "COORD_DATABASE", "postgres://me:secret@h",
                "COORD_FEEDBACK_FILE", "/outer/feedback/F1.md",
                "COORD_TASK_FILE", "/outer/F1.md",
                "COORD_DIR", "/outer",
                "GIT_DIR", "/outer/.git",
                "PATH", "/bin"));

        CallerEnvironment.strip(environment);

        assertThat(environment).containsOnly(Map.entry("COORD_DIR", "/outer"), Map.entry("PATH", "/bin"));
    }
}
