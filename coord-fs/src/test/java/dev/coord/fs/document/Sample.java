package dev.coord.fs.document;

import dev.coord.FeatureId;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.ManualClock;
import java.nio.ByteBuffer;
import java.util.List;

/** Things to put into a store. */
public final class Sample {

    private Sample() {}

    public static LockRequest.Builder request(String agent, String... writes) {
        return LockRequest.builder(agent, "P1_user_auth")
                .id(new RequestId("r-" + agent + "-" + writes.length))
                .write(writes)
                .policy(ContentionPolicy.WAIT);
    }

    public static Lease granted(CoordinationStore store, LockRequest request) {
        LockOutcome outcome = apply(store, new Command.RequestLocks(request));
        if (outcome instanceof LockOutcome.Granted granted) {
            return granted.lease();
        }
        throw new AssertionError("not granted: " + outcome);
    }

    public static <O> O apply(CoordinationStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }

    public static ConflictEntry conflict(String resolution) {
        return new ConflictEntry(
                ManualClock.START,
                ConflictType.FILE_WRITE_CONFLICT,
                List.of(new FeatureId("P2_user_profile"), new FeatureId("P4_admin_panel")),
                List.of("middleware.ts"),
                resolution);
    }

    public static byte[] written(StoredDocument document) {
        return bytes(new DocumentWriter(new SnapshotVersions()).write(document));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
