package dev.coord.fs;

import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of an edit coord does not take over, so that whoever made it is told: nothing of an edit is lost in silence. */
final class PutBack {

    private static final int MOST_TOLD = 8;

    private final View view;
    private final StoredDocument before;
    private final StoredDocument after;
    private final EditedView edited;

    /**
     * Begins with nothing looked at.
     *
     * @param before the document before the edit
     * @param after the same with what coord took over
     */
    PutBack(View view, StoredDocument before, StoredDocument after, EditedView edited) {
        this.view = view;
        this.before = before;
        this.after = after;
        this.edited = edited;
    }

    /** A line for each; none where the whole edit was taken over. */
    List<String> lines(byte[] text) {
        if (edited.isOf(before.view(view).revision())) {
            return Facts.of(view, EditReader.object(text)).without(facts(before), facts(after));
        }
        List<String> lines = new ArrayList<>();
        Set<Row> seen = edited.revision().isPresent()
                ? before.rowsAt(view, edited.revision().getAsLong()).orElse(Set.of())
                : Set.of();
        Set<Row> added = new TreeSet<>(edited.rows());
        added.removeAll(seen);
        added.removeAll(view.rows(after.snapshot()));
        added.forEach(row -> lines.add(row.words() + " was not taken over: something else has happened since"));
        if (seen.isEmpty()) {
            Set<Row> missing = new TreeSet<>(view.rows(before.snapshot()));
            missing.removeAll(edited.rows());
            missing.removeIf(row -> row.kind() == Row.Kind.WAVE);
            if (!missing.isEmpty()) {
                lines.add("what it lacks stays (" + missing.size() + ", such as "
                        + missing.iterator().next().words()
                        + "): a file without a known 'revision' takes nothing away");
            }
        }
        before.view(view).extras().lackingIn(edited.extras()).forEach(what -> lines.add(what + " stays"));
        Snapshot now = after.snapshot();
        if (!EditedDetails.in(view, now, edited).equals(now)) {
            lines.add(
                    "times of locks, agents and reasons stay as they are now: the edit was made from an older version");
        }
        return lines;
    }

    /** The lines as one message. */
    static String message(List<String> lines) {
        String told = String.join("; ", lines.subList(0, Math.min(MOST_TOLD, lines.size())));
        return lines.size() > MOST_TOLD ? told + "; and " + (lines.size() - MOST_TOLD) + " more" : told;
    }

    private Facts facts(StoredDocument document) {
        Content content = new Views()
                .render(view, document.snapshot(), document.view(view).revision(), extras(document));
        return Facts.of(view, EditReader.object(content.bytes()));
    }

    private Extras extras(StoredDocument document) {
        return document.view(view).extras().only(view.rows(document.snapshot()));
    }
}
