package dev.coord.examples;

import dev.coord.AgentId;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.lock.LockRequest;
import dev.coord.plan.Feature;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.Claimed;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a model of LangChain4j may call: {@code AiServices.builder(...).tools(new LangChainTools(coordinator, agent))}. */
// begin
public final class LangChainTools {

    private final Coordinator coordinator;
    private final AgentId agent;
    private @Nullable Feature feature;
    private @Nullable HeldLease held;

    /** Tools of one agent. */
    public LangChainTools(Coordinator coordinator, AgentId agent) {
        this.coordinator = coordinator;
        this.agent = agent;
    }

    /** Claims a feature. */
    @Tool("Gives you the next feature to make, with the locks of its files, or says why there is none")
    public String next() throws InterruptedException {
        ClaimOutcome outcome = coordinator.claim(agent, Duration.ZERO);
        if (outcome instanceof Claimed claimed) {
            feature = claimed.feature();
            held = coordinator.hold(claimed.lease());
        }
        return outcome.message();
    }

    /** Asks for a lock. */
    @Tool("Locks one more file that you want to write, or says who has it")
    public String lock(@P("path of the file in the repository") String path) {
        return feature == null
                ? "claim a feature first"
                : coordinator
                        .tryAcquire(
                                LockRequest.builder(agent.value(), feature.id().value())
                                        .write(path)
                                        .build())
                        .message();
    }

    /** Completes what was claimed. */
    @Tool("Says that your feature is made, and frees its locks")
    public String complete() {
        return held == null ? "claim a feature first" : held.complete().message();
    }
}
// end
