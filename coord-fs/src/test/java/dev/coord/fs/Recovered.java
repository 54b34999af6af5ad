package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.protocol.ConflictText;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.protocol.edit.EditedView;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.document.Sample;
import dev.coord.fs.history.ConflictLog;
import dev.coord.fs.owner.NextExpiry;
import dev.coord.lock.Lease;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import dev.coord.testkit.Invariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a store holds.
 *
 * @param snapshot its snapshot
 * @param log its conflict log
 */
record Recovered(Snapshot snapshot, List<ConflictEntry> log) {

    private static final Ownership ANYBODY = new Ownership(Optional.empty());

    static final Recovered NOTHING = new Recovered(Snapshot.EMPTY, List.of());

    /** What a store holds and its files show, without any update. */
    static Recovered shown(DirectoryStore store, Path home) {
        return new Recovered(store.read(), new ConflictLog(home.resolve("conflicts.log"), ANYBODY).read());
    }

    /** The same, however often something was written. */
    Recovered anyRevision() {
        return new Recovered(snapshot.withRevision(0), log);
    }

    /** What is there of this once somebody has opened the store: all of it, but what is over. */
    Recovered opened(Instant now) {
        NextExpiry lapse = NextExpiry.of(snapshot.locks());
        Set<ProcessId> dead = new HashSet<>(lapse.owners());
        dead.removeIf(ProcessLife::isAlive);
        if (dead.isEmpty() && !lapse.hasBegun(now)) {
            return this;
        }
        Snapshot left = LockTable.expire(LockTable.withoutOwners(snapshot, dead, now), now);
        return new Recovered(left.withRevision(snapshot.revision() + 1), log);
    }

    /** Opens the store of a directory after a crash, looks whether everything is as it must be, and works with it. */
    static Recovered in(Path home, InstantSource clock) throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Recovered found = shown(store, home);
            found.isWhole(home);
            assertThat(store.conflicts()).isEqualTo(found.log());
            Lease lease = Sample.granted(
                    store, Sample.request("after-the-crash", "after.ts").build());
            assertThat(lease.token().value())
                    .isGreaterThan(found.snapshot().locks().lastToken().value());
            assertThat(store.read().locks().leases()).contains(lease);
            return found;
        }
    }

    /** Both files say what the snapshot says, the log has each entry once and nothing else, and nothing is left over. */
    void isWhole(Path home) throws IOException {
        assertThat(Invariants.check(snapshot)).isEmpty();
        for (View view : View.values()) {
            EditedView shown = EditReader.read(
                    view, Content.of(home.resolve(view.fileName())).bytes());
            assertThat(shown.rows()).as(view.fileName()).isEqualTo(Rows.of(view, snapshot));
        }
        Path file = home.resolve("conflicts.log");
        assertThat(Files.exists(file) ? Files.readString(file) : "").isEqualTo(ConflictText.of(log));
        for (Path directory : List.of(home, home.resolve("coordination.d"))) {
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(path -> path.getFileName().toString()).toList())
                        .noneMatch(name -> name.startsWith(".coord-tmp"));
            }
        }
    }
}
