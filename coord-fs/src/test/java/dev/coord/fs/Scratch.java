package dev.coord.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Many small directories, in memory where the system has a place for that: a real fsync shows nothing here. */
final class Scratch implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private final AtomicInteger count = new AtomicInteger();

    Scratch() throws IOException {
        directory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "coord-crash-")
                : Files.createTempDirectory("coord-crash-");
    }

    /** An empty directory. Safe from any thread. */
    Path next() throws IOException {
        return Files.createDirectory(directory.resolve(Integer.toString(count.incrementAndGet())));
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(directory);
    }
}
