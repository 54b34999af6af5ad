package dev.coord.git.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidies up directories that nothing lies in any more. */
public final class EmptyDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(EmptyDirectories.class);

    private EmptyDirectories() {}

    /** Deletes the innermost directory, and the outer one, as long as they are empty; true if both are gone. */
    public static boolean delete(Path inner, Path outer) {
        try {
            for (Path directory : List.of(inner, outer)) {
                Files.deleteIfExists(directory);
            }
            return true;
        } catch (IOException e) {
            LOG.debug("{} stays: {}", inner, e.toString());
            return false;
        }
    }
}
