package dev.coord.fs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of an edit coord does not take over, so that whoever made it is told: nothing of an edit is lost in silence. */
final class PutBack {

    private static final int MOST_TOLD = 8;
    private static final int LONGEST_SHOWN = 300;

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
        Optional<Set<Row>> seen = edited.revision().isPresent()
                ? before.rowsAt(view, edited.revision().getAsLong())
                : Optional.empty();
        ObjectNode file = EditReader.object(text);
        Facts wanted = Facts.of(view, file);
        Facts is = facts(after);
        List<String> lines = new ArrayList<>(new OlderEdit(wanted, is, seen).lines());
        if (seen.isEmpty()) {
            if (file.has("revision")) {
                lines.add("its 'revision' " + file.get("revision") + " is not known");
            }
            lines.addAll(missing(wanted, facts(before), is));
        }
        before.view(view).extras().lackingIn(edited.extras()).forEach(what -> lines.add(what + " stays"));
        return lines;
    }

    private static List<String> missing(Facts wanted, Facts was, Facts is) {
        List<String> missing = was.values().keySet().stream()
                .filter(name ->
                        !wanted.values().containsKey(name) && is.values().containsKey(name))
                .filter(name -> was.rowOf(name).stream().allMatch(wanted.values()::containsKey))
                .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of("what it lacks stays (" + missing.size() + ", such as '" + missing.get(0)
                        + "'): a file without a known 'revision' takes nothing away");
    }

    /** The lines as one message, safe to be shown. */
    static String message(List<String> lines) {
        String told = lines.stream().limit(MOST_TOLD).map(PutBack::shown).collect(Collectors.joining("; "));
        return lines.size() > MOST_TOLD ? told + "; and " + (lines.size() - MOST_TOLD) + " more" : told;
    }

    private static String shown(String line) {
        String safe = SafeText.line(line);
        return safe.length() > LONGEST_SHOWN ? safe.substring(0, LONGEST_SHOWN) + "..." : safe;
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
