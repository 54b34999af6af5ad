package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.fs.document.Sample;
import dev.coord.fs.owner.LockHolder;
import dev.coord.store.Durability;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.process.JavaProcess;
import dev.coord.testkit.process.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process does as it opens a store. */
public class OpeningTest {

    @TempDir
    Path temp;

    @Test
    void leasesOfTheDeadAreGoneForWhoOnlyReads() throws Exception {
        Path home = temp.toRealPath();
        Worker owner = new Worker(JavaProcess.of(LockHolder.class, home.resolve("other.lck")));
        try (DirectoryStore store = DirectoryStore.open(home, Instant::now)) {
            owner.expect("ready");
            Sample.granted(
                    store,
                    Sample.request("implementor-1", "a.ts").owner(owner.id()).build());
        }
        try (DirectoryStore store = DirectoryStore.open(home, Instant::now)) {
            assertThat(store.read().locks().leases()).hasSize(1);
        } finally {
            owner.kill();
        }

        try (DirectoryStore store = DirectoryStore.open(home, Instant::now)) {
            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(home.resolve("coordination-locks.json")).content().doesNotContain("implementor-1");
        }
    }

    @Test
    void leasesPastTheirTimeAreGoneForWhoOnlyReads() throws Exception {
        Path home = temp.toRealPath();
        ManualClock clock = new ManualClock();
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            Sample.granted(
                    store,
                    Sample.request("implementor-1", "a.ts")
                            .ttl(Duration.ofMinutes(5))
                            .build());
        }
        clock.advance(Duration.ofMinutes(5));

        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            assertThat(store.read().locks().leases()).isEmpty();
            assertThat(home.resolve("coordination-locks.json")).content().doesNotContain("implementor-1");
        }
    }

    @Test
    @Timeout(60)
    void whoOpensAStoreHasReadItBeforeHeWaitsForItsLock() throws Exception {
        Path home = temp.toRealPath();
        try (DirectoryStore store = DirectoryStore.open(home, Instant::now)) {
            Sample.granted(store, Sample.request("implementor-1", "a.ts").build());
        }
        Worker holder = new Worker(JavaProcess.of(LockHolder.class, home.resolve("coordination.d/coord.lck")));
        try {
            holder.expect("ready");
            CompletableFuture<DirectoryStore> opening =
                    CompletableFuture.supplyAsync(() -> DirectoryStore.open(home, Instant::now));
            Committer committer = Committer.of(home);
            while (committer.files().known().snapshot().revision() == 0) {
                assertThat(Thread.interrupted()).as("it waits for the lock").isFalse();
            }
            assertThat(opening).isNotDone();

            holder.kill();

            opening.join().close();
            committer.release(Durability.POWER_LOSS);
        } finally {
            holder.kill();
        }
    }
}
