package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.store.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the reader of the soak notices: each fault is put into a file by hand once. */
class ViewReaderTest {

    private final ViewReader reader = new ViewReader(Path.of("."));

    @Test
    void acceptsOneRevisionAfterTheOther() {
        see(locks(5, "agent-1", "read", "agent-2", "read"));
        see(locks(5, "agent-1", "read", "agent-2", "read"));
        see(locks(6, "agent-1", "write", "agent-1", "write"));

        assertThat(reader.violations()).isEmpty();
        assertThat(reader.files()).isEqualTo(3);
    }

    @Test
    void noticesFilesThatAreNotWhole() {
        see("{\"locks\": [");
        see("{\"locks\": [], \"revision\": 5}");

        assertThat(reader.violations()).hasSize(2);
    }

    @Test
    void noticesLocksThatExcludeEachOther() {
        see(locks(5, "agent-1", "read", "agent-2", "write"));

        assertThat(reader.violations()).singleElement().asString().contains("shown together");
    }

    @Test
    void noticesFilesThatGoBackOrChangeWithoutARevision() {
        see(locks(5, "agent-1", "read", "agent-2", "read"));
        see(locks(5, "agent-1", "read", "agent-3", "read"));
        see(locks(4, "agent-1", "read", "agent-2", "read"));

        assertThat(reader.violations()).hasSize(2);
    }

    private void see(String text) {
        reader.look(View.LOCKS, text.getBytes(StandardCharsets.UTF_8));
    }

    private String locks(int revision, String one, String operation, String other, String another) {
        return "{\"locks\": [" + row(one, operation) + "," + row(other, another)
                + "], \"pending_locks\": [], \"revision\": " + revision + "}";
    }

    private String row(String agent, String operation) {
        return "{\"file_path\": \"src/\", \"locked_by\": \"" + agent + "\", \"operation\": \"" + operation + "\"}";
    }
}
