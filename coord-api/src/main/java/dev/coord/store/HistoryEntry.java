package dev.coord.store;

import java.time.Instant;

/**
 * One line of a history. A commit leaves one line or more, one behind the other, all with the same numbers.
 *
 * @param revision the revision the commit led to
 * @param since the revision it was made from; nothing is missing where it is the revision of the commit before
 * @param at when, by the store's clock; never an order
 * @param more whether the commit goes on in the next line
 * @param event what happened
 */
public record HistoryEntry(long revision, long since, Instant at, boolean more, HistoryEvent event) {

    /**
     * The line that stands for commits that were not written down.
     *
     * @param since the revision of the last commit that was
     * @param revision the revision of the last commit that was not
     * @param now when that was noticed
     * @return the line
     */
    public static HistoryEntry gap(long since, long revision, Instant now) {
        return new HistoryEntry(revision, since, now, false, new HistoryEvent.Gap());
    }
}
