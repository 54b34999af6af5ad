package dev.coord.testkit.history.check;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.state.Command;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.StoreCall;
import dev.coord.testkit.history.check.Tenure.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the clients of a history held, told from what they were acknowledged and from when they were killed. */
public final class Tenures {

    /** What is held as far as is known. */
    private record Held(LockRequest request, long token, List<PathLock> locks, long nanos, long revision) {}

    private final Map<String, Long> deaths;
    private final Map<String, Map<LeaseId, Held>> held = new HashMap<>();
    private final Map<Long, String> tokens = new HashMap<>();
    private final List<Tenure> tenures = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private Tenures(Map<String, Long> deaths) {
        this.deaths = deaths;
    }

    /**
     * Checks that no two conflicting leases lived together, no lease was lost while its holder lived, no token was given
     * twice, and nobody waited in vain.
     *
     * @param calls of all clients, those of each in order
     * @param deaths for each client that was killed, an instant at which it still lived, by the clock of the history
     * @return what is wrong, as sentences
     */
    public static List<String> violations(Collection<RecordedCall> calls, Map<String, Long> deaths) {
        Tenures tenures = new Tenures(deaths);
        calls.forEach(tenures::add);
        tenures.end();
        tenures.violations.addAll(Tenure.violations(tenures.tenures));
        return tenures.violations;
    }

    private void add(RecordedCall call) {
        String text = call.answer().map(RecordedCall.Answer::text).orElse("");
        if (text.startsWith("timed out")) {
            violations.add("waited in vain: " + call);
        }
        if (text.startsWith("gone ")) {
            violations.add("lost while it was held: " + call);
        }
        Command<?> command = command(call.call());
        if (command instanceof Command.RequestLocks request) {
            granted(call).ifPresent(token -> hold(call, request.request(), token));
        } else if (command instanceof Command.UpgradeLease upgrade) {
            granted(call).ifPresent(token -> upgrade(call, upgrade.lease(), token));
        } else if (command instanceof Command.DowngradeLease downgrade) {
            downgrade(call, downgrade.lease());
        } else if (command instanceof Command.ReleaseLease release) {
            Held lease = held(call).remove(release.lease());
            if (lease != null) {
                close(release.lease(), lease, call.invoked(), lastRevision(call, lease));
            }
        } else if (command instanceof Command.CompleteFeature complete) {
            end(call, complete.agent(), complete.feature());
        } else if (command instanceof Command.BlockFeature block) {
            end(call, block.agent(), block.feature());
        } else if (command instanceof Command.FailFeature fail) {
            end(call, fail.agent(), fail.feature());
        }
    }

    private void hold(RecordedCall call, LockRequest request, long token) {
        hold(call, lease(call), new Held(request, token, request.locks(), at(call), revision(call)));
    }

    private void hold(RecordedCall call, LeaseId lease, Held holding) {
        String earlier = tokens.putIfAbsent(holding.token(), call.client() + " " + lease);
        if (earlier != null) {
            violations.add("token " + holding.token() + " was given to " + earlier + " already: " + call);
        }
        held(call).put(lease, holding);
    }

    /** Reading goes on until writing begins. */
    private void upgrade(RecordedCall call, LeaseId old, long token) {
        Held before = held(call).get(old);
        if (before == null || lease(call).equals(old)) {
            return;
        }
        held(call).remove(old);
        close(old, before, at(call), revision(call));
        hold(
                call,
                lease(call),
                new Held(before.request(), token, all(before.locks(), Operation.WRITE), at(call), revision(call)));
    }

    /** Writing is over once it may be; reading goes on. */
    private void downgrade(RecordedCall call, LeaseId lease) {
        Held before = held(call).remove(lease);
        if (before == null) {
            return;
        }
        close(lease, before, call.invoked(), lastRevision(call, before));
        List<PathLock> read = all(before.locks(), Operation.READ);
        if (call.answer().isPresent()) {
            held(call).put(lease, new Held(before.request(), before.token(), read, at(call), revision(call)));
        }
    }

    private void end(RecordedCall call, AgentId agent, FeatureId feature) {
        boolean refused = call.answer()
                .filter(answer -> !answer.text().startsWith("Moved"))
                .isPresent();
        Map<LeaseId, Held> leases = refused ? Map.of() : held(call);
        Map.copyOf(leases).forEach((lease, ended) -> {
            LockRequest request = ended.request();
            if (request.agent().equals(agent) && request.feature().equals(feature)) {
                leases.remove(lease);
                close(lease, ended, call.invoked(), lastRevision(call, ended));
            }
        });
    }

    /** A client that was killed held its leases until then; of revisions it only knew the first. */
    private void end() {
        held.forEach((client, leases) -> leases.forEach((lease, holding) -> {
            Long death = deaths.get(client);
            if (death == null) {
                close(lease, holding, Long.MAX_VALUE, Long.MAX_VALUE);
            } else {
                close(lease, holding, death, holding.revision() + 1);
            }
        }));
    }

    private void close(LeaseId lease, Held holding, long nanos, long revision) {
        tenures.add(new Tenure(
                holding.request().agent().value(),
                lease.value(),
                holding.token(),
                holding.locks(),
                new Span(holding.nanos(), nanos),
                new Span(holding.revision(), revision)));
    }

    private Map<LeaseId, Held> held(RecordedCall call) {
        return held.computeIfAbsent(call.client(), client -> new HashMap<>());
    }

    /** The revision in which it was free; what was not answered may have been done at once. */
    private static long lastRevision(RecordedCall call, Held holding) {
        return call.answer().map(answer -> answer.last().revision()).orElse(holding.revision() + 1);
    }

    private static @Nullable Command<?> command(StoreCall call) {
        if (call instanceof StoreCall.Obtain obtain) {
            return obtain.command();
        }
        return call instanceof StoreCall.Carry carry ? carry.command() : null;
    }

    private static Optional<Long> granted(RecordedCall call) {
        return call.answer()
                .filter(answer -> answer.text().startsWith("granted "))
                .map(answer -> Long.parseLong(answer.text().split(" ", -1)[1]));
    }

    private static LeaseId lease(RecordedCall call) {
        return new LeaseId(call.answer().orElseThrow().text().split(" ", -1)[2]);
    }

    private static long at(RecordedCall call) {
        return call.answer().orElseThrow().at();
    }

    private static long revision(RecordedCall call) {
        return call.answer().orElseThrow().last().revision();
    }

    private static List<PathLock> all(List<PathLock> locks, Operation operation) {
        return locks.stream().map(lock -> new PathLock(lock.path(), operation)).toList();
    }
}
