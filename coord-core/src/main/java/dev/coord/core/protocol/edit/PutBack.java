package dev.coord.core.protocol.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coord.SafeText;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.PastFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an edit changed and coord did not take over, in words, so that whoever made it is told. Pure. */
public final class PutBack {

    private static final int MOST_TOLD = 8;
    private static final int LONGEST_SHOWN = 300;

    private final Facts written;
    private final Rebase.Result edit;
    private final Facts before;
    private final Facts after;

    private PutBack(Rebase.Result edit, Facts before, Facts after) {
        this.written = edit.written();
        this.edit = edit;
        this.before = before;
        this.after = after;
    }

    /**
     * A line for each fact that was changed and does not stand as it was written.
     *
     * @param base what is known of the version that the editor saw
     * @param before what the file said before the edit
     * @param after what it says with what was taken over
     * @return nothing where the whole edit was taken over
     */
    static List<String> lines(EditBase base, Rebase.Result edit, Facts before, Facts after) {
        PutBack putBack = new PutBack(edit, before, after);
        List<String> lines = new ArrayList<>();
        edit.changed().stream()
                .filter(key -> !putBack.stands(key))
                .filter(putBack::isOfItsOwn)
                .map(putBack::words)
                .forEach(lines::add);
        if (base instanceof EditBase.Known known) {
            lines.addAll(putBack.orders(known.past()));
        } else {
            lines.addAll(putBack.missing());
        }
        return lines;
    }

    private boolean stands(FactKey key) {
        return Objects.equals(written.comparable(key), after.comparable(key)) || isOfNextLease(key);
    }

    /** A lock that was taken away, and went to the next in the queue. */
    private boolean isOfNextLease(FactKey key) {
        FactKey row = key.parent().orElse(key);
        return row.list().equals(Facts.LOCKS)
                && !written.values().containsKey(row)
                && !before.value(row.of(Facts.LEASE)).equals(after.value(row.of(Facts.LEASE)));
    }

    /** A field is told of with its row where the row as a whole was added in vain, or taken away. */
    private boolean isOfItsOwn(FactKey key) {
        Optional<FactKey> row = key.parent();
        return row.isEmpty()
                || (written.values().containsKey(row.get())
                        && (!edit.changed().contains(row.get())
                                || after.values().containsKey(row.get())));
    }

    private String words(FactKey key) {
        JsonNode wanted = written.value(key);
        JsonNode is = value(key);
        if (wanted.isMissingNode()) {
            return "'" + shown(key) + "' stays, though the edit took it away";
        }
        if (is.isMissingNode()) {
            boolean isRow = key.field().isEmpty() && !key.list().equals(Facts.AGENTS);
            return "'" + shown(key) + "'" + (isRow ? fields(key) : " = " + wanted) + " was not taken over";
        }
        return "'" + shown(key) + "' stays " + is + ", not " + wanted;
    }

    /** What tells a row apart is in its key. */
    private JsonNode value(FactKey key) {
        int part = key.field().map(Facts.identity(key.list())::indexOf).orElse(-1);
        return part < 0 ? after.value(key) : TextNode.valueOf(key.row().get(part));
    }

    private String shown(FactKey key) {
        JsonNode row = written.rows().get(key);
        return key.list().equals(Facts.PENDING) && row != null && !row.has(Facts.REQUEST)
                ? key.list() + "[" + row + "]"
                : key.toString();
    }

    private String fields(FactKey row) {
        String fields = written.fields(row).properties().stream()
                .map(field -> field.getKey() + " = " + field.getValue())
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : " with " + fields;
    }

    private List<String> orders(PastFacts past) {
        return written.lists().stream()
                .filter(list -> !written.isInOrder(list, before, row -> !past.isTouched(row)))
                .filter(list -> !written.isInOrder(list, after, row -> !past.isTouched(row)))
                .map(list -> "the order of '" + list + "' stays as it was")
                .toList();
    }

    private List<String> missing() {
        List<String> missing = before.values().keySet().stream()
                .filter(key ->
                        !written.values().containsKey(key) && after.values().containsKey(key))
                .filter(key -> key.parent().stream().allMatch(written.values()::containsKey))
                .map(FactKey::toString)
                .toList();
        return missing.isEmpty()
                ? List.of()
                : List.of("what it lacks stays (" + missing.size() + ", such as '" + missing.get(0)
                        + "'): a file without a known 'revision' takes nothing away");
    }

    /** The lines as one message, safe to be shown. */
    public static String message(List<String> lines) {
        String told = lines.stream().limit(MOST_TOLD).map(PutBack::shown).collect(Collectors.joining("; "));
        return lines.size() > MOST_TOLD ? told + "; and " + (lines.size() - MOST_TOLD) + " more" : told;
    }

    private static String shown(String line) {
        String safe = SafeText.line(line);
        return safe.length() > LONGEST_SHOWN ? safe.substring(0, LONGEST_SHOWN) + "..." : safe;
    }
}
