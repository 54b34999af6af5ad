package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A file that several processes begin with at the same time. */
final class FirstContent {

    private FirstContent() {}

    /** Writes a file whole, unless another process has done so. */
    static void write(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling("first-" + UUID.randomUUID());
        Files.write(temporary, content);
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // another process was first
        } finally {
            Files.delete(temporary);
        }
    }
}
