package dev.coord.core.protocol.edit;

import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.Row;
import dev.coord.state.FeatureStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A file of the protocol as somebody else wrote it.
 *
 * @param rows what it states
 * @param own locks that it shows as coord's own, by their leases: such a row is never a new lock
 * @param times when its locks were taken, as far as it says so
 * @param agents who works on which active feature
 * @param reasons why which feature is blocked
 * @param extras what coord does not know
 */
public record EditedView(
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
}
