package dev.coord.fs;

import dev.coord.state.FeatureStatus;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A file of the protocol as somebody else wrote it.
 *
 * @param revision the revision it was made from, if it says so
 * @param rows what it states
 * @param own locks that it shows as coord's own, by their leases: such a row is never a new lock
 * @param times when its locks were taken, as far as it says so
 * @param agents who works on which active feature
 * @param reasons why which feature is blocked
 * @param extras what coord does not know
 */
record EditedView(
        OptionalLong revision,
        Set<Row> rows,
        Set<Row> own,
        Map<Row, Instant> times,
        Map<String, String> agents,
        Map<String, Reason> reasons,
        Extras extras) {

    /**
     * Why a feature is blocked.
     *
     * @param status blocked or failed
     * @param text the words
     */
    record Reason(FeatureStatus status, String text) {}

    /** Whether it was made from this revision, so that all that differs is the edit's. */
    boolean isOf(long current) {
        return revision.isPresent() && revision.getAsLong() == current;
    }

    /** The same, made from a revision that is known whatever it says. */
    EditedView from(long exactly) {
        return new EditedView(OptionalLong.of(exactly), rows, own, times, agents, reasons, extras);
    }
}
