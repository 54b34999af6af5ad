package dev.coord.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.cli.Called;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Rules;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** The answers of {@code coord lock}. */
final class GoldenLocks implements GoldenScript {

    private static final String FOREIGN = """
            "locks": [{"file_path": "x.ts", "locked_by": "shell", "feature_id": "P7",
                       "timestamp": "2025-10-30T14:30:00Z", "operation": "write"},
            """;

    @Override
    public void play(GoldenStage stage) throws Exception {
        stage.golden("lock-list-empty", ExitCode.DONE, "lock", "list");
        stage.golden(
                "lock-acquire", ExitCode.DONE, acquire("me", "--write", "a.ts", "b/", "--read", "c.ts", "--ttl", "1h"));
        stage.golden("lock-acquire-denied", ExitCode.CONFLICT, acquire("other", "--write", "a.ts"));
        stage.golden("lock-acquire-timed-out", ExitCode.TIMED_OUT, acquire("other", "--read", "b/x", "--wait", "0s"));
        foreign(stage);
        waiting(stage);
        heldLease(stage);
        lostLeases(stage);
        stage.golden("history-leases", ExitCode.DONE, "history");
        wounded(stage);
        stage.golden("history-wounded", ExitCode.DONE, "history");
    }

    private static void foreign(GoldenStage stage) throws IOException {
        Path file = stage.home().resolve("coordination-locks.json");
        String before = Files.readString(file);
        Files.writeString(file, before.replaceFirst("\"locks\"\\s*:\\s*\\[", FOREIGN.strip()));
        stage.golden("lock-acquire-foreign", ExitCode.CONFLICT, acquire("other", "--write", "x.ts", "--fail"));
        stage.golden("lock-list-foreign", ExitCode.DONE, "lock", "list");
        String[] broken = {"lock", "break", "--foreign", "x.ts", "--agent", "shell", "--reason", "gone"};
        stage.golden("lock-break-foreign", ExitCode.DONE, broken);
        stage.golden("lock-break-foreign-lost", ExitCode.LEASE_LOST, broken);
    }

    /** {@code other} holds d.ts and waits for a.ts of {@code me}. */
    private static void waiting(GoldenStage stage) throws Exception {
        stage.done(acquire("other", "--write", "d.ts"));
        FutureTask<Called> waiting =
                stage.begun(GoldenStage.json(acquire("other", "--write", "a.ts", "--read", "e.ts", "--wait", "1h")));
        stage.awaitPending(2);
        stage.golden("lock-list", ExitCode.DONE, "lock", "list");
        stage.golden("lock-acquire-behind", ExitCode.TIMED_OUT, acquire("third", "--write", "e.ts", "--wait", "0s"));
        stage.golden("lock-acquire-circle", ExitCode.CONFLICT, acquire("me", "--write", "d.ts", "--wait", "1h"));
        stage.golden("lock-release", ExitCode.DONE, "lock", "release", leaseOn(stage, "a.ts"));
        stage.keep("lock-acquire-waited", ExitCode.DONE, waiting.get());
        stage.golden("history-waiting", ExitCode.DONE, "history");
        stage.golden("lock-renew", ExitCode.DONE, "lock", "renew", leaseOn(stage, "e.ts"));
    }

    private static void heldLease(GoldenStage stage) throws Exception {
        stage.newHome("held");
        String reading = lease(stage, "me", "--read", "a.ts", "b.ts");
        String other = lease(stage, "other", "--read", "a.ts");
        stage.golden("lock-upgrade-timed-out", ExitCode.TIMED_OUT, "lock", "upgrade", reading, "--wait", "0s");
        FutureTask<Called> first = stage.begun("lock", "upgrade", reading, "--wait", "1h");
        stage.awaitPending(2);
        stage.golden("lock-list-upgrade", ExitCode.DONE, "lock", "list");
        stage.golden("lock-upgrade-circle", ExitCode.CONFLICT, "lock", "upgrade", other, "--wait", "1h");
        stage.done("lock", "release", other);
        assertThat(first.get().status()).as("%s", first.get()).isZero();
        stage.golden("lock-upgrade", ExitCode.DONE, "lock", "upgrade", reading, "--wait", "0s");
        String writing = leaseOn(stage, "a.ts");
        stage.golden("lock-downgrade", ExitCode.DONE, "lock", "downgrade", writing);
        stage.golden("lock-upgrade-replaced", ExitCode.LEASE_LOST, "lock", "renew", reading);
    }

    private static void lostLeases(GoldenStage stage) throws Exception {
        String broken = leaseOn(stage, "a.ts");
        stage.golden("lock-break", ExitCode.DONE, "lock", "break", broken, "--reason", "it hangs\nsince noon");
        stage.golden("error-lease-broken", ExitCode.LEASE_LOST, "lock", "renew", broken);
        String released = lease(stage, "me", "--write", "r.ts");
        stage.done("lock", "release", released);
        stage.golden("error-lease-released", ExitCode.LEASE_LOST, "lock", "release", released);
        stage.golden("error-lease-unknown", ExitCode.LEASE_LOST, "lock", "upgrade", "lease-9");
        stage.golden("error-lease-expired", ExitCode.LEASE_LOST, "lock", "downgrade", expired(stage));
        String removed = lease(stage, "me", "--write", "r.ts");
        Path file = stage.home().resolve("coordination-locks.json");
        String rows = Files.readString(file);
        Files.writeString(file, rows.replaceFirst("(?s)(\"locks\"\\s*:\\s*)\\[.*?\\]", "$1[]"));
        stage.golden("error-lease-removed", ExitCode.LEASE_LOST, "lock", "renew", removed);
        ProcessId dead = new ProcessId(
                Long.MAX_VALUE, Instant.EPOCH, ProcessLife.current().host());
        String orphaned = requested(
                stage, InstantSource.system(), LockRequest.builder("dead", "P1").owner(dead));
        stage.golden("error-lease-owner-died", ExitCode.LEASE_LOST, "lock", "renew", orphaned);
    }

    private static void wounded(GoldenStage stage) throws IOException {
        stage.newHome("by-age");
        String young = lease(stage, "young", "--write", "a.ts", "--wave", "2", "--first-asked", "2025-10-30T14:30:01Z");
        stage.golden(
                "lock-acquire-too-young",
                ExitCode.CONFLICT,
                acquire("younger", "--write", "a.ts", "--policy", "wait_die", "--wave", "3"));
        stage.golden(
                "lock-acquire-wounding",
                ExitCode.DONE,
                acquire("old", "--write", "a.ts", "--policy", "wound_wait", "--wave", "1"));
        stage.golden("error-lease-wounded", ExitCode.LEASE_LOST, "lock", "renew", young);
    }

    private static String expired(GoldenStage stage) {
        Instant earlier = Instant.now().minusSeconds(3600);
        return requested(stage, () -> earlier, LockRequest.builder("late", "P1"));
    }

    private static String requested(GoldenStage stage, InstantSource clock, LockRequest.Builder request) {
        try (DirectoryStore store = DirectoryStore.open(stage.home(), clock)) {
            LockRequest asked =
                    request.write("late.ts").policy(ContentionPolicy.FAIL).build();
            store.update((before, now) -> Rules.apply(before, new Command.RequestLocks(asked), now));
            return store.read().locks().leases().stream()
                    .filter(lease -> lease.request().equals(asked.id()))
                    .findFirst()
                    .orElseThrow()
                    .id()
                    .value();
        }
    }

    private static String[] acquire(String agent, String... more) {
        return Stream.concat(Stream.of("lock", "acquire", "--agent", agent, "--feature", "P1"), Stream.of(more))
                .toArray(String[]::new);
    }

    private static String lease(GoldenStage stage, String agent, String... more) {
        String granted = stage.done(acquire(agent, more)).out();
        return granted.lines().findFirst().orElseThrow().replace("COORD_LEASE=", "");
    }

    private static String leaseOn(GoldenStage stage, String path) throws IOException {
        for (var lock : stage.read("lock", "list").path("locks")) {
            if (lock.path("file_path").asText().equals(path)) {
                return lock.path("lease_id").asText();
            }
        }
        throw new AssertionError("nobody holds " + path);
    }
}
