package dev.coord.cli.command;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.core.answer.ExitCode;
import dev.coord.fs.StorePatience;
import dev.coord.store.CoordinationStore;
import dev.coord.store.StoreReader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A command that shows what is in the coordination directory. Where it may, it repairs on the way what killed processes left;
 * where nothing can be written it shows the same all the same, and where there is no directory it makes none.
 */
public abstract class LookCommand<T> extends CoordCommand {

    protected LookCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected final ExitCode carryOut() {
        Path home = directory.require(shell());
        show(found(home), home);
        return ExitCode.DONE;
    }

    private T found(Path home) {
        if (Files.notExists(home)) {
            say("coord: there is no directory '" + home + "' yet, so nothing is stored there");
        }
        if (!StoreOpener.isIn(home) || !Files.isWritable(home)) {
            return read(StoreOpener.look(home));
        }
        StorePatience patience = StorePatience.ofAllCalls(StorePatience.DEFAULT).telling(line -> say("coord: " + line));
        try (CoordinationStore store = StoreOpener.open(home, patience)) {
            return read(store);
        } catch (StoreFailed e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            T seen = read(StoreOpener.look(home)); // with its own reason where that fails as well
            say("coord: " + e.getMessage() + "; what is shown was read without changing anything");
            return seen;
        }
    }

    protected abstract T read(StoreReader store);

    protected abstract void show(T found, Path home);
}
