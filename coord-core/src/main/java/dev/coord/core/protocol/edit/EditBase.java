package dev.coord.core.protocol.edit;

import dev.coord.core.protocol.PastFacts;

/** What is known of the version that an edit was made from. */
sealed interface EditBase {

    /**
     * All that it said.
     *
     * @param past what it said
     */
    record Known(PastFacts past) implements EditBase {}

    /** The edit names no version: it may add rows and fields of rows, and set fields of the file, but takes nothing away. */
    record None() implements EditBase {}

    /** It names one that is forgotten, or never was: it may add what is not there, and takes nothing away. */
    record Forgotten() implements EditBase {}
}
