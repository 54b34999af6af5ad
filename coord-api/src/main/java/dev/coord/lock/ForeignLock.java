package dev.coord.lock;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import java.time.Instant;

/**
 * A lock that was written into the protocol's file without coord. It is honoured until it is removed there.
 * Reading 8.
 *
 * @param lock what is held
 * @param lockedBy who holds it
 * @param feature what it is for
 * @param timestamp when it was taken, as the file says
 */
public record ForeignLock(PathLock lock, AgentId lockedBy, FeatureId feature, Instant timestamp) {}
