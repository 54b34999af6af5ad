package dev.coord.testkit.faults;

import dev.coord.testkit.disk.Image;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files as a crash may leave them. Equal states have equal files after equally many operations, whatever led to them.
 */
public final class CrashState {

    private final int operations;
    private final String survived;
    private final Image image;

    CrashState(int operations, String survived, Image image) {
        this.operations = operations;
        this.survived = survived;
        this.image = image;
    }

    /**
     * When the crash came.
     *
     * @return how many operations were done before it, of the latest one perhaps a part
     */
    public int operations() {
        return operations;
    }

    /**
     * Which operations that were not safe are there all the same, for people.
     *
     * @return a short text
     */
    public String survived() {
        return survived;
    }

    /**
     * Makes the files.
     *
     * @param directory an empty directory, of any file system
     * @throws IOException if that fails
     */
    public void materialise(Path directory) throws IOException {
        image.materialise(directory);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CrashState state && operations == state.operations && image.equals(state.image);
    }

    @Override
    public int hashCode() {
        return 31 * image.hashCode() + operations;
    }

    /** When it came and what survived. */
    @Override
    public String toString() {
        return "crash after operation " + operations + ", survived: " + survived;
    }
}
