package dev.coord.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.FeatureStatus;
import dev.coord.state.LifecycleOutcome.Halted;
import dev.coord.state.LifecycleOutcome.Moved;
import dev.coord.state.LifecycleOutcome.Refused;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LifecycleProperties {

    private static final Instant NOW = Instant.parse("2025-10-30T14:30:00Z");
    private static final List<String> IDS = List.of("A", "B", "C", "D");
    private static final FeatureSet FEATURES = FeatureSet.of(List.of(
            Feature.builder("A").changesSchema("t").uses("auth").build(),
            Feature.builder("B")
                    .blockedBy("A")
                    .changesSchema("t", "u")
                    .uses("auth", "db")
                    .build(),
            Feature.builder("C").changesSchema("u").uses("db").build(),
            Feature.builder("D").blocks("C").changesSchema("t").build()));

    @Provide
    Arbitrary<List<Command<?>>> histories() {
        Arbitrary<FeatureId> features = Arbitraries.of(IDS).map(FeatureId::new);
        Arbitrary<AgentId> agents = Arbitraries.of("p", "q").map(AgentId::new);
        Arbitrary<Integer> tokens = Arbitraries.integers().between(0, 4);
        return Combinators.combine(Arbitraries.integers().between(0, 9), features, agents, tokens)
                .as(LifecycleProperties::command)
                .list()
                .ofMaxSize(40)
                .withoutEdgeCases();
    }

    @Property
    void aFeatureIsInOneListAtMost(@ForAll("histories") List<Command<?>> history) {
        run(history, (before, command, transition) -> {
            CoordinationState state = transition.after().state();
            List<FeatureId> listed = new ArrayList<>(state.completed());
            state.active().stream().map(ActiveFeature::feature).forEach(listed::add);
            state.blocked().stream().map(BlockedFeature::feature).forEach(listed::add);
            assertThat(listed).doesNotHaveDuplicates();
        });
    }

    @Property
    void aStepMovesItsFeatureAsItSaysAndNoOther(@ForAll("histories") List<Command<?>> history) {
        run(history, (before, command, transition) -> {
            Set<FeatureId> moved = new HashSet<>();
            for (String id : IDS) {
                FeatureId feature = new FeatureId(id);
                if (before.state().statusOf(feature)
                        != transition.after().state().statusOf(feature)) {
                    moved.add(feature);
                }
            }
            if (transition.outcome() instanceof Moved step) {
                assertThat(before.state().statusOf(step.feature())).isEqualTo(step.from());
                assertThat(transition.after().state().statusOf(step.feature())).isEqualTo(step.to());
                assertThat(moved).isSubsetOf(step.feature());
            } else if (transition.outcome() instanceof Halted halted) {
                assertThat(moved).containsExactly(halted.feature());
                assertThat(LegalMoves.HALT.isLegalFrom(before.state().statusOf(halted.feature())))
                        .isTrue();
                assertThat(transition.after().state().statusOf(halted.feature()))
                        .isEqualTo(LegalMoves.HALT.to());
            } else {
                assertThat(moved).isEmpty();
            }
        });
    }

    @Property
    void aRefusalReturnsTheSnapshotItself(@ForAll("histories") List<Command<?>> history) {
        run(history, (before, command, transition) -> {
            if (transition.outcome() instanceof Refused) {
                assertThat(transition.after()).isSameAs(before);
            }
        });
    }

    @Property
    void whatIsActiveHasItsPrerequisitesAndNoSchemaConflict(@ForAll("histories") List<Command<?>> history) {
        run(history, (before, command, transition) -> {
            CoordinationState state = transition.after().state();
            Set<FeatureId> active = new HashSet<>();
            state.active().forEach(entry -> active.add(entry.feature()));
            if (active.contains(new FeatureId("B"))) {
                assertThat(state.completed()).contains(new FeatureId("A"));
            }
            if (active.contains(new FeatureId("C"))) {
                assertThat(state.completed()).contains(new FeatureId("D"));
            }
            assertThat(active.containsAll(Set.of(new FeatureId("A"), new FeatureId("D"))))
                    .isFalse();
            assertThat(active.containsAll(Set.of(new FeatureId("B"), new FeatureId("C"))))
                    .isFalse();
        });
    }

    @Property
    void aTableIsCreatedByTheFirstRecordOfItAndModifiedByTheOthers(@ForAll("histories") List<Command<?>> history) {
        run(history, (before, command, transition) -> {
            Set<String> tables = new HashSet<>();
            for (SchemaChange change : transition.after().state().schemaChanges()) {
                assertThat(change.operation())
                        .isEqualTo(tables.add(change.table()) ? SchemaChange.CREATE : SchemaChange.MODIFY);
            }
        });
    }

    @Property
    void whoeverIsNotActiveHoldsNoLockOfAStep(@ForAll("histories") List<Command<?>> history) {
        run(history, (before, command, transition) -> {
            if (transition.outcome() instanceof Moved step
                    && step.from() == FeatureStatus.ACTIVE
                    && step.to() != FeatureStatus.ACTIVE) {
                assertThat(transition.after().locks().leases())
                        .noneMatch(lease -> lease.feature().equals(step.feature())
                                && lease.agent().equals(agentOf(command)));
            }
        });
    }

    @Property
    void undoRestoresTheStateBeforeStartAndComplete(@ForAll("histories") List<Command<?>> history) {
        Snapshot reached = run(history, (before, command, transition) -> {});
        AgentId agent = new AgentId("late");
        for (String id : IDS) {
            FeatureId feature = new FeatureId(id);
            boolean neverBegan = reached.state().statusOf(feature) == FeatureStatus.PENDING
                    && reached.state().sharedResources().values().stream()
                            .noneMatch(resource -> resource.featuresUsing().contains(feature));
            Snapshot started = Lifecycle.start(reached, feature, agent, NOW).after();
            Snapshot completed = Lifecycle.complete(started, feature, agent, Optional.empty(), NOW)
                    .after();
            Snapshot landed = Lifecycle.land(completed, List.of(feature), NOW);
            if (neverBegan) {
                for (Snapshot later : List.of(started, completed, landed)) {
                    assertThat(Lifecycle.undo(later, List.of(feature), NOW).state())
                            .isEqualTo(reached.state());
                }
            }
        }
    }

    private interface Check {
        void accept(Snapshot before, Command<?> command, Transition<?> transition);
    }

    private static Snapshot run(List<Command<?>> history, Check check) {
        Snapshot snapshot = Snapshot.EMPTY.withFeatures(FEATURES);
        for (Command<?> command : history) {
            Transition<?> transition = Rules.apply(snapshot, command, NOW);
            check.accept(snapshot, command, transition);
            snapshot = transition.after();
        }
        return snapshot;
    }

    private static Command<?> command(int kind, FeatureId feature, AgentId agent, int token) {
        return switch (kind) {
            case 0 ->
                new Command.RequestLocks(LockRequest.builder(agent.value(), feature.value())
                        .id(new RequestId(agent.value() + feature.value() + token))
                        .read("x")
                        .build());
            case 1 -> new Command.BlockFeature(feature, agent, "why");
            case 2 -> new Command.FailFeature(feature, agent, "why");
            case 3 -> new Command.RetryFeature(feature, agent);
            case 4, 5 ->
                new Command.CompleteFeature(
                        feature,
                        agent,
                        Optional.of(token).filter(some -> some > 0).map(FencingToken::new));
            case 6 -> new Command.CompleteFeature(feature, agent, Optional.empty());
            default -> new Command.StartFeature(feature, agent);
        };
    }

    private static AgentId agentOf(Command<?> command) {
        if (command instanceof Command.CompleteFeature complete) {
            return complete.agent();
        }
        if (command instanceof Command.BlockFeature block) {
            return block.agent();
        }
        return ((Command.FailFeature) command).agent();
    }
}
