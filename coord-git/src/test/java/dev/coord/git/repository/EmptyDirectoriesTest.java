package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyDirectoriesTest {

    @TempDir
    Path temp;

    @Test
    void deletesBothWhereNothingLiesInThem() throws IOException {
        Path inner = Files.createDirectories(temp.resolve("outer/inner"));

        assertThat(EmptyDirectories.delete(inner, temp.resolve("outer"))).isTrue();
        assertThat(temp).isEmptyDirectory();
        assertThat(EmptyDirectories.delete(inner, temp.resolve("outer")))
                .as("already gone")
                .isTrue();
    }

    @Test
    void leavesWhatHoldsSomething() throws IOException {
        Path inner = Files.createDirectories(temp.resolve("outer/inner"));
        Path other = Files.createFile(temp.resolve("outer/other"));

        assertThat(EmptyDirectories.delete(inner, temp.resolve("outer"))).isFalse();
        assertThat(inner).doesNotExist();
        assertThat(other).exists();
    }
}
