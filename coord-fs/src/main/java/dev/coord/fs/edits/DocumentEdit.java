package dev.coord.fs.edits;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.lock.LockTable;
import dev.coord.core.protocol.edit.EditMerge;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.fs.owner.LivingOwners;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What comes of an edit of a view's file.
 *
 * @param document the document with what was taken over, the view to be written again
 * @param putBack what was not taken over, a line each
 */
public record DocumentEdit(StoredDocument document, List<String> putBack) {

    /**
     * Merges an edit that was found in the file's place.
     *
     * @param file what was written, which {@link EditReader} understands
     * @throws BadInput if it could not be kept, and read again once it was written
     */
    public static DocumentEdit found(View view, StoredDocument document, ObjectNode file, Instant now) {
        return into(view, document, EditMerge.of(document.versioned(view), file, now, upkeep(now)));
    }

    /**
     * Merges an edit of what the file holds now.
     *
     * @throws BadInput as {@link #found}
     */
    public static DocumentEdit made(View view, StoredDocument document, ObjectNode file, Instant now) {
        return into(view, document, EditMerge.ofLatest(document.versioned(view), file, now, upkeep(now)));
    }

    private static UnaryOperator<Snapshot> upkeep(Instant now) {
        return snapshot -> LockTable.expire(LivingOwners.held(snapshot, now), now);
    }

    private static DocumentEdit into(View view, StoredDocument document, EditMerge merge) {
        ViewState state = document.view(view);
        Snapshot before = document.snapshot();
        StoredDocument next = document.with(
                        merge.changed() ? merge.snapshot().withRevision(before.revision() + 1) : before)
                .with(view, state.stale(merge.extras()));
        ReadBack.objection(document, next).ifPresent(objection -> {
            throw new BadInput(objection);
        });
        return new DocumentEdit(next, merge.putBack());
    }
}
