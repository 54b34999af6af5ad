package dev.coord.run;

import dev.coord.AgentId;
import dev.coord.lock.Lease;
import dev.coord.plan.Feature;
import java.time.Duration;

/**
 * What an agent is asked to do.
 *
 * @param feature what is to be made
 * @param workspace where
 * @param agent by whom
 * @param lease the locks it works under
 * @param timeout how long it may take
 */
public record AgentTask(Feature feature, Workspace workspace, AgentId agent, Lease lease, Duration timeout) {}
