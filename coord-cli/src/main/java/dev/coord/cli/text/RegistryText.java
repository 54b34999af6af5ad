package dev.coord.cli.text;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.lock.contention.WaitForGraph;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Who holds what and who waits for whom, for people. */
public final class RegistryText {

    private static final Duration STALE = Duration.ofMinutes(5);

    private final Page page = new Page();
    private final Snapshot snapshot;
    private final Instant now;
    private final Paint paint;

    private RegistryText(Snapshot snapshot, Instant now, Paint paint) {
        this.snapshot = snapshot;
        this.now = now;
        this.paint = paint;
    }

    public static Page of(Snapshot snapshot, Instant now, Paint paint) {
        RegistryText text = new RegistryText(snapshot, now, paint);
        LockRegistry registry = snapshot.locks();
        registry.leases().forEach(text::lease);
        registry.foreign().forEach(text::foreign);
        WaitForGraph graph = WaitForGraph.of(registry);
        registry.queue().forEach(waiting -> text.waiting(waiting, graph));
        return text.page.isEmpty() ? Page.of("no locks are held and nobody waits") : text.page;
    }

    private void lease(Lease lease) {
        who(
                lease.agent(),
                lease.feature(),
                "holds for " + Words.span(lease.grantedAt(), now) + ", ends in " + Words.span(now, lease.expiresAt())
                        + ", token " + lease.token().value());
        page.line(paint.faint("    lease  " + lease.id()));
        locks(lease.locks(), lease.feature());
    }

    private void foreign(ForeignLock foreign) {
        boolean stale = foreign.timestamp().plus(STALE).isBefore(now);
        who(
                foreign.lockedBy(),
                foreign.feature(),
                "holds for " + Words.span(foreign.timestamp(), now) + ", foreign: written into the file",
                stale ? paint.bad(", stale") : "");
        locks(List.of(foreign.lock()), foreign.feature());
    }

    private void waiting(PendingRequest waiting, WaitForGraph graph) {
        AgentId agent = waiting.request().agent();
        String others = graph.awaitedBy(agent).stream().map(AgentId::value).collect(Collectors.joining(", "));
        who(
                agent,
                waiting.request().feature(),
                paint.notable("waits for " + (others.isEmpty() ? "its turn" : others)),
                " since " + Words.span(waiting.since(), now) + ", gives up in " + Words.span(now, waiting.deadline()));
        locks(waiting.request().locks(), waiting.request().feature());
    }

    private void who(AgentId agent, FeatureId feature, Object... what) {
        page.line(paint.strong(agent), " (", feature, ") ", Painted.of(what));
    }

    private void locks(List<PathLock> locks, FeatureId feature) {
        for (PathLock lock : locks) {
            page.line(
                    String.format("    %-5s  %s", lock.operation().jsonName(), lock.path()),
                    isWrittenAsWell(lock, feature)
                            ? paint.faint("  (and writes it, as others may: --overlap optimistic)")
                            : "");
        }
    }

    /** In an optimistic run several features write one file: none of them may keep the others out. */
    private boolean isWrittenAsWell(PathLock lock, FeatureId feature) {
        return lock.operation() == Operation.READ
                && snapshot.run()
                        .filter(run -> !run.hasEnded() && run.settings().overlap() == OverlapPolicy.OPTIMISTIC)
                        .flatMap(run -> snapshot.features())
                        .map(set -> set.features().get(feature))
                        .filter(declared -> declared.fileWrites().contains(lock.path()))
                        .isPresent();
    }
}
