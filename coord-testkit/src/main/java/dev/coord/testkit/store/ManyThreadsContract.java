package dev.coord.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.concurrent.OtherThread;
import dev.coord.testkit.history.Call;
import dev.coord.testkit.history.LinearizabilityChecker;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.RecordingClient;
import dev.coord.testkit.history.RulesModel;
import dev.coord.testkit.history.StoreCall;
import dev.coord.testkit.history.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many threads are answered at once, one client could have been answered alone. */
public interface ManyThreadsContract extends StoreContract {

    /** So long nothing happens where everybody waits in vain. */
    Duration LONGEST = Duration.ofSeconds(10);

    @Test
    default void whatManyThreadsAreAnsweredIsLinearizable(@TempDir Path home) throws InterruptedException {
        long seed = Long.getLong("coord.seed", System.nanoTime());
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        List<String> told;
        boolean stuck = false;
        try (CoordinationStore store = open(home, InstantSource.system())) {
            List<OtherThread<Boolean>> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String agent = "agent-" + thread;
                RecordingClient client = new RecordingClient(store, agent, lines::add);
                Random random = new Random(seed + thread);
                threads.add(OtherThread.doing(() -> takeLocks(client, agent, random)));
            }
            for (OtherThread<Boolean> thread : threads) {
                stuck = stuck || !endsWhileOthersGoOn(thread, lines);
            }
            told = List.copyOf(lines);
        }

        List<Call<StoreCall, String>> calls = RecordedCall.calls(RecordedCall.parse(told), client -> Long.MAX_VALUE);
        RulesModel rules = new RulesModel(Snapshot.EMPTY);
        Verdict<StoreCall, String> verdict = LinearizabilityChecker.check(rules, calls, 1_000_000);
        assertThat(verdict instanceof Verdict.Linearizable)
                .as(() -> "promise: what many threads are answered, one could have been answered alone; seed " + seed
                        + "\n"
                        + (verdict instanceof Verdict.NotLinearizable<StoreCall, String> not
                                ? rules.explain(not)
                                : "too many orders to look at"))
                .isTrue();
        assertThat(stuck)
                .as("promise: what was acknowledged is kept, so a lock that was released is granted to whoever waits; "
                        + told.size() + " steps recorded, and none more within " + LONGEST.toSeconds() + " s; seed "
                        + seed)
                .isFalse();
    }

    private static boolean endsWhileOthersGoOn(OtherThread<Boolean> thread, List<String> lines)
            throws InterruptedException {
        int before;
        do {
            before = lines.size();
            if (thread.resultBy(System.nanoTime() + LONGEST.toNanos()).isPresent()) {
                return true;
            }
        } while (lines.size() > before);
        return false;
    }

    private static boolean takeLocks(RecordingClient client, String agent, Random random) throws InterruptedException {
        for (int i = 0; i < 25; i++) {
            LockRequest.Builder request = LockRequest.builder(agent, "P1")
                    .policy(ContentionPolicy.WAIT)
                    .patience(Duration.ofMinutes(10))
                    .read("src/" + random.nextInt(2))
                    .write("src/" + random.nextInt(2));
            LockOutcome outcome = random.nextBoolean()
                    ? client.acquire(request.read("src/").build())
                    : client.tryAcquire(request.build());
            if (outcome instanceof LockOutcome.Granted granted) {
                client.read();
                client.apply(new Command.ReleaseLease(granted.lease().id()));
            }
        }
        return true;
    }
}
