package dev.coord.testkit;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** What can be said of a {@link Snapshot}. */
public final class SnapshotAssert extends AbstractAssert<SnapshotAssert, Snapshot> {

    SnapshotAssert(Snapshot actual) {
        super(actual, SnapshotAssert.class);
    }

    /**
     * Verifies that every invariant holds.
     *
     * @return this
     */
    public SnapshotAssert satisfiesInvariants() {
        isNotNull();
        List<String> violations = Invariants.check(actual);
        if (!violations.isEmpty()) {
            failWithMessage("%s%nin %s", String.join(System.lineSeparator(), violations), actual);
        }
        return this;
    }

    /**
     * Verifies that it can follow another snapshot.
     *
     * @param before the snapshot before it
     * @return this
     */
    public SnapshotAssert follows(Snapshot before) {
        isNotNull();
        List<String> violations = Invariants.checkStep(before, actual);
        if (!violations.isEmpty()) {
            failWithMessage("%s%nfrom %s%nto %s", String.join(System.lineSeparator(), violations), before, actual);
        }
        return this;
    }

    /**
     * Verifies where a feature stands.
     *
     * @param feature its name
     * @param expected where it should stand
     * @return this
     */
    public SnapshotAssert hasStatus(String feature, FeatureStatus expected) {
        isNotNull();
        FeatureStatus status = actual.state().statusOf(new FeatureId(feature));
        if (status != expected) {
            failWithMessage("expected feature '%s' to be %s, but it is %s", feature, expected, status);
        }
        return this;
    }

    /**
     * Verifies that an agent holds no lock and waits for none.
     *
     * @param agent its name
     * @return this
     */
    public SnapshotAssert hasNoLocksOf(String agent) {
        isNotNull();
        AgentId id = new AgentId(agent);
        boolean some =
                actual.locks().leases().stream().anyMatch(lease -> lease.agent().equals(id))
                        || actual.locks().queue().stream()
                                .anyMatch(ticket -> ticket.request().agent().equals(id));
        if (some) {
            failWithMessage("expected nothing of agent '%s' in %s", agent, actual.locks());
        }
        return this;
    }
}
