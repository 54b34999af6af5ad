package dev.coord.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process of {@link EndedCommandsIT} that holds the lock of a store and stands still. */
public final class StoreHolderProcess {

    private StoreHolderProcess() {}

    /** Argument: the lock file. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            FileLock held = channel.lock(0, 1, false);
            System.out.println(held.isValid());
            System.in.read();
        }
    }
}
