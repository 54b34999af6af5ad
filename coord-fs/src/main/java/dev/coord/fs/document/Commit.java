package dev.coord.fs.document;

import dev.coord.ProcessId;
import dev.coord.core.history.Step;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Durability;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is to be committed.
 *
 * @param before the document as it is
 * @param after the document as it is to be
 * @param entries new entries of the conflict log
 * @param dead processes whose death this takes account of
 * @param edited whether it honours edits of the views
 * @param now the store's time
 * @param durability what it is to outlive
 */
public record Commit(
        StoredDocument before,
        StoredDocument after,
        List<ConflictEntry> entries,
        Set<ProcessId> dead,
        boolean edited,
        Instant now,
        Durability durability) {

    /** Of something that is no update of anybody's. */
    public static Commit of(StoredDocument before, StoredDocument after, Instant now, Durability durability) {
        return new Commit(before, after, List.of(), Set.of(), false, now, durability);
    }

    /** What it does, for the history. */
    public Step step() {
        return new Step(before.snapshot(), after.snapshot(), entries, dead, edited, now);
    }
}
