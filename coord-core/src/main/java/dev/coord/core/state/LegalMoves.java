package dev.coord.core.state;

import dev.coord.state.FeatureStatus;
import java.util.Locale;
import java.util.Set;

/** The steps a feature can take, and between where. Specification 4.2. */
public enum LegalMoves {
    /** An agent begins. */
    START(FeatureStatus.ACTIVE, FeatureStatus.PENDING),
    /** A run makes once more what has landed. */
    REDO(FeatureStatus.ACTIVE, FeatureStatus.COMPLETED),
    /** A feature that was about to begin is held back by a conflict. */
    HALT(FeatureStatus.BLOCKED, FeatureStatus.PENDING),
    /** The agent is done. */
    COMPLETE(FeatureStatus.COMPLETED, FeatureStatus.ACTIVE),
    /** The agent cannot go on. */
    BLOCK(FeatureStatus.BLOCKED, FeatureStatus.ACTIVE),
    /** The agent gives up. */
    FAIL(FeatureStatus.FAILED, FeatureStatus.ACTIVE),
    /** Somebody lets the feature begin anew. */
    RETRY(FeatureStatus.PENDING, FeatureStatus.BLOCKED, FeatureStatus.FAILED);

    private final FeatureStatus to;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<FeatureStatus> from;

    LegalMoves(FeatureStatus to, FeatureStatus... from) {
        this.to = to;
        this.from = Set.of(from);
    }

    /**
     * Whether a feature can take the step.
     *
     * @param status where it stands
     * @return true if the step fits
     */
    public boolean isLegalFrom(FeatureStatus status) {
        return from.contains(status);
    }

    /**
     * Where the step leads.
     *
     * @return where the feature stands then
     */
    public FeatureStatus to() {
        return to;
    }

    /**
     * The step as commands name it.
     *
     * @return such as {@code start}
     */
    public String step() {
        return name().toLowerCase(Locale.ROOT);
    }
}
