package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

/**
 * A feature reads what another writes, and no dependency says which comes first. The suggestion is to name the writer in
 * the reader's {@code blocked_by}. Specification 5.1 and "Anti-Patterns", reading 7.
 *
 * @param reader the feature that reads
 * @param writer the feature that writes
 * @param subjects the paths read, sorted
 * @param circle empty if the suggestion can be followed together with all others that can; otherwise the features from the
 *     reader to the writer, each of which the next one waits for or reads from: the suggestion would close this circle
 */
public record HiddenDependency(FeatureId reader, FeatureId writer, List<String> subjects, List<FeatureId> circle) {

    /** Copies the lists. */
    public HiddenDependency {
        subjects = List.copyOf(subjects);
        circle = List.copyOf(circle);
    }

    /**
     * Whether the reader can be made to wait for the writer.
     *
     * @return false if that would close a circle
     */
    public boolean canBeDeclared() {
        return circle.isEmpty();
    }
}
