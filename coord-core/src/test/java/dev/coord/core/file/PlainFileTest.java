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

    @Test
    void readsDeletesAndWritesNothingThroughALinkOnTheWay() throws IOException {
        Path mine =
                Files.writeString(Files.createDirectories(temp.resolve("mine")).resolve("file"), "mine");
        Path home = Files.createDirectories(temp.resolve("home"));
        Path link = Files.createSymbolicLink(home.resolve("places"), temp.resolve("mine"));
        Path dangling = Files.createSymbolicLink(home.resolve("dangling"), temp.resolve("nowhere"));

        assertThatThrownBy(() -> PlainFile.replace(home, link.resolve("file"), "text"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(link + ": it is a link, not a directory");
        assertThatThrownBy(() -> PlainFile.replace(home, link.resolve("deep/file"), "text"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PlainFile.replace(home, dangling.resolve("file"), "text"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogFile.append(home, link.resolve("file"), "heading"))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("it is a link, not a directory");

        assertThat(mine).hasContent("mine");
        assertThat(temp.resolve("mine")).isDirectoryContaining(mine::equals);
        assertThat(temp.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aLinkToTheHomeItselfIsAnyName() throws IOException {
        Path home = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectories(temp.resolve("home")));

        Path file = PlainFile.replace(home, home.resolve("places/deep/file"), "text");

        assertThat(file).isEqualTo(home.resolve("places/deep/file"));
        assertThat(temp.resolve("home/places/deep/file")).hasContent("text");
    }
}
