package dev.coord.cli;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.Coordinator;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The example of the README. */
final class ReadmeExample {

    private ReadmeExample() {}

    static void run(Path directory) throws InterruptedException {
        // begin
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("P1_user_auth").writes("middleware.ts").build(),
                Feature.builder("P2_user_profile")
                        .blockedBy("P1_user_auth")
                        .writes("app/profile/**")
                        .build()));
        System.out.println(Coordinator.plan(features, 2).waves());
        try (CoordinationStore store = DirectoryStore.open(directory, InstantSource.system())) {
            Coordinator coordinator = new Coordinator(store);
            coordinator.apply(new Command.StoreFeatures(features));
            AgentId agent = new AgentId("implementor-1");
            FeatureId feature = new FeatureId("P1_user_auth");
            coordinator.apply(new Command.StartFeature(feature, agent));
            LockRequest request = LockRequest.builder("implementor-1", "P1_user_auth")
                    .write("middleware.ts")
                    .build();
            if (coordinator.acquire(request) instanceof LockOutcome.Granted granted) {
                // write middleware.ts here; pass the token along to whatever checks it
                coordinator.apply(new Command.CompleteFeature(
                        feature, agent, Optional.of(granted.lease().token())));
            }
        }
        // end
    }
}
