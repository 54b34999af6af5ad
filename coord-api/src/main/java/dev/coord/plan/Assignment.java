package dev.coord.plan;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import java.util.List;

/**
 * One feature given to one agent. Specification 2.2, reading 15.
 *
 * @param agent who does it
 * @param feature what is done
 * @param fileLockRequests all paths the feature writes
 */
public record Assignment(AgentId agent, FeatureId feature, List<RepoPath> fileLockRequests) {

    /** Copies the list. */
    public Assignment {
        fileLockRequests = List.copyOf(fileLockRequests);
    }
}
