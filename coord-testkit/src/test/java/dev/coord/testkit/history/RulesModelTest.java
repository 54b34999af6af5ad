package dev.coord.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories of a lock table, right ones and ones with a fault that was put in. */
class RulesModelTest {

    private static final ProcessId OWNER = new ProcessId(7, Instant.EPOCH, "here");
    private static final Instant LATER = Instant.parse("2025-10-30T14:30:00Z");

    private final LockRequest first = request("r-1", "agent-1").owner(OWNER).build();
    private final LockRequest second = request("r-2", "agent-2").build();
    private final Transition<LockOutcome> granted = LockTable.request(Snapshot.EMPTY, first, LATER);
    private final Lease lease = LockTable.leaseOf(granted.after(), first.id()).orElseThrow();
    private final Transition<LockOutcome> denied = LockTable.request(granted.after(), second, LATER);

    @Test
    void acceptsWhatTheRulesAnswerWhateverTheTime() {
        assertThat(check(
                        requested(first, granted.outcome(), 0, 1),
                        requested(second, denied.outcome(), 2, 3),
                        read(granted.after(), 2, 3),
                        released(4, 5),
                        read(
                                Snapshot.EMPTY.withLocks(LockTable.release(granted.after(), lease.id(), LATER)
                                        .after()
                                        .locks()),
                                6,
                                7),
                        requested(second, grantedSecond(), 6, 9)))
                .isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void refusesTwoGrantsOfOneLock() {
        LockOutcome alsoGranted =
                LockTable.request(Snapshot.EMPTY, second, LATER).outcome();

        assertThat(check(requested(first, granted.outcome(), 0, 1), requested(second, alsoGranted, 2, 3)))
                .isInstanceOf(Verdict.NotLinearizable.class);
        assertThat(check(requested(first, granted.outcome(), 0, 3), requested(second, grantedSecond(), 0, 3)))
                .isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void explainsWhereAHistoryGoesWrong() {
        Verdict<StoreCall, String> verdict =
                check(requested(first, granted.outcome(), 0, 1), read(Snapshot.EMPTY, 2, 3));

        assertThat(
                        verdict instanceof Verdict.NotLinearizable<StoreCall, String> not
                                ? new RulesModel(Snapshot.EMPTY).explain(not)
                                : "")
                .contains("0 to 1 agent-1: carry {\"command\":\"request_locks\",\"id\":\"r-1\",\"agent\":\"agent-1\"")
                .contains("after them: leases [1 [WRITE a.ts]]")
                .contains("none of these goes then:\n2 to 3 reader: read = leases []");
    }

    @Test
    void refusesTokensThatAreGivenTwice() {
        LockRequest elsewhere = LockRequest.builder("agent-2", "P2")
                .id(new RequestId("r-3"))
                .write("b.ts")
                .build();
        LockOutcome sameToken =
                LockTable.request(Snapshot.EMPTY, elsewhere, LATER).outcome();

        assertThat(check(requested(first, granted.outcome(), 0, 3), requested(elsewhere, sameToken, 0, 3)))
                .isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void refusesStaleReads() {
        assertThat(check(requested(first, granted.outcome(), 0, 1), read(Snapshot.EMPTY, 2, 3)))
                .isInstanceOf(Verdict.NotLinearizable.class);
        assertThat(check(requested(first, granted.outcome(), 0, 2), read(Snapshot.EMPTY, 2, 3)))
                .isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void refusesReleasesThatWereLost() {
        assertThat(check(
                        requested(first, granted.outcome(), 0, 1),
                        released(2, 3),
                        requested(second, denied.outcome(), 4, 5)))
                .isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void refusesGrantsWhileTheHolderLives() {
        assertThat(check(requested(first, granted.outcome(), 0, 1), requested(second, grantedSecond(), 2, 3), died(9)))
                .isInstanceOf(Verdict.NotLinearizable.class);
        assertThat(check(requested(first, granted.outcome(), 0, 1), died(2), requested(second, grantedSecond(), 2, 3)))
                .isInstanceOf(Verdict.Linearizable.class);
    }

    @Test
    void refusesWaitersThatAreServedBeforeTheLockIsFree() {
        LockRequest waiting =
                request("r-2", "agent-2").policy(ContentionPolicy.WAIT).build();
        Snapshot queued = LockTable.request(granted.after(), waiting, LATER).after();
        LockOutcome handedOver = new LockOutcome.Granted(
                LockTable.leaseOf(LockTable.release(queued, lease.id(), LATER).after(), waiting.id())
                        .orElseThrow());

        assertThat(check(
                        requested(first, granted.outcome(), 0, 1), acquired(waiting, handedOver, 2, 9), released(6, 7)))
                .isInstanceOf(Verdict.Linearizable.class);
        assertThat(check(
                        requested(first, granted.outcome(), 0, 1), acquired(waiting, handedOver, 2, 5), released(6, 7)))
                .isInstanceOf(Verdict.NotLinearizable.class);
    }

    @Test
    void everyCallIsReadAsItWasWritten() {
        List<StoreCall> calls = List.of(
                new StoreCall.Obtain(new Command.RequestLocks(first)),
                new StoreCall.Obtain(new Command.UpgradeLease(lease.id(), Duration.ofSeconds(7))),
                CallText.request(LockRequest.builder("agent-1", "P1").build()),
                CallText.request(
                        request("r-9", "agent-1").read("app/[id]/ä b.ts", "**").build()),
                CallText.withdraw(first.id()),
                new StoreCall.Read(),
                new StoreCall.OwnerDied(OWNER),
                new StoreCall.Carry(new Command.RenewLease(lease.id())),
                new StoreCall.Carry(new Command.ReleaseLease(lease.id())),
                new StoreCall.Carry(new Command.DowngradeLease(lease.id())),
                new StoreCall.Carry(new Command.DetachLease(lease.id())),
                new StoreCall.Carry(new Command.BreakLease(lease.id(), "it hangs\n- ")),
                new StoreCall.Carry(new Command.StartFeature(lease.feature(), lease.agent())),
                new StoreCall.Carry(new Command.ClaimFeature(lease.agent())
                        .ownedBy(OWNER)
                        .withTtl(Duration.ofSeconds(7))
                        .having(List.of(lease.feature()))),
                new StoreCall.Carry(
                        new Command.CompleteFeature(lease.feature(), lease.agent(), Optional.of(lease.token()))),
                new StoreCall.Carry(new Command.CompleteFeature(lease.feature(), lease.agent(), Optional.empty())),
                new StoreCall.Carry(new Command.BlockFeature(lease.feature(), lease.agent(), "100 %")),
                new StoreCall.Carry(new Command.FailFeature(lease.feature(), lease.agent(), "")),
                new StoreCall.Carry(new Command.RetryFeature(lease.feature(), lease.agent())),
                new StoreCall.Carry(new Command.StoreFeatures(FeatureSet.of(List.of()))));

        List<StoreCall> read = new ArrayList<>();
        calls.forEach(
                call -> read.add(CallText.read(List.of(CallText.write(call).split(" ", -1)))));

        assertThat(read).isEqualTo(calls);
        Set<Class<?>> commands = new HashSet<>();
        for (StoreCall call : calls) {
            if (call instanceof StoreCall.Carry carry) {
                commands.add(carry.command().getClass());
            } else if (call instanceof StoreCall.Obtain obtain) {
                commands.add(obtain.command().getClass());
            }
        }
        assertThat(commands).as("every command").hasSize(Command.class.getPermittedSubclasses().length);
    }

    private LockOutcome grantedSecond() {
        Snapshot free = LockTable.release(granted.after(), lease.id(), LATER).after();
        return LockTable.request(free, second, LATER).outcome();
    }

    private static LockRequest.Builder request(String id, String agent) {
        return LockRequest.builder(agent, "P1").id(new RequestId(id)).write("a.ts");
    }

    private static List<Call<StoreCall, String>> requested(
            LockRequest request, LockOutcome outcome, long invoked, long returned) {
        return List.of(Call.answered(
                request.agent().value(), CallText.request(request), Answers.of(outcome), invoked, returned));
    }

    private static List<Call<StoreCall, String>> acquired(
            LockRequest request, LockOutcome outcome, long invoked, long returned) {
        var answer = new RecordedCall.Answer(returned, List.of(new RecordedCall.Step(0, 0, 0, 0)), Answers.of(outcome));
        return RecordedCall.calls(
                List.of(new RecordedCall(
                        request.agent().value(),
                        new StoreCall.Obtain(new Command.RequestLocks(request)),
                        invoked,
                        Optional.of(answer))),
                client -> Long.MAX_VALUE);
    }

    private List<Call<StoreCall, String>> released(long invoked, long returned) {
        return List.of(Call.answered(
                "agent-1",
                new StoreCall.Carry(new Command.ReleaseLease(lease.id())),
                "released " + lease.id(),
                invoked,
                returned));
    }

    private static List<Call<StoreCall, String>> read(Snapshot snapshot, long invoked, long returned) {
        return List.of(Call.answered("reader", new StoreCall.Read(), Answers.of(snapshot), invoked, returned));
    }

    private static List<Call<StoreCall, String>> died(long at) {
        return List.of(Call.cutOff("system", new StoreCall.OwnerDied(OWNER), at, Long.MAX_VALUE));
    }

    @SafeVarargs
    private static Verdict<StoreCall, String> check(List<Call<StoreCall, String>>... calls) {
        List<Call<StoreCall, String>> all = new ArrayList<>();
        for (List<Call<StoreCall, String>> some : calls) {
            all.addAll(some);
        }
        return LinearizabilityChecker.check(new RulesModel(Snapshot.EMPTY), all, 1_000_000);
    }
}
