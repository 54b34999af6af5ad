package dev.coord.fs.history;

import dev.coord.fs.disk.DirectoryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a history: {@code history.jsonl} is written, {@code history.1.jsonl} the one before it, and so on.
 *
 * @param home the coordination directory
 */
record HistoryFiles(Path home) {

    /** How many full files are kept beside the one that is written. */
    static final int KEPT = 4;

    Path latest() {
        return new DirectoryLayout(home).history();
    }

    Path full(int age) {
        return new DirectoryLayout(home).fullHistory(age);
    }

    /** All of them, the one that is written first; they may be missing. */
    List<Path> newestFirst() {
        List<Path> files = new ArrayList<>(List.of(latest()));
        for (int age = 1; age <= KEPT; age++) {
            files.add(full(age));
        }
        return files;
    }

    /** Puts the latest file behind the full ones and lets the oldest go. Only for whoever holds the store's lock. */
    void rotate() throws IOException {
        for (int age = KEPT; age > 1; age--) {
            move(full(age - 1), full(age));
        }
        move(latest(), full(1));
    }

    /** What tells a file from any other that exists at the same time; none where it is missing. */
    static Optional<Object> identity(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new IOException("'" + file + "' is no regular file");
            }
            return Optional.of(attributes.fileKey() == null ? "no key" : attributes.fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
