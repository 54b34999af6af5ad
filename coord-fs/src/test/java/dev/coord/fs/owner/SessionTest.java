package dev.coord.fs.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.process.ProcessLife;
import dev.coord.fs.DirectoryStore;
import dev.coord.fs.disk.Content;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.Sample;
import dev.coord.fs.document.StoredDocument;
import dev.coord.lock.LockRequest;
import dev.coord.store.Snapshot;
import dev.coord.testkit.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an owner lives, told by his byte of the lock file: for processes that the process table here does not show. */
class SessionTest {

    @TempDir
    Path temp;

    @Test
    void whoHasTheStoreOpenLivesUntilHeIsKilled() throws Exception {
        Path file = temp.resolve("coord.lck");
        StoredDocument document = ownedBy(SessionHolder.ELSEWHERE).withSessions(Set.of(SessionHolder.ELSEWHERE));
        Process holder = JavaProcess.of(SessionHolder.class, file).start();
        try (ProcessLock lock = new ProcessLock(file)) {
            assertThat(holder.inputReader().readLine()).isEqualTo("ready");
            assertThat(DeadOwners.among(
                            NextExpiry.of(document.snapshot().locks()).owners(), document.sessions(), lock))
                    .isEmpty();

            holder.destroyForcibly().waitFor();

            assertThat(DeadOwners.among(
                            NextExpiry.of(document.snapshot().locks()).owners(), document.sessions(), lock))
                    .containsExactly(SessionHolder.ELSEWHERE);
        } finally {
            JavaProcess.endAll(List.of(holder));
        }
    }

    @Test
    void whoWasNeverSeenToHaveTheStoreOpenIsNotTakenForDead() throws Exception {
        try (ProcessLock lock = new ProcessLock(temp.resolve("coord.lck"))) {
            assertThat(dead(ownedBy(SessionHolder.ELSEWHERE), lock)).isEmpty();
        }
    }

    @Test
    void whoHasTheStoreOpenIsNotAskedOfTheProcessTable() throws Exception {
        ProcessId self = new ProcessId(
                Long.MAX_VALUE, Instant.EPOCH, ProcessLife.current().host());
        try (ProcessLock lock = new ProcessLock(temp.resolve("coord.lck"))) {
            assertThat(dead(ownedBy(self), lock)).containsExactly(self);

            lock.beginSession(self);
            lock.beginSession(self);

            assertThat(dead(ownedBy(self), lock)).isEmpty();
        }
    }

    @Test
    void whoClosesTheStoreAndLivesOnIsForgottenAsItsUser() throws IOException {
        ProcessId self = ProcessLife.current();
        Path home = temp.resolve("home");
        try (DirectoryStore store = DirectoryStore.open(home, Instant::now)) {
            Sample.granted(
                    store, Sample.request("implementor-1", "a.ts").owner(self).build());
            assertThat(stored(home).sessions()).containsExactly(self);
        }

        assertThat(stored(home).sessions()).isEmpty();
        assertThat(stored(home).snapshot().locks().leases()).hasSize(1);
    }

    /** As after a boot of the host, where the process table knows nobody of before. */
    @Test
    void whoWaitedForARequestAndIsGoneIsDead() throws IOException {
        Snapshot held = LockTable.request(
                        Snapshot.EMPTY, Sample.request("holder", "a.ts").build(), Instant.EPOCH)
                .after();
        Snapshot awaited = LockTable.request(
                        held,
                        Sample.request("waiter", "a.ts").build(),
                        Optional.of(SessionHolder.ELSEWHERE),
                        Instant.EPOCH)
                .after();
        StoredDocument document = StoredDocument.empty().with(awaited);
        try (ProcessLock lock = new ProcessLock(temp.resolve("coord.lck"))) {
            assertThat(dead(document, lock)).isEmpty();
            assertThat(dead(document.withSessions(Set.of(SessionHolder.ELSEWHERE)), lock))
                    .containsExactly(SessionHolder.ELSEWHERE);
        }
    }

    private static StoredDocument stored(Path home) throws IOException {
        Path truth = home.resolve("coordination.d/snapshot.json");
        return DocumentJson.read(Content.of(truth).bytes(), truth.toString());
    }

    private static StoredDocument ownedBy(ProcessId owner) {
        LockRequest request =
                Sample.request("implementor-1", "a.ts").owner(owner).build();
        return StoredDocument.empty()
                .with(LockTable.request(Snapshot.EMPTY, request, Instant.EPOCH).after());
    }

    private static Set<ProcessId> dead(StoredDocument document, ProcessLock lock) throws IOException {
        return DeadOwners.among(NextExpiry.of(document.snapshot().locks()).owners(), document.sessions(), lock);
    }
}
