package dev.coord.fs;

import dev.coord.store.Snapshot;
import java.util.Set;

/** The two files of the protocol that are derived from the snapshot. Specification 3.1 and 4.1. */
public enum View {
    // written in this order: nobody may find a lock free before he can see that its feature is completed
    /** {@code coordination-state.json}. */
    STATE("coordination-state.json"),
    /** {@code coordination-locks.json}. */
    LOCKS("coordination-locks.json");

    private final String fileName;

    View(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }

    /** What of a snapshot the file shows. */
    Object part(Snapshot snapshot) {
        return this == LOCKS ? snapshot.locks() : snapshot.state();
    }

    Set<Row> rows(Snapshot snapshot) {
        return this == LOCKS ? Rows.ofLocks(snapshot) : Rows.ofState(snapshot.state());
    }
}
