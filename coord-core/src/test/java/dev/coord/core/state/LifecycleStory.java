package dev.coord.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.lock.LockTable;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ConflictEntry;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Features, locks and agents, one step after the other. */
final class LifecycleStory {

    static final Instant NOW = Instant.parse("2025-10-30T14:30:00Z");
    static final AgentId ONE = new AgentId("implementor-1");
    static final AgentId TWO = new AgentId("implementor-2");
    static final FeatureId AUTH = new FeatureId("P1_user_auth");
    static final FeatureId PROFILE = new FeatureId("P2_user_profile");
    static final FeatureId POSTS = new FeatureId("P3_posts");
    static final FeatureSet FEATURES = FeatureSet.of(List.of(
            Feature.builder(AUTH.value())
                    .blocks(POSTS.value())
                    .changesSchema("profiles")
                    .uses("supabase_auth")
                    .build(),
            Feature.builder(PROFILE.value())
                    .blockedBy(AUTH.value())
                    .changesSchema("profiles")
                    .uses("supabase_auth")
                    .build(),
            Feature.builder(POSTS.value()).changesSchema("posts").build(),
            Feature.builder("P4_admin").changesSchema("profiles", "roles").build()));
    static final FeatureId ADMIN = new FeatureId("P4_admin");

    Snapshot snapshot = Snapshot.EMPTY.withFeatures(FEATURES);
    final List<ConflictEntry> log = new ArrayList<>();

    LifecycleOutcome start(FeatureId feature, AgentId agent) {
        return take(Lifecycle.start(snapshot, feature, agent, NOW));
    }

    LifecycleOutcome complete(FeatureId feature, AgentId agent) {
        return take(Lifecycle.complete(snapshot, feature, agent, Optional.empty(), NOW));
    }

    void activateByHand(FeatureId feature) {
        CoordinationState state = snapshot.state();
        snapshot = snapshot.withState(new CoordinationState(
                0,
                state.completed(),
                List.of(new ActiveFeature(feature, Optional.empty())),
                state.blocked(),
                state.schemaChanges(),
                state.sharedResources()));
    }

    Lease lock(AgentId agent, FeatureId feature, String request, String path) {
        LockOutcome outcome = take(LockTable.request(
                snapshot, wish(agent, feature, request).write(path).build(), NOW));
        assertThat(outcome).isInstanceOf(LockOutcome.Granted.class);
        return ((LockOutcome.Granted) outcome).lease();
    }

    void waiting(AgentId agent, FeatureId feature, String request, String path) {
        assertThat(take(LockTable.request(
                        snapshot, wish(agent, feature, request).read(path).build(), NOW)))
                .isInstanceOf(LockOutcome.Waiting.class);
    }

    static LockRequest.Builder wish(AgentId agent, FeatureId feature, String request) {
        return LockRequest.builder(agent.value(), feature.value())
                .id(new RequestId(request))
                .ttl(Duration.ofMinutes(5));
    }

    List<String> holding() {
        return snapshot.locks().leases().stream()
                .map(lease -> lease.request().value())
                .toList();
    }

    <O> O take(Transition<O> transition) {
        snapshot = transition.after();
        log.addAll(transition.conflicts());
        return transition.outcome();
    }
}
