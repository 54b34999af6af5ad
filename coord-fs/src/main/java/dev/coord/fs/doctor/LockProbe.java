package dev.coord.fs.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The other process of the two that {@link Doctor} lets contend for a lock. */
public final class LockProbe {

    static final String REFUSED = "refused";
    static final String GRANTED = "granted";

    private LockProbe() {}

    /**
     * Tries to lock a file and says how that went, then waits until it can and says that.
     *
     * @param arguments the file
     * @throws IOException if the file cannot be locked at all
     */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            FileLock tried = channel.tryLock(0, 1, false);
            System.out.println(tried == null ? REFUSED : GRANTED);
            System.out.flush();
            if (tried == null) {
                channel.lock(0, 1, false);
                System.out.println(GRANTED);
            }
        }
    }
}
