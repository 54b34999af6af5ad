package dev.coord.bench.contender;

import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.Coordinator;
import dev.coord.core.process.ProcessLife;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** coord's file store: one durable update to acquire, one to release. */
final class CoordContender implements Contender {

    private final DirectoryStore store;
    private final Coordinator coordinator;

    CoordContender(Path directory) {
        store = DirectoryStore.open(directory, InstantSource.system());
        coordinator = new Coordinator(store);
    }

    @Override
    public Optional<Grip> acquire(String agent, String path, Duration patience) throws InterruptedException {
        LockRequest request = LockRequest.builder(agent, "P1")
                .write(path)
                .policy(ContentionPolicy.WAIT)
                .patience(patience)
                .owner(ProcessLife.current())
                .build();
        return coordinator.acquire(request) instanceof LockOutcome.Granted granted
                ? Optional.of(() -> release(granted.lease()))
                : Optional.empty();
    }

    private boolean release(Lease lease) {
        try {
            coordinator.release(lease.id());
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    @Override
    public int held() {
        return coordinator.status().locks().leases().size();
    }

    @Override
    public void close() {
        store.close();
    }
}
