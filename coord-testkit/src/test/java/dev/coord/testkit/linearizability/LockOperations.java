package dev.coord.testkit.linearizability;

import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** What three agents do with two files. */
@Param(name = "agent", gen = IntGen.class, conf = "1:3")
@Param(name = "file", gen = IntGen.class, conf = "1:2")
public abstract class LockOperations {

    abstract String update(Update<String> update);

    abstract Snapshot read();

    @Operation
    public String readLock(@Param(name = "agent") int agent, @Param(name = "file") int file) {
        return update(Updates.readLock(agent, file));
    }

    @Operation
    public String writeLock(@Param(name = "agent") int agent, @Param(name = "file") int file) {
        return update(Updates.writeLock(agent, file));
    }

    @Operation
    public String withdraw(@Param(name = "agent") int agent, @Param(name = "file") int file) {
        return update(Updates.withdraw(agent, file));
    }

    @Operation
    public String upgrade(@Param(name = "agent") int agent) {
        return update(Updates.upgrade(agent));
    }

    @Operation
    public String downgrade(@Param(name = "agent") int agent) {
        return update(Updates.downgrade(agent));
    }

    @Operation
    public String renew(@Param(name = "agent") int agent) {
        return update(Updates.renew(agent));
    }

    @Operation
    public String release(@Param(name = "agent") int agent) {
        return update(Updates.release(agent));
    }

    @Operation
    public String look() {
        return Updates.text(read());
    }
}
