package dev.coord.core.protocol.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactValue;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.PastFacts;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Merges an edit of a view: what the editor saw, what he wrote and what stands are compared fact by fact, and each fact that he
 * changed is taken over or told of. Pure. Reading 8.
 *
 * @param snapshot the snapshot with what was taken over, its revision as before
 * @param extras what others wrote into the view
 * @param changed whether anything was taken over
 * @param putBack what was not taken over, a line each
 */
public record EditMerge(Snapshot snapshot, Extras extras, boolean changed, List<String> putBack) {

    /**
     * Merges an edit.
     *
     * @param current the view as it stands
     * @param file what was written, which {@link EditReader} understands
     * @param now the store's time
     * @param upkeep what follows where locks were taken away: leases end, those who wait are granted theirs
     * @throws BadInput if there is too much with what is there already
     */
    public static EditMerge of(VersionedView current, ObjectNode file, Instant now, UnaryOperator<Snapshot> upkeep) {
        JsonNode revision = file.path(Facts.REVISION);
        boolean names = revision.isIntegralNumber() && revision.canConvertToLong();
        if (names && revision.longValue() == current.revision()) {
            return latest(current, file, now, upkeep, List.of());
        }
        Optional<EditBase> known = names ? current.at(revision.longValue()).map(EditBase.Known::new) : Optional.empty();
        List<String> lines = known.isPresent() || revision.isMissingNode()
                ? List.of()
                : List.of("its 'revision' " + revision + " is not known");
        EditBase base = known.orElse(revision.isMissingNode() ? new EditBase.None() : new EditBase.Forgotten());
        return of(base, current, current.facts(), file, now, upkeep, lines);
    }

    /** Merges an edit of the latest version, whatever it says of its own. */
    public static EditMerge ofLatest(
            VersionedView current, ObjectNode file, Instant now, UnaryOperator<Snapshot> upkeep) {
        JsonNode revision = file.path(Facts.REVISION);
        boolean says = revision.isMissingNode()
                || FactValue.of(revision).equals(FactValue.number(Long.toString(current.revision())));
        return latest(
                current,
                file,
                now,
                upkeep,
                says ? List.of() : List.of("'revision' stays " + current.revision() + ", not " + revision));
    }

    private static EditMerge latest(
            VersionedView current, ObjectNode file, Instant now, UnaryOperator<Snapshot> upkeep, List<String> lines) {
        Facts is = current.facts();
        return of(new EditBase.Known(new PastFacts(is.comparable(), Set.of())), current, is, file, now, upkeep, lines);
    }

    private static EditMerge of(
            EditBase base,
            VersionedView current,
            Facts is,
            ObjectNode file,
            Instant now,
            UnaryOperator<Snapshot> upkeep,
            List<String> lines) {
        View view = current.view();
        Rebase.Result rebased = Rebase.of(base, Facts.of(view, file), is);
        EditedView edited = EditReader.read(view, rebased.target().file(current.revision()));
        Snapshot before = current.snapshot();
        Snapshot honoured = EditedDetails.in(view, EditMeaning.merge(view, before, edited, now), edited);
        Snapshot after = honoured.locks().equals(before.locks()) ? honoured : upkeep.apply(honoured);
        List<String> putBack = new ArrayList<>(lines);
        putBack.addAll(PutBack.lines(base, rebased, is, current.facts(after, edited.extras())));
        boolean same = after.equals(before) && edited.extras().says(current.extras());
        return new EditMerge(
                same ? before : after, same ? current.extras() : edited.extras(), !same, List.copyOf(putBack));
    }
}
