package dev.coord.core.run.event;

import dev.coord.FeatureId;
import java.util.Optional;

/**
 * Something people who watch a run want to see as it happens.
 *
 * @param kind what kind of thing
 * @param feature which feature, where it is about one
 * @param text one line, more for output of tests
 */
public record RunNotice(Kind kind, Optional<FeatureId> feature, String text) {

    /** The kinds of notices; stable names for tools. */
    public enum Kind {
        /** The run began, went on or ended. */
        RUN,
        /** A wave began. */
        WAVE,
        /** A feature was given to an agent. */
        START,
        /** A feature waits for locks. */
        WAIT,
        /** Locks were granted, renewed late or lost. */
        LOCK,
        /** A feature's work is committed. */
        FINISH,
        /** A feature failed. */
        FAIL,
        /** Something that does not stop the run. */
        WARNING,
        /** A wave is being merged. */
        MERGE,
        /** The combined tests ended. */
        TEST,
        /** A wave landed. */
        LAND,
        /** A wave was rolled back. */
        ROLLBACK
    }

    /**
     * A notice about the run.
     *
     * @param kind what kind of thing
     * @param text what to tell
     * @return the notice
     */
    public static RunNotice of(Kind kind, String text) {
        return new RunNotice(kind, Optional.empty(), text);
    }

    /**
     * A notice about one feature.
     *
     * @param kind what kind of thing
     * @param feature which feature
     * @param text what to tell
     * @return the notice
     */
    public static RunNotice of(Kind kind, FeatureId feature, String text) {
        return new RunNotice(kind, Optional.of(feature), text);
    }
}
