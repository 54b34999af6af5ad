package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PlainFileTest {

    @TempDir
    Path temp;

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void readsAFileWhole() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "text");

        assertThat(PlainFile.read(file)).asString().isEqualTo("text");
        assertThat(PlainFile.keepsWaiting(file)).isFalse();
    }

    @Test
    void opensNoPipeAndNothingThatLeadsToOne() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), pipe());

        assertThatThrownBy(() -> PlainFile.read(temp.resolve("pipe"))).hasMessageContaining("a pipe or a device");
        assertThatThrownBy(() -> PlainFile.read(link)).hasMessageContaining("a link");
        assertThatThrownBy(() -> PlainFile.requireRegular(temp.resolve("pipe"))).isInstanceOf(IOException.class);
        assertThat(PlainFile.keepsWaiting(link)).isTrue();
    }

    @Test
    void takesNoMoreThanCoordAndGitWrite() throws IOException {
        Path large = temp.resolve("large");
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThatThrownBy(() -> PlainFile.read(large)).hasMessageContaining("too large");
    }
}
