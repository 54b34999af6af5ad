package dev.coord.examples;

import dev.coord.AgentId;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.Claimed;
import dev.coord.state.Command;
import dev.coord.store.CoordinationStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Eight agents of one process work a set of features off, in an order that its dependencies and files allow. */
final class EightAgents {

    private EightAgents() {}

    static void run(FeatureSet features, CoordinationStore store, Consumer<Feature> make) throws Exception {
        // begin
        Coordinator coordinator = new Coordinator(store);
        coordinator.apply(new Command.StoreFeatures(features)).orElseThrow();
        List<Callable<ClaimOutcome>> fleet = IntStream.rangeClosed(1, 8)
                .<Callable<ClaimOutcome>>mapToObj(number -> () -> {
                    AgentId agent = new AgentId("agent-" + number);
                    ClaimOutcome next;
                    while ((next = coordinator.claim(agent, Duration.ofMinutes(10))) instanceof Claimed claimed) {
                        try (HeldLease held = coordinator.hold(claimed.lease())) {
                            make.accept(claimed.feature());
                            held.complete().orElseThrow();
                        }
                    }
                    return next; // all is done, or why no feature can start
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (Future<ClaimOutcome> agent : threads.invokeAll(fleet)) {
            System.out.println(agent.get().message());
        }
        threads.shutdown();
        // end
    }
}
