package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreBusy;
import dev.coord.fs.owner.LockHolder;
import dev.coord.fs.owner.StoreHolder;
import dev.coord.store.Durability;
import dev.coord.store.Transition;
import dev.coord.testkit.process.JavaProcess;
import dev.coord.testkit.process.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Another process has the store's lock and stands still: nobody waits for it for ever, in silence, or after an interrupt. */
@Timeout(60)
class StandingHolderTest {

    private static final StorePatience SHORT = StorePatience.ofEachCall(Duration.ofMillis(200));
    private static final StorePatience LONG = StorePatience.ofEachCall(Duration.ofMinutes(1));

    @TempDir
    Path temp;

    private final List<Worker> holders = new ArrayList<>();
    private Path home;

    @BeforeEach
    void makeTheStore() throws IOException {
        home = temp.toRealPath();
        DirectoryStore.open(home, Instant::now).close();
    }

    @AfterEach
    void endTheHolders() throws IOException {
        for (Worker holder : holders) {
            holder.kill();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoWaitsGivesUpInTimeAndNamesTheHolder() throws Exception {
        try (DirectoryStore store = open(SHORT)) {
            Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            Worker holder = holder();

            assertThatThrownBy(() -> count(store))
                    .isInstanceOf(StoreBusy.class)
                    .hasMessageContainingAll(
                            home.toString(), "process " + holder.id().pid() + " (", " since ", "nothing was changed");
            assertThat(StoreHolder.of(home.resolve("coordination.d/coord.lck"))
                            .orElseThrow()
                            .since())
                    .hasValueSatisfying(since -> assertThat(since).isBetween(before, Instant.now()));
        }
    }

    @Test
    void whoOpensTheStoreGivesUpInTimeToo() throws Exception {
        holder();

        assertThatThrownBy(() -> open(SHORT)).isInstanceOf(StoreBusy.class);
    }

    @Test
    void whatWasGivenUpIsNotDoneLater() throws Exception {
        try (DirectoryStore store = open(SHORT)) {
            Worker holder = holder();
            long before = store.read().revision();
            assertThatThrownBy(() -> count(store)).isInstanceOf(StoreBusy.class);

            holder.kill();

            assertThat(store.update((snapshot, now) -> Transition.of(snapshot, ""))
                            .after()
                            .revision())
                    .isEqualTo(before);
        }
    }

    @Test
    void whoWaitsIsServedAsSoonAsTheHolderIsGone() throws Exception {
        try (DirectoryStore store = open(LONG)) {
            Worker holder = holder();
            CompletableFuture<Long> counted = CompletableFuture.supplyAsync(() -> count(store));

            holder.kill();

            assertThat(counted.join()).isPositive();
        }
    }

    @Test
    void whoWaitsIsToldOnceForWhom() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<String> first = new CompletableFuture<>();
        StorePatience patience = LONG.telling(line -> {
            told.add(line);
            first.complete(line);
        });
        try (DirectoryStore store = open(patience)) {
            Worker holder = holder();
            CompletableFuture<Long> counted = CompletableFuture.supplyAsync(() -> count(store));

            assertThat(first.join()).contains("waiting for the lock of '" + home + "'");
            holder.kill();
            counted.join();

            assertThat(told).hasSize(1);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        try (DirectoryStore store = open(LONG)) {
            holder();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    count(store);
                    interrupted.complete(false);
                } catch (StoreBusy e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();

            caller.interrupt();

            assertThat(interrupted.join()).isTrue();
        }
    }

    @Test
    void anInterruptedCallerMayStillClearUp() throws Exception {
        try (DirectoryStore store = open(LONG)) {
            Thread.currentThread().interrupt();

            long revision = count(store);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(revision).isEqualTo(store.read().revision());
        }
    }

    @Test
    void thePatienceOfAllCallsLeavesASecondToALateOne() {
        assertThat(StorePatience.ofAllCalls(Duration.ZERO).left()).isEqualTo(Duration.ofSeconds(1));
        assertThat(StorePatience.ofAllCalls(Duration.ofHours(1)).left())
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(SHORT.left()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aCommandOfCoordIsShownAsItIsTyped() {
        assertThat(StoreHolder.command("/usr/bin/java\0-cp\0coord-cli.jar\0dev.coord.cli.Main\0jq\0state\0.x\0"))
                .isEqualTo("coord jq state .x");
        assertThat(StoreHolder.command("python3\0hold.py\0")).isEqualTo("python3 hold.py");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLockThatNobodyHoldsHasNoHolder() throws Exception {
        assertThat(StoreHolder.of(home.resolve("coordination.d/coord.lck"))).isEqualTo(Optional.empty());
        assertThat(StoreHolder.of(home.resolve("missing"))).isEqualTo(Optional.empty());
    }

    private Worker holder() throws IOException {
        Worker holder = new Worker(JavaProcess.of(LockHolder.class, home.resolve("coordination.d/coord.lck")));
        holders.add(holder);
        holder.expect("ready");
        return holder;
    }

    private DirectoryStore open(StorePatience patience) {
        return DirectoryStore.open(home, Instant::now, Durability.PROCESS_CRASH, patience);
    }

    private static long count(DirectoryStore store) {
        return store.update((before, now) -> Transition.of(
                        before.withState(before.state().atWave(before.state().currentWave() + 1)), ""))
                .after()
                .revision();
    }
}
