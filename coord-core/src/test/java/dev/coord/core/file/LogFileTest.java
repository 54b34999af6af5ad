package dev.coord.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.RepositoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LogFileTest {

    @TempDir
    Path temp;

    private Path runs() throws IOException {
        return Files.createDirectories(temp.resolve("runs"));
    }

    @Test
    void beginsAnewInPlaceOfALinkAndWritesNothingThroughIt() throws Exception {
        Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "mine\n");
        Path log = Files.createSymbolicLink(runs().resolve("log"), elsewhere);

        LogFile.append(temp, log, "first");
        LogFile.append(temp, log, "second");

        assertThat(log).isRegularFile().hasContent("=== first ===\n=== second ===\n");
        assertThat(Files.isSymbolicLink(log)).isFalse();
        assertThat(elsewhere).hasContent("mine");
    }

    @Test
    void beginsAnewInPlaceOfAPipe() throws Exception {
        Path log = runs().resolve("log");
        assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor())
                .isZero();

        assertThat(LogFile.append(temp, log, "first").since(0)).isEqualTo("=== first ===\n");
    }

    @Test
    void saysWhatToDoWhereSomethingElseIsInTheWay() throws Exception {
        Files.createDirectories(runs().resolve("log/more"));
        Files.writeString(temp.resolve("setup"), "");

        assertThatThrownBy(() -> LogFile.append(temp, temp.resolve("runs/log"), "x"))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("it is a directory, not a file; remove what is in its way");
        assertThatThrownBy(() -> LogFile.append(temp, temp.resolve("setup/a.log"), "x"))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("remove what is in its way");
    }
}
