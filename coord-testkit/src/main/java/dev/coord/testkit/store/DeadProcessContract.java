package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.concurrent.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds once a process has died: with the next update nothing that it waited for, or held for itself, counts. */
public interface DeadProcessContract extends StoreContract {

    @Test
    default void aDeadWaiterIsNotGrantedTheLock(@TempDir Path home) throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            Lease first = granted(apply(store, new Command.RequestLocks(write("first", "x.ts"))));
            waiting(apply(store, new Command.RequestLocks(write("dead", "x.ts"), mortal.id())));
            waiting(apply(store, new Command.RequestLocks(write("next", "x.ts"))));

            mortal.die();
            apply(store, new Command.ReleaseLease(first.id()));

            assertThat(store.read().locks().queue()).isEmpty();
            assertThat(store.read().locks().leases())
                    .singleElement()
                    .satisfies(lease -> assertThat(lease.agent().value()).isEqualTo("next"));
        }
    }

    @Test
    default void aDeadWaiterClosesNoCircle(@TempDir Path home) throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            granted(apply(store, new Command.RequestLocks(write("one", "x.ts"))));
            granted(apply(store, new Command.RequestLocks(write("other", "y.ts"))));
            waiting(apply(store, new Command.RequestLocks(write("other", "x.ts"), mortal.id())));

            mortal.die();

            waiting(apply(store, new Command.RequestLocks(write("one", "y.ts"))));
        }
    }

    @Test
    default void aDeadWaiterIsInNobodysWay(@TempDir Path home) throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            granted(apply(store, new Command.RequestLocks(read("reader"))));
            waiting(apply(store, new Command.RequestLocks(write("dead", "x.ts"), mortal.id())));

            mortal.die();

            granted(apply(store, new Command.RequestLocks(read("other"))));
        }
    }

    @Test
    default void anUpgradeOfADeadWaiterLeavesTheLeaseAsItWas(@TempDir Path home)
            throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            Lease lease = granted(apply(store, new Command.RequestLocks(read("reader"))));
            Lease other = granted(apply(store, new Command.RequestLocks(read("other"))));
            waiting(apply(store, new Command.UpgradeLease(lease.id(), Duration.ofMinutes(5), mortal.id())));

            mortal.die();
            apply(store, new Command.ReleaseLease(other.id()));

            assertThat(store.read().locks().leases()).containsExactly(lease);
            assertThat(store.read().locks().queue()).isEmpty();
        }
    }

    @Test
    default void anUpgradeThatNobodyWasToldOfEndsWithItsProcess(@TempDir Path home)
            throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            Lease lease = granted(apply(store, new Command.RequestLocks(read("reader"))));
            Lease other = granted(apply(store, new Command.RequestLocks(read("other"))));
            waiting(apply(store, new Command.UpgradeLease(lease.id(), Duration.ofMinutes(5), mortal.id())));
            apply(store, new Command.ReleaseLease(other.id()));
            assertThat(store.read().locks().leases())
                    .singleElement()
                    .satisfies(upgraded -> assertThat(upgraded.replaces()).contains(lease));

            mortal.die();
            granted(apply(store, new Command.RequestLocks(read("next"))));

            assertThat(store.read().locks().leases()).contains(lease).hasSize(2);
        }
    }

    @Test
    default void aLeaseEndsWithItsOwnerUnlessItWasDetached(@TempDir Path home)
            throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            granted(apply(store, new Command.RequestLocks(owned("bound", "x.ts", mortal))));
            Lease kept = granted(apply(store, new Command.RequestLocks(owned("free", "y.ts", mortal))));
            apply(store, new Command.DetachLease(kept.id()));

            mortal.die();
            store.update(Counter.increment());

            assertThat(store.read().locks().leases()).containsExactly(kept.detached());
        }
    }

    @Test
    default void whoWaitsIsServedWhileItsProcessLives(@TempDir Path home) throws IOException, InterruptedException {
        try (CoordinationStore store = open(home, new ManualClock());
                Mortal mortal = new Mortal()) {
            Lease first = granted(apply(store, new Command.RequestLocks(write("first", "x.ts"))));
            waiting(apply(store, new Command.RequestLocks(write("second", "x.ts"), mortal.id())));
            assertThat(store.read().locks().queue())
                    .extracting(PendingRequest::waiter)
                    .containsExactly(mortal.id());

            apply(store, new Command.ReleaseLease(first.id()));
            mortal.die();
            store.update(Counter.increment());

            assertThat(store.read().locks().leases())
                    .singleElement()
                    .satisfies(lease -> assertThat(lease.agent().value()).isEqualTo("second"));
        }
    }

    /** A process that does nothing until it is killed, or until this one ends. */
    final class Mortal implements AutoCloseable {

        private final Process process;
        private final ProcessId id;

        private Mortal() throws IOException {
            this.process = new ProcessBuilder("cat").start();
            this.id = ProcessLife.of(process.toHandle()).orElseThrow();
        }

        private Optional<ProcessId> id() {
            return Optional.of(id);
        }

        private void die() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static LockRequest write(String agent, String path) {
        return LockRequest.builder(agent, "P1")
                .write(path)
                .policy(ContentionPolicy.WAIT)
                .build();
    }

    private static LockRequest read(String agent) {
        return LockRequest.builder(agent, "P1").read("x.ts").build();
    }

    private static LockRequest owned(String agent, String path, Mortal owner) {
        return LockRequest.builder(agent, "P1").write(path).owner(owner.id).build();
    }

    private static Lease granted(LockOutcome outcome) {
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    private static void waiting(LockOutcome outcome) {
        assertThat(outcome).isInstanceOf(LockOutcome.Waiting.class);
    }

    private static <O> O apply(CoordinationStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }
}
