package dev.coord.testkit.jqwik;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.RequestId;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What agents may do one after the other, and the snapshots that this leads to. Shrinks to short histories. */
public final class Histories {

    private static final Instant START = Instant.parse("2025-10-30T14:30:00Z");

    private record Step(
            int kind, int agent, int which, RepoPath path, boolean write, ContentionPolicy policy, int pause) {}

    private Histories() {}

    /**
     * The snapshots of a history, from the empty one on; each follows from the one before by one command of the rules, or
     * is the same where the command was refused.
     *
     * @param most how many commands at most
     * @return histories, each with at least one snapshot
     */
    public static Arbitrary<List<Snapshot>> histories(int most) {
        Arbitrary<Step> steps = Combinators.combine(
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 9),
                        CoordArbitraries.paths(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(ContentionPolicy.class),
                        Arbitraries.integers().between(0, 90))
                .as(Step::new);
        return Combinators.combine(CoordArbitraries.featureSets(5), steps.list().ofMaxSize(most))
                .as(Histories::play);
    }

    private static List<Snapshot> play(FeatureSet features, List<Step> steps) {
        List<Snapshot> history = new ArrayList<>();
        history.add(Snapshot.EMPTY.withFeatures(features));
        Instant now = START;
        for (Step step : steps) {
            Snapshot before = history.get(history.size() - 1);
            now = now.plusSeconds(step.pause());
            Snapshot after = Rules.apply(before, command(before, features, step, history.size()), now)
                    .after();
            history.add(after.equals(before) ? before : after.withRevision(before.revision() + 1));
        }
        return List.copyOf(history);
    }

    private static Command<?> command(Snapshot before, FeatureSet features, Step step, int number) {
        AgentId agent = new AgentId("implementor-" + step.agent());
        FeatureId feature =
                pick(List.copyOf(features.features().keySet()), step.which()).orElse(new FeatureId("unknown"));
        Command<?> request = new Command.RequestLocks(request(step, feature, number));
        return switch (step.kind()) {
            case 0 ->
                pick(before.locks().leases(), step.which())
                        .<Command<?>>map(lease -> number % 4 == 0
                                ? new Command.BreakLease(lease.id(), "it hangs")
                                : new Command.ReleaseLease(lease.id()))
                        .orElse(request);
            case 1 ->
                pick(before.locks().leases(), step.which())
                        .<Command<?>>map(lease -> switch (number % 3) {
                            case 0 -> new Command.RenewLease(lease.id());
                            case 1 -> new Command.UpgradeLease(lease.id(), Duration.ofMinutes(step.which()));
                            default -> new Command.DowngradeLease(lease.id());
                        })
                        .orElse(request);
            case 2 ->
                pick(before.locks().queue(), step.which())
                        .map(PendingRequest::request)
                        .<Command<?>>map(waiting -> new Command.WithdrawRequest(waiting.id()))
                        .orElse(request);
            case 3, 4 -> new Command.StartFeature(feature, agent);
            case 5 ->
                new Command.CompleteFeature(
                        feature,
                        agent,
                        pick(before.locks().leases(), step.which()).map(Lease::token));
            case 6 ->
                new Command.FailFeature(
                        feature,
                        agent,
                        "exit status 3",
                        pick(before.locks().leases(), number).map(Lease::token));
            case 7 -> new Command.RetryFeature(feature, agent);
            case 8 ->
                new Command.ClaimFeature(
                        new RequestId("claim-" + number),
                        agent,
                        Duration.ofMinutes(2),
                        Optional.empty(),
                        List.of(feature));
            default -> request;
        };
    }

    private static LockRequest request(Step step, FeatureId feature, int number) {
        LockRequest.Builder request = LockRequest.builder("implementor-" + step.agent(), feature.value())
                .id(new RequestId("request-" + number))
                .policy(step.policy())
                .age(new Age(step.which() % 3, START))
                .ttl(Duration.ofMinutes(2))
                .patience(Duration.ofMinutes(step.which()));
        return (step.write()
                        ? request.write(step.path().value())
                        : request.read(step.path().value()))
                .build();
    }

    private static <T> Optional<T> pick(List<T> values, int which) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(which % values.size()));
    }
}
