package dev.coord.cli.golden;

import dev.coord.ProcessId;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Rules;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What {@code coord history} tells of leases and requests on a clock that stands still until it is moved. */
final class GoldenHistory implements GoldenScript {

    private static final ProcessId DEAD =
            new ProcessId(Long.MAX_VALUE, Instant.EPOCH, ProcessLife.current().host());

    private final ManualClock clock = new ManualClock();

    @Override
    public void play(GoldenStage stage) throws IOException {
        try (DirectoryStore store = DirectoryStore.open(stage.home(), clock)) {
            LeaseId held = granted(store, request("holder", "holds").write("a.ts", "src/"));
            clock.advance(Duration.ofSeconds(10));
            apply(store, new Command.RenewLease(held));
            ask(store, request("left-withdrawn", "first"));
            apply(store, new Command.WithdrawRequest(new RequestId("left-withdrawn")));
            ask(store, request("left-expired", "second").patience(Duration.ofSeconds(5)));
            clock.advance(Duration.ofSeconds(10));
            LockRequest orphan =
                    request("left-owner-died", "third").write("a.ts").build();
            apply(store, new Command.RequestLocks(orphan, Optional.of(DEAD)));
            apply(store, new Command.DowngradeLease(held));
            granted(store, request("expires", "fourth").read("b.ts").ttl(Duration.ofSeconds(2)));
            clock.advance(Duration.ofSeconds(10));
            apply(store, new Command.ReleaseLease(held));
        }
        stage.golden("history", ExitCode.DONE, "history");
        stage.keep("history-lines", ExitCode.DONE, stage.coord("history", "--since", "7", "--json=lines"));
    }

    private static LockRequest.Builder request(String id, String agent) {
        return LockRequest.builder(agent, "P1")
                .id(new RequestId(id))
                .age(new Age(1, ManualClock.START))
                .policy(ContentionPolicy.WAIT);
    }

    private static void ask(DirectoryStore store, LockRequest.Builder request) {
        apply(store, new Command.RequestLocks(request.write("a.ts").build()));
    }

    private static LeaseId granted(DirectoryStore store, LockRequest.Builder request) {
        LockOutcome outcome = apply(store, new Command.RequestLocks(request.build()));
        return ((LockOutcome.Granted) outcome).lease().id();
    }

    private static <O> O apply(DirectoryStore store, Command<O> command) {
        return store.update((before, now) -> Rules.apply(before, command, now)).outcome();
    }
}
