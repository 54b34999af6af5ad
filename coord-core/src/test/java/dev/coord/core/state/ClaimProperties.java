package dev.coord.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.Command;
import dev.coord.state.Command.ClaimFeature;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is claimable, beside a reference that knows no graph, index or plan. */
class ClaimProperties {

    private static final Instant START = Instant.parse("2025-10-30T14:30:00Z");
    private static final List<String> IDS = List.of("A", "B", "C", "D", "E");
    private static final List<String> FILES = List.of("x", "y", "z");

    private record Draft(int waitsFor, Set<String> writes, int table, int priority, int minutes) {}

    private record Step(int kind, int which, int agent, int pause) {}

    @Provide
    Arbitrary<FeatureSet> sets() {
        Arbitrary<Draft> drafts = Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(FILES).set().ofMaxSize(2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 2))
                .as(Draft::new);
        return drafts.list().ofMinSize(1).ofMaxSize(IDS.size()).map(ClaimProperties::set);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 40))
                .as(Step::new)
                .list()
                .ofMaxSize(30)
                .withoutEdgeCases();
    }

    @Property(tries = 2000)
    void claimsTheBestOfWhatTheReferenceFindsClaimable(
            @ForAll("sets") FeatureSet set, @ForAll("steps") List<Step> steps) {
        Snapshot snapshot = Snapshot.EMPTY.withFeatures(set);
        Instant now = START;
        for (Step step : steps) {
            now = now.plusSeconds(step.pause());
            Command<?> command = command(snapshot, set, step);
            Snapshot current = LockTable.expire(snapshot, now);
            Transition<?> taken = Rules.apply(snapshot, command, now);
            if (command instanceof ClaimFeature claim) {
                check(current, set, claim, (ClaimOutcome) taken.outcome(), taken.after());
            }
            snapshot = taken.after();
            noFeatureIsClaimedTwice(snapshot);
        }
    }

    private static void check(
            Snapshot before, FeatureSet set, ClaimFeature claim, ClaimOutcome outcome, Snapshot after) {
        Optional<Feature> best = set.features().values().stream()
                .filter(feature -> isClaimable(before, set, feature, claim.agent()))
                .min(Comparator.comparingInt((Feature feature) -> -feature.priority())
                        .thenComparing(feature -> chain(set, feature).negated())
                        .thenComparing(feature -> -known(set, claim.made(), feature))
                        .thenComparing(Feature::id));
        boolean allDone = set.features().keySet().stream().allMatch(id -> isDone(before, id));
        if (best.isPresent()) {
            Lease lease = ((ClaimOutcome.Claimed) outcome).lease();
            assertThat(lease.feature()).isEqualTo(best.get().id());
            assertThat(lease.locks())
                    .extracting(lock -> lock.path())
                    .isEqualTo(best.get().fileWrites());
            assertThat(after.locks().leases()).contains(lease);
            assertThat(after.state().active())
                    .contains(new ActiveFeature(best.get().id(), Optional.of(claim.agent()), Optional.of(lease.id())));
            assertThat(after.state().completed()).isEqualTo(before.state().completed());
            assertThat(after.state().blocked()).isEqualTo(before.state().blocked());
            return;
        }
        assertThat(after).isEqualTo(before);
        if (allDone) {
            assertThat(outcome).isInstanceOf(ClaimOutcome.AllDone.class);
        } else if (set.features().keySet().stream()
                .anyMatch(id -> !isDone(before, id) && canStillBeCompleted(before, set, id))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            ClaimOutcome.NothingReady.class,
                            nothing ->
                                    assertThat(nothing.waitsFor()).isNotEmpty().doesNotHaveDuplicates());
        } else {
            assertThat(outcome).isInstanceOf(ClaimOutcome.Stuck.class);
        }
    }

    private static void noFeatureIsClaimedTwice(Snapshot snapshot) {
        assertThat(snapshot.state().active()).extracting(ActiveFeature::feature).doesNotHaveDuplicates();
        assertThat(snapshot.state().active().stream()
                        .flatMap(entry -> entry.claim().stream())
                        .toList())
                .doesNotHaveDuplicates();
    }

    private static boolean isClaimable(Snapshot snapshot, FeatureSet set, Feature feature, AgentId agent) {
        Optional<ActiveFeature> active = snapshot.state().active().stream()
                .filter(entry -> entry.feature().equals(feature.id()))
                .findFirst();
        boolean free = active.isPresent()
                ? active.get().claim().isPresent()
                        && snapshot.locks().leases().stream()
                                .noneMatch(lease ->
                                        lease.id().equals(active.get().claim().get()))
                : snapshot.state().statusOf(feature.id()) == FeatureStatus.PENDING;
        boolean prerequisites = feature.blockedBy().stream().allMatch(id -> isDone(snapshot, id));
        boolean locks = snapshot.locks().leases().stream()
                        .filter(lease -> !lease.agent().equals(agent))
                        .flatMap(lease -> lease.locks().stream())
                        .noneMatch(lock -> feature.fileWrites().contains(lock.path()))
                && snapshot.locks().queue().stream()
                        .filter(waiting -> !waiting.request().agent().equals(agent))
                        .flatMap(waiting -> waiting.request().locks().stream())
                        .noneMatch(lock -> feature.fileWrites().contains(lock.path()));
        boolean tables = snapshot.state().active().stream()
                .filter(entry -> !entry.feature().equals(feature.id()))
                .map(entry -> set.get(entry.feature()))
                .filter(other -> !waitsFor(set, other, feature) && !waitsFor(set, feature, other))
                .noneMatch(other -> other.schemaChanges().stream().anyMatch(feature.schemaChanges()::contains));
        return free && prerequisites && locks && tables;
    }

    private static boolean isDone(Snapshot snapshot, FeatureId id) {
        return snapshot.state().statusOf(id) == FeatureStatus.COMPLETED;
    }

    private static boolean canStillBeCompleted(Snapshot snapshot, FeatureSet set, FeatureId id) {
        return switch (snapshot.state().statusOf(id)) {
            case COMPLETED, ACTIVE -> true;
            case BLOCKED, FAILED -> false;
            case PENDING ->
                set.get(id).blockedBy().stream().allMatch(before -> canStillBeCompleted(snapshot, set, before));
        };
    }

    private static boolean waitsFor(FeatureSet set, Feature later, Feature earlier) {
        return later.blockedBy().stream()
                .anyMatch(id -> id.equals(earlier.id()) || waitsFor(set, set.get(id), earlier));
    }

    private static Duration chain(FeatureSet set, Feature feature) {
        Duration behind = set.features().values().stream()
                .filter(other -> other.blockedBy().contains(feature.id()))
                .map(other -> chain(set, other))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return behind.plus(feature.estimate().orElseThrow());
    }

    private static long known(FeatureSet set, List<FeatureId> made, Feature feature) {
        return feature.fileWrites().stream()
                .filter(path ->
                        made.stream().anyMatch(id -> set.get(id).fileWrites().contains(path)))
                .count();
    }

    private static FeatureSet set(List<Draft> drafts) {
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            Feature.Builder feature = Feature.builder(IDS.get(i))
                    .priority(draft.priority())
                    .takes(Duration.ofMinutes(1L + draft.minutes()))
                    .writes(draft.writes().stream().sorted().toArray(String[]::new));
            for (int before = 0; before < i; before++) {
                if ((draft.waitsFor() & (1 << before)) != 0) {
                    feature.blockedBy(IDS.get(before));
                }
            }
            if (draft.table() > 0) {
                feature.changesSchema("table" + draft.table());
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }

    private static Command<?> command(Snapshot before, FeatureSet set, Step step) {
        AgentId agent = new AgentId("agent-" + step.agent());
        List<FeatureId> ids = List.copyOf(set.features().keySet());
        FeatureId feature = ids.get(step.which() % ids.size());
        return switch (step.kind()) {
            case 0 -> new Command.StartFeature(feature, agent);
            case 1, 2 -> ended(before, step, feature, agent);
            case 3 -> new Command.FailFeature(feature, agent, "why");
            case 4 -> new Command.RetryFeature(feature, agent);
            case 5 ->
                new Command.RequestLocks(LockRequest.builder(agent.value(), feature.value())
                        .id(new RequestId("r-" + before.locks().lastToken().value() + "-" + step.which()))
                        .read(FILES.get(step.which() % FILES.size()))
                        .ttl(Duration.ofSeconds(60))
                        .build());
            default ->
                new ClaimFeature(agent)
                        .withTtl(Duration.ofSeconds(60))
                        .having(step.kind() % 2 == 0 ? List.of(feature) : List.of());
        };
    }

    /** By whoever works on it, for most histories to go on. */
    private static Command<?> ended(Snapshot before, Step step, FeatureId feature, AgentId agent) {
        List<ActiveFeature> active = before.state().active();
        if (active.isEmpty()) {
            return new Command.CompleteFeature(feature, agent, Optional.empty());
        }
        ActiveFeature any = active.get(step.which() % active.size());
        return new Command.CompleteFeature(any.feature(), any.agent().orElse(agent), Optional.empty());
    }

    @Property(tries = 300)
    void whoeverClaimsUntilNothingIsLeftCompletesEachFeatureOnceInOrder(@ForAll("sets") FeatureSet set) {
        Snapshot snapshot = Snapshot.EMPTY.withFeatures(set);
        Set<FeatureId> done = new TreeSet<>();
        AgentId agent = new AgentId("agent");
        while (true) {
            Transition<ClaimOutcome> step = Rules.apply(snapshot, new ClaimFeature(agent), START);
            if (!(step.outcome() instanceof ClaimOutcome.Claimed claimed)) {
                assertThat(step.outcome()).isEqualTo(new ClaimOutcome.AllDone());
                assertThat(done).isEqualTo(set.features().keySet());
                return;
            }
            assertThat(done).containsAll(claimed.feature().blockedBy());
            assertThat(done.add(claimed.feature().id())).isTrue();
            snapshot = Rules.apply(
                            step.after(),
                            new Command.CompleteFeature(
                                    claimed.feature().id(),
                                    agent,
                                    Optional.of(claimed.lease().token())),
                            START)
                    .after();
        }
    }
}
