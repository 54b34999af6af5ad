package dev.coord.cli.readme;

import dev.coord.AgentId;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The example of the README, a program of its own: {@code .ci/consumer} runs it in fresh projects. */
public final class ReadmeExample {

    private ReadmeExample() {}

    public static void main(String[] repository) throws InterruptedException {
        run(Path.of(repository[0], ".git", "coord"));
    }

    static void run(Path directory) throws InterruptedException {
        // begin
        Feature auth = Feature.builder("P1_user_auth").writes("middleware.ts").build();
        Feature profile = Feature.builder("P2_user_profile")
                .blockedBy("P1_user_auth")
                .writes("app/profile/**")
                .build();
        FeatureSet features = FeatureSet.of(List.of(auth, profile));
        System.out.println(Coordinator.plan(features, 2).waves());
        try (CoordinationStore store = DirectoryStore.open(directory, InstantSource.system())) {
            Coordinator coordinator = new Coordinator(store);
            coordinator.apply(new Command.StoreFeatures(features)).orElseThrow();
            AgentId agent = new AgentId("implementor-1");
            Duration patience = Duration.ofMinutes(10);
            coordinator.start(auth.id(), agent, patience).orElseThrow();
            Lease lease =
                    coordinator.acquire(LockRequest.of(auth, agent), patience).orElseThrow();
            try (HeldLease held = coordinator.hold(lease)) {
                // write middleware.ts here; pass held.token() along to whatever checks it
                held.complete().orElseThrow(); // frees the locks, wakes who waited
            }
        }
        // end
    }
}
