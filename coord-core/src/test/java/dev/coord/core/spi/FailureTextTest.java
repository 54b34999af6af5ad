package dev.coord.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/a/b"), "'/a/b' does not exist"),
                Arguments.of(new AccessDeniedException("/a/b"), "'/a/b' may not be read or written by this user"),
                Arguments.of(new FileAlreadyExistsException("/a/b"), "'/a/b' is there already"),
                Arguments.of(new DirectoryNotEmptyException("/a"), "'/a' is a directory that is not empty"),
                Arguments.of(new NotDirectoryException("/a"), "'/a' is not a directory"),
                Arguments.of(
                        new FileSystemException("/a", null, "Read-only file system"),
                        "'/a' cannot be used: its file system is mounted read-only"),
                Arguments.of(
                        new FileSystemException("/a", "/b", "Invalid cross-device link"),
                        "'/a' cannot be used: Invalid cross-device link (on the way to '/b')"),
                Arguments.of(new IOException("No space left on device"), "its disk is full"),
                Arguments.of(new IOException((String) null), "the system does not say why"),
                Arguments.of(new IOException(new NoSuchFileException("/a")), "'/a' does not exist"),
                Arguments.of(
                        new NoSuchFileException("/" + "a".repeat(199) + "b".repeat(900) + "c".repeat(100)),
                        "'/" + "a".repeat(199) + "..." + "c".repeat(100) + "' does not exist"),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("/a")), "'/a' does not exist"),
                Arguments.of(new MalformedInputException(1), "it is not UTF-8"),
                Arguments.of(new ClosedByInterruptException(), "it was closed meanwhile"),
                Arguments.of(new FileNotFoundException("x (Permission denied)"), "x (Permission denied)"),
                Arguments.of(
                        new InvalidPathException("a\0b", "Nul character not allowed"),
                        "no file can be called 'a\\u0000b'"),
                Arguments.of(
                        new IOException("Cannot run program \"git\": error=2, No such file or directory"),
                        "Cannot run program \"git\": No such file or directory"),
                Arguments.of(new IOException("java.nio.file.NoSuchFileException: /a"), "/a"),
                Arguments.of(new IllegalStateException(), "it failed without a reason"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysInWordsWhatTheSystemMeant(Throwable failure, String words) {
        assertThat(FailureText.of(failure)).isEqualTo(words);
        assertThat(FailureText.of(failure)).doesNotContainPattern("Exception|java\\.");
    }
}
