package dev.coord.cli.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.AgentId;
import dev.coord.cli.Called;
import dev.coord.cli.JsonTrees;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.lock.Holder;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockCommandsTest {

    @TempDir
    Path temp;

    @Nested
    class Acquire {

        @Test
        void printsAssignmentsForTheShell() {
            Called acquired = acquire("me", "--write", "a.ts", "b.ts", "--read", "c.ts");

            assertThat(acquired.status()).as("%s", acquired).isZero();
            assertThat(acquired.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).matches("COORD_LEASE=[A-Za-z0-9._:-]+"),
                            line -> assertThat(line).isEqualTo("COORD_TOKEN=1"),
                            line -> assertThat(line).matches("COORD_EXPIRES_AT=[0-9T:Z-]+"),
                            line -> assertThat(line).isEqualTo("export COORD_LEASE COORD_TOKEN COORD_EXPIRES_AT"));
            assertThat(acquired.err()).isEmpty();
        }

        @Test
        void printsTheDocumentOfTheContract() throws IOException {
            JsonNode granted = json(acquire("me", "--write", "a.ts", "--read", "b.ts", "--ttl", "1h", "--json"));

            assertThat(granted.fieldNames())
                    .toIterable()
                    .containsExactly("format", "result", "lease_id", "token", "expires_at", "locks", "held_by");
            assertThat(granted.path("result").asText()).isEqualTo("granted");
            assertThat(granted.path("locks")).hasSize(2);
            assertThat(granted.at("/locks/0/operation").asText()).isEqualTo("write");
            assertThat(Instant.parse(granted.path("expires_at").asText()))
                    .isAfter(Instant.now().plusSeconds(3000));
        }

        @Test
        void deniesAWriteThatMeetsAWrite() throws IOException {
            acquire("me", "--write", "a.ts");

            Called text = acquire("other", "--write", "a.ts");
            JsonNode denied = json(acquire("other", "--write", "a.ts", "--json"));

            assertThat(text.status()).isEqualTo(3);
            assertThat(text.err()).contains("'a.ts': me (P1) writes it since").hasLineCount(1);
            assertThat(text.out()).isEmpty();
            assertThat(denied.path("result").asText()).isEqualTo("denied");
            assertThat(denied.path("lease_id").isNull()).isTrue();
            assertThat(denied.at("/held_by/0/locked_by").asText()).isEqualTo("me");
        }

        @Test
        void deniesAReadToo() {
            acquire("me", "--write", "a.ts");

            assertThat(acquire("other", "--read", "a.ts", "--fail").status()).isEqualTo(3);
        }

        @Test
        void letsManyReadAtOnce() {
            acquire("me", "--read", "a.ts");

            assertThat(acquire("other", "--read", "a.ts", "--fail").status()).isZero();
        }

        @Test
        void givesUpWhenItsTimeIsOver() throws IOException {
            acquire("me", "--write", "a.ts");

            Called waited = acquire("other", "--write", "a.ts", "--wait", "100ms", "--json");

            assertThat(waited.status()).isEqualTo(4);
            assertThat(json(waited).path("result").asText()).isEqualTo("timed_out");
            assertThat(json(waited).at("/held_by/0/locked_by").asText()).isEqualTo("me");
            assertThat(waited.err()).startsWith("coord: timed out: 'a.ts': me (P1)");
            assertThat(json(coord("lock", "list", "--json")).path("pending_locks"))
                    .isEmpty();
        }

        @Test
        void isGrantedWhatIsReleasedMeanwhile() throws Exception {
            String lease = leaseOf(acquire("me", "--write", "a.ts"));
            CompletableFuture<Called> other =
                    CompletableFuture.supplyAsync(() -> acquire("other", "--write", "a.ts", "--wait", "30s"));
            awaitQueue(1);

            coord("lock", "release", lease);

            assertThat(other.get().status()).isZero();
        }

        @Test
        void isDeniedWhereOlderWorkHoldsTheLock() {
            acquire("old", "--write", "a.ts", "--wave", "1");

            assertThat(acquire("young", "--write", "a.ts", "--policy", "wait_die", "--wave", "2")
                            .status())
                    .isEqualTo(3);
        }

        @Test
        void takesTheLockFromYoungerWork() {
            String young = leaseOf(acquire("young", "--write", "a.ts", "--first-asked", "2025-10-30T14:30:01Z"));

            Called old = acquire(
                    "old", "--write", "a.ts", "--policy", "wound_wait", "--first-asked", "2025-10-30T14:30:00Z");

            assertThat(old.status()).as("%s", old).isZero();
            assertThat(coord("lock", "renew", young).status()).isEqualTo(6);
            assertThat(coord("lock", "renew", young).err()).contains("it was taken at", "for old (P1)");
            assertThat(coord("conflicts").out()).contains("Take " + young + " of young for old");
        }

        @Test
        void isWithdrawnWhenItIsInterrupted() throws Exception {
            acquire("me", "--write", "a.ts");
            FutureTask<Called> other = new FutureTask<>(() -> acquire("other", "--write", "a.ts", "--wait", "30s"));
            Thread thread = new Thread(other);
            thread.start();
            awaitQueue(1);

            thread.interrupt();

            assertThat(other.get().status()).isEqualTo(1);
            assertThat(other.get().err()).isEqualTo("coord: interrupted\n");
            awaitQueue(0);
        }

        @Test
        void isDeniedWhereWaitingWouldCloseACircle() throws Exception {
            acquire("me", "--write", "a.ts");
            acquire("other", "--write", "b.ts");
            FutureTask<Called> waiting = new FutureTask<>(() -> acquire("other", "--write", "a.ts", "--wait", "30s"));
            Thread thread = new Thread(waiting);
            thread.start();
            awaitQueue(1);

            Called denied = acquire("me", "--write", "b.ts", "--wait", "30s", "--json");
            thread.interrupt();
            waiting.get();

            assertThat(denied.status()).isEqualTo(3);
            assertThat(json(denied).path("cycle")).hasSize(2);
            assertThat(denied.err()).contains("me waits for other waits for me");
        }
    }

    @Nested
    class LeaseInForce {

        @Test
        void isRenewed() throws IOException {
            String lease = leaseOf(acquire("me", "--write", "a.ts"));

            Called renewed = coord("lock", "renew", lease, "--json");

            assertThat(renewed.status()).isZero();
            assertThat(json(renewed).path("result").asText()).isEqualTo("renewed");
            assertThat(json(renewed).path("lease_id").asText()).isEqualTo(lease);
        }

        @Test
        void isListedWithItsHolder() {
            acquire("me", "--write", "a.ts", "--read", "b.ts");

            assertThat(coord("lock", "list").out())
                    .contains("me (P1) holds for", "write  a.ts", "read   b.ts", "ends in ");
            assertThat(coord("status").out()).contains("me (P1) holds for");
        }

        @Test
        void isUpgradedToANewOneThatWrites() throws IOException {
            String reading = leaseOf(acquire("me", "--read", "a.ts"));

            Called upgraded = coord("lock", "upgrade", reading, "--wait", "0s");

            assertThat(upgraded.status()).as("%s", upgraded).isZero();
            assertThat(upgraded.out()).contains("COORD_TOKEN=2\n");
            assertThat(leaseOf(upgraded)).isNotEqualTo(reading);
            assertThat(acquire("other", "--read", "a.ts", "--fail").status()).isEqualTo(3);
            assertThat(coord("lock", "renew", reading).status()).isEqualTo(6);
            assertThat(coord("lock", "renew", leaseOf(upgraded)).status()).isZero();
        }

        @Test
        void isNotUpgradedWhileAnotherReads() throws IOException {
            String reading = leaseOf(acquire("me", "--read", "a.ts"));
            acquire("other", "--read", "a.ts");

            Called waited = coord("lock", "upgrade", reading, "--wait", "0s", "--json");

            assertThat(waited.status()).isEqualTo(4);
            assertThat(json(waited).at("/held_by/0/locked_by").asText()).isEqualTo("other");
            assertThat(coord("lock", "renew", reading).status()).isZero();
        }

        @Test
        void isDowngradedForThoseWhoRead() throws IOException {
            String writing = leaseOf(acquire("me", "--write", "a.ts"));

            Called downgraded = coord("lock", "downgrade", writing, "--json");

            assertThat(json(downgraded).path("result").asText()).isEqualTo("downgraded");
            assertThat(json(downgraded).path("lease_id").asText()).isEqualTo(writing);
            assertThat(json(downgraded).at("/locks/0/operation").asText()).isEqualTo("read");
            assertThat(acquire("other", "--read", "a.ts", "--fail").status()).isZero();
        }

        @Test
        void isBrokenForWhoWaitsAndTheLogSaysWhy() throws IOException {
            String lease = leaseOf(acquire("me", "--write", "a.ts"));

            Called broken = coord("lock", "break", lease, "--reason", "it hangs\nsince noon", "--json");

            assertThat(json(broken).path("locked_by").asText()).isEqualTo("me");
            assertThat(acquire("other", "--write", "a.ts", "--fail").status()).isZero();
            assertThat(coord("conflicts").out()).contains("Break " + lease + " of me: it hangs");
            assertThat(coord("lock", "renew", lease).status()).isEqualTo(6);
            assertThat(coord("lock", "renew", lease).err()).contains("it was broken at", ": it hangs");
            assertThat(coord("lock", "break", lease, "--reason", "again").status())
                    .isEqualTo(6);
        }

        @Test
        void isNotBrokenWithoutAReason() {
            String lease = leaseOf(acquire("me", "--write", "a.ts"));

            assertThat(coord("lock", "break", lease).status()).isEqualTo(2);
            assertThat(coord("lock", "break", lease, "--reason", " ").err()).contains("--reason is empty");
            assertThat(coord("lock", "renew", lease).status()).isZero();
        }

        @Test
        void isReleasedOnce() {
            String lease = leaseOf(acquire("me", "--write", "a.ts"));

            assertThat(coord("lock", "release", lease).out()).isEqualTo("released " + lease + "\n");
            Called again = coord("lock", "release", lease);
            assertThat(again.status()).isEqualTo(6);
            assertThat(again.err()).contains("it was released; ask for its locks again");
            assertThat(coord("lock", "list").out()).isEqualTo("no locks are held and nobody waits\n");
        }
    }

    @Nested
    class LostLease {

        @Test
        void isToldToWhoeverRenewsIt() throws IOException {
            Called renewed = coord("lock", "renew", "lease-9", "--json");

            assertThat(renewed.status()).isEqualTo(6);
            assertThat(renewed.err()).contains("lease-9").hasLineCount(1);
            assertThat(json(renewed).at("/error/exit_code").asInt()).isEqualTo(6);
        }

        @Test
        void isToldToWhoeverUpgradesOrDowngradesIt() {
            assertThat(coord("lock", "upgrade", "lease-9").status()).isEqualTo(6);
            assertThat(coord("lock", "downgrade", "lease-9").status()).isEqualTo(6);
        }
    }

    @Test
    void showsALockThatSomebodyWroteIntoTheFile() throws IOException {
        acquire("me", "--write", "a.ts");
        Path file = temp.resolve("coordination-locks.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "\"locks\"\\s*:\\s*\\[",
                                "\"locks\": [{\"file_path\": \"x.ts\", \"locked_by\": \"shell\", \"feature_id\": \"P7\","
                                        + " \"timestamp\": \"2025-10-30T14:30:00Z\", \"operation\": \"write\"},"));

        assertThat(coord("lock", "list").out()).contains("shell (P7) holds", "foreign", "stale", "x.ts");
        assertThat(acquire("other", "--write", "x.ts", "--fail").err()).contains("by a lock written into the file");
    }

    @Test
    void hasAnExitCodeForEveryOutcome() {
        List<Holder> nobody = List.of();
        List<LockOutcome> refusals = List.of(
                new LockOutcome.Denied(nobody),
                new LockOutcome.Deadlocked(List.of(new AgentId("me"))),
                new LockOutcome.TimedOut(nobody),
                new LockOutcome.Waiting(new RequestId("r"), Instant.EPOCH, nobody));

        assertThat(LockOutcome.class.getPermittedSubclasses())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(LockOutcome.Granted.class, LeaseOutcome.Gone.class),
                                refusals.stream().map(Object::getClass))
                        .toList());
        assertThat(refusals)
                .extracting(ExitCode::of)
                .containsExactly(ExitCode.CONFLICT, ExitCode.CONFLICT, ExitCode.TIMED_OUT, ExitCode.TIMED_OUT);
        assertThat(refusals).allSatisfy(outcome -> {
            assertThat(LockText.refusal(outcome)).isPresent();
            assertThat(JsonTrees.of(LockAnswers.of(outcome)).path("result").asText())
                    .isIn("denied", "timed_out", "waiting");
        });
    }

    @Test
    void aNameThatIsADirectoryWhereOneStandsIsLockedAsOne() throws Exception {
        Path repository = Files.createDirectories(temp.resolve("work"));
        Files.createDirectories(repository.resolve(".git"));
        Files.createDirectories(repository.resolve("src"));
        String[] there = {"--fail", "--repo", repository.toString(), "--write"};

        Called first =
                acquire("a", Stream.concat(Stream.of(there), Stream.of("src")).toArray(String[]::new));
        Called glob = acquire(
                "b", Stream.concat(Stream.of(there), Stream.of("**/*.ts")).toArray(String[]::new));
        Called file = acquire(
                "c", Stream.concat(Stream.of(there), Stream.of("Makefile")).toArray(String[]::new));

        assertThat(first.status()).as("%s", first).isZero();
        assertThat(glob.status()).isEqualTo(3);
        assertThat(glob.err()).contains("src/");
        assertThat(file.status()).isZero();
    }

    @Test
    void waitsForThirtySecondsUnlessSaidOtherwise() {
        assertThat(LockRequest.DEFAULT_PATIENCE).hasSeconds(30);
    }

    private void awaitQueue(int length) {
        await().untilAsserted(
                        () -> assertThat(json(coord("lock", "list", "--json")).path("pending_locks"))
                                .hasSize(length));
    }

    private Called acquire(String agent, String... more) {
        return coord(Stream.concat(Stream.of("lock", "acquire", "--agent", agent, "--feature", "P1"), Stream.of(more))
                .toArray(String[]::new));
    }

    private Called coord(String... args) {
        return Called.coord(Stream.concat(Stream.of(args), Stream.of("--dir", temp.toString()))
                .toArray(String[]::new));
    }

    private static String leaseOf(Called acquired) {
        return acquired.out().lines().findFirst().orElseThrow().replace("COORD_LEASE=", "");
    }

    private static JsonNode json(Called called) throws IOException {
        return new JsonMapper().readTree(called.out());
    }
}
