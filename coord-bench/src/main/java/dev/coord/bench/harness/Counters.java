package dev.coord.bench.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A number in a file for each path, read and written one higher by whoever holds the path: two holders at once lose
 * increments, however short they hold it.
 */
final class Counters {

    private final Path directory;

    Counters(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void increment(int path) throws IOException {
        try (FileChannel file = FileChannel.open(
                file(path), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            file.read(number, 0);
            number.putLong(0, number.getLong(0) + 1).rewind();
            file.write(number, 0);
        }
    }

    long sum(int paths) throws IOException {
        long sum = 0;
        for (int path = 0; path < paths; path++) {
            sum += Files.exists(file(path))
                    ? ByteBuffer.wrap(Files.readAllBytes(file(path))).getLong()
                    : 0;
        }
        return sum;
    }

    private Path file(int path) {
        return directory.resolve("counter-" + path);
    }
}
