package dev.coord.cli;

import dev.coord.core.Coordinator;
import dev.coord.fs.FileStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** A command that works on the store of the coordination directory. */
abstract class StoreCommand extends CoordCommand {

    StoreCommand(Shell shell) {
        super(shell);
    }

    @Override
    final ExitCode carryOut() throws InterruptedException {
        Path home = directory.require(shell());
        prepare();
        try (FileStore store = FileStore.open(home, InstantSource.system())) {
            return carryOut(new Coordinator(store), home);
        }
    }

    /** Reads what the command was given, before anything is touched. */
    void prepare() {}

    abstract ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException;
}
