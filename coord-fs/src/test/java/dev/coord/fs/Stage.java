package dev.coord.fs;

import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.Durability;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One process with a store on a disk that can fail, and what the steps of a {@link Scenario} do there. */
final class Stage implements AutoCloseable {

    /** Something done that is acknowledged when it returns. */
    interface Step {
        void on(Stage stage) throws IOException;
    }

    static final String HOME = "home/coord";

    final FaultyFileSystem disk;
    final Path home;
    final ManualClock clock = new ManualClock();
    private final Durability durability;
    private final Map<String, Lease> leases = new HashMap<>();
    private @Nullable DirectoryStore store;

    Stage(Path directory, Durability durability) throws IOException {
        this.durability = durability;
        disk = FaultyFileSystem.over(directory);
        home = disk.root().resolve(HOME);
    }

    Stage(Path directory) throws IOException {
        this(directory, Durability.POWER_LOSS);
    }

    void open() {
        if (store == null) {
            store = DirectoryStore.open(home, clock, durability);
        }
    }

    DirectoryStore store() {
        return Objects.requireNonNull(store, "not open");
    }

    boolean isOpen() {
        return store != null;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    <O> O apply(Command<O> command) {
        return Sample.apply(store(), command);
    }

    void acquire(LockRequest request) {
        leases.put(request.agent().value(), Sample.granted(store(), request));
    }

    Lease leaseOf(String agent) {
        return Objects.requireNonNull(leases.get(agent), agent);
    }

    /** As the specification's shell lines do it: a new file in place of the old one, nothing forced. */
    void edit(View view, UnaryOperator<String> change) throws IOException {
        Path file = home.resolve(view.fileName());
        Path edited = home.resolve("edited.json");
        Files.writeString(edited, change.apply(Files.readString(file)));
        Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
