package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.lock.LockTable;
import dev.coord.fs.StoredDocument.ViewState;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Merges an edit of a view into the document: what the editor saw, what he wrote and what stands are compared fact by fact, and
 * each fact that he changed is taken over or told of. Reading 8.
 *
 * @param snapshot the snapshot with what was taken over; the one before where nothing of it changes
 * @param extras what others wrote into the view
 * @param putBack what was not taken over, a line each
 */
record EditMerge(Snapshot snapshot, Extras extras, List<String> putBack) {

    /**
     * Merges an edit.
     *
     * @param document the document as it is
     * @param file what was written, which {@link EditReader} understands
     * @param now the store's time
     * @throws BadInput if there is too much with what is there already
     */
    static EditMerge of(View view, StoredDocument document, ObjectNode file, Instant now) {
        ViewState state = document.view(view);
        JsonNode revision = file.path(Facts.REVISION);
        boolean names = revision.isIntegralNumber() && revision.canConvertToLong();
        List<String> lines = new ArrayList<>();
        if (names && revision.longValue() == state.revision()) {
            return of(view, document, file, Optional.empty(), lines, now);
        }
        Optional<Base> known =
                names ? document.factsAt(view, revision.longValue()).map(Base.Known::new) : Optional.empty();
        if (known.isEmpty() && !revision.isMissingNode()) {
            lines.add("its 'revision' " + revision + " is not known");
        }
        Base base = known.orElse(revision.isMissingNode() ? new Base.None() : new Base.Forgotten());
        return of(view, document, file, Optional.of(base), lines, now);
    }

    /** Merges an edit of the latest version, whatever it says of its own. */
    static EditMerge ofLatest(View view, StoredDocument document, ObjectNode file, Instant now) {
        List<String> lines = new ArrayList<>();
        JsonNode revision = file.path(Facts.REVISION);
        long latest = document.view(view).revision();
        if (!revision.isMissingNode() && !FactValue.of(revision).equals(FactValue.number(Long.toString(latest)))) {
            lines.add("'revision' stays " + latest + ", not " + revision);
        }
        return of(view, document, file, Optional.empty(), lines, now);
    }

    private static EditMerge of(
            View view,
            StoredDocument document,
            ObjectNode file,
            Optional<Base> older,
            List<String> lines,
            Instant now) {
        Snapshot snapshot = document.snapshot();
        ViewState state = document.view(view);
        Facts current = facts(view, snapshot, state.revision(), state.extras());
        Base base = older.orElseGet(() -> new Base.Known(new Past(current.comparable(), Set.of())));
        Rebase.Result rebased = Rebase.of(base, Facts.of(view, file), current);
        EditedView edited = EditReader.read(view, rebased.target().file(state.revision()));
        Snapshot honoured = EditedDetails.in(view, ForeignEdits.merge(view, snapshot, edited, now), edited);
        Snapshot merged = honoured.locks().equals(snapshot.locks())
                ? honoured
                : LockTable.expire(LivingOwners.held(honoured, now), now);
        Extras extras = edited.extras();
        lines.addAll(PutBack.lines(base, rebased, current, facts(view, merged, state.revision(), extras)));
        return new EditMerge(merged.equals(snapshot) ? snapshot : merged, extras, lines);
    }

    private static Facts facts(View view, Snapshot snapshot, long revision, Extras extras) {
        Content content = new Views().render(view, snapshot, revision, extras.only(view.rows(snapshot)));
        return Facts.of(view, EditReader.object(content.bytes()));
    }

    /**
     * The document with what was taken over, the view to be written again.
     *
     * @param document the document that the edit was merged into
     * @throws BadInput if it could not be read again once it was written
     */
    StoredDocument into(View view, StoredDocument document) {
        ViewState state = document.view(view);
        Snapshot before = document.snapshot();
        boolean same = snapshot.equals(before)
                && FactValue.of(extras.json())
                        .equals(FactValue.of(state.extras().json()));
        StoredDocument next = document.with(same ? before : snapshot.withRevision(before.revision() + 1))
                .with(view, state.stale(same ? state.extras() : extras));
        ReadBack.objection(document, next).ifPresent(objection -> {
            throw new BadInput(objection);
        });
        return next;
    }
}
