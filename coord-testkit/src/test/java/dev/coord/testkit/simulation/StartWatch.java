package dev.coord.testkit.simulation;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.conflict.Rivals;
import dev.coord.lock.Lease;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentTask;
import dev.coord.run.FeaturePhase;
import dev.coord.run.Workspace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of each agent that starts. */
final class StartWatch {

    private final SimulatedRun world;
    private final Landings landings;
    private final Set<Workspace> manned = new HashSet<>();

    StartWatch(SimulatedRun world, Landings landings) {
        this.world = world;
        this.landings = landings;
    }

    /** An agent is about to start. */
    void agentStarts(AgentTask task, ProcessId coordinator) {
        if (!world.toReplace().isEmpty()
                && !world.toReplace().containsKey(task.feature().id())) {
            throw world.watch().violated(task.feature().id() + " is made again, and nobody asked for that");
        }
        saysWhatIsToBeBuilt(task);
        if (task.resolves()
                && (!world.settings().resolver()
                        || task.tryNumber() != world.settings().tries() + 1)) {
            throw world.watch()
                    .violated("a resolver is asked about " + task.feature().id() + " by call " + task.tryNumber());
        }
        List<Agent> alive = world.agents().alive();
        alive.stream()
                .filter(agent -> !agent.coordinator().equals(coordinator))
                .filter(Agent::isReleased)
                .findAny()
                .ifPresent(agent -> {
                    throw world.watch()
                            .violated(agent + " of an earlier try runs while a new agent starts for "
                                    + task.feature().id());
                });
        if (alive.size() >= world.settings().agents()) {
            throw world.watch().violated(alive.size() + " agents run already, and another is started: " + alive);
        }
        if (!manned.add(task.workspace())) {
            throw world.watch()
                    .violated("a second agent is started in " + task.workspace().directory());
        }
        if (world.settings().schedule() == Schedule.CONTINUOUS) {
            beginsInTurn(task.feature());
        }
        Optional<Lease> lease = world.memory().read().locks().leases().stream()
                .filter(held -> held.id().equals(task.lease().id()))
                .findFirst();
        boolean covers = task.lease().locks().stream()
                .map(lock -> lock.path())
                .toList()
                .equals(task.feature().fileWrites());
        if (!covers) {
            throw world.watch()
                    .violated("the lease of " + task.feature().id() + " covers "
                            + task.lease().locks());
        }
        if (lease.isEmpty() && world.leasesAreSafe()) {
            throw world.watch().violated("an agent starts without a live lease: " + task.lease());
        }
    }

    private void saysWhatIsToBeBuilt(AgentTask task) {
        Set<FeatureId> earlier = landings.prerequisites(task.feature().id());
        boolean told = earlier.stream()
                .filter(id -> world.repository()
                        .subjects(task.workspace().base(), Set.of(id))
                        .containsKey(id))
                .allMatch(id -> task.text().contains("\n- `" + id + "`\n  - " + id + ": "));
        if (!told || !task.text().contains(task.feature().description().orElse(""))) {
            throw world.watch()
                    .violated("the task of " + task.feature().id() + " after " + earlier + " is: " + task.text());
        }
    }

    /** What a feature waits for has landed, and nothing it contends with is being made. */
    private void beginsInTurn(Feature feature) {
        Set<FeatureId> landed = landings.landedAsDeclared();
        landed.removeAll(landings.notReplaced());
        for (FeatureId earlier : landings.prerequisites(feature.id())) {
            if (!landed.contains(earlier)) {
                throw world.watch().violated(feature.id() + " begins before " + earlier + " has landed");
            }
        }
        world.memory().read().run().orElseThrow().features().forEach((id, run) -> {
            boolean underWay = run.phase() instanceof FeaturePhase.Placed
                    && !landed.contains(id)
                    && world.features().features().containsKey(id);
            boolean waits = landings.prerequisites(id).stream().anyMatch(earlier -> !landed.contains(earlier));
            if (underWay
                    && !waits
                    && !id.equals(feature.id())
                    && Rivals.contend(
                            feature, world.features().get(id), world.settings().overlap())) {
                throw world.watch()
                        .violated(feature.id() + " begins before " + id + ", which it contends with, has landed");
            }
        });
    }
}
