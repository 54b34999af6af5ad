package dev.coord.cli.command;

import dev.coord.cli.home.NewHome;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.fs.StorePatience;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A command that works on the store of the coordination directory. */
public abstract class StoreCommand extends CoordCommand {

    private static final Duration NOTABLE = Duration.ofSeconds(1);

    private StorePatience patience = StorePatience.ofEachCall(StorePatience.DEFAULT);

    protected StoreCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected final ExitCode carryOut() throws InterruptedException {
        Path home = directory.require(shell());
        prepare();
        NewHome.require(home);
        patience = storePatience().telling(line -> say("coord: " + line));
        try (CoordinationStore store = StoreOpener.open(home, patience)) {
            return carryOut(new Coordinator(store), home);
        }
    }

    /** Reads what the command was given, before anything is touched. */
    protected void prepare() throws InterruptedException {}

    /** How long it may wait for whatever it waits for, all in all. */
    protected Duration patience() {
        return StorePatience.DEFAULT;
    }

    /** How long it may wait for the lock of the store. */
    protected StorePatience storePatience() {
        return StorePatience.ofAllCalls(patience());
    }

    @Override
    protected final Optional<Duration> answerTime() {
        Duration left = patience.left();
        return Optional.of(left.compareTo(StorePatience.DEFAULT) < 0 ? left : StorePatience.DEFAULT);
    }

    /** What is left of a time to wait, after what it took to get at the store. */
    protected final Duration left(Duration whole) {
        Duration left = patience.left();
        return whole.minus(left).compareTo(NOTABLE) > 0 ? left : whole;
    }

    protected abstract ExitCode carryOut(Coordinator coordinator, Path home) throws InterruptedException;
}
