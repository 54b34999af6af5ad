package dev.coord.fs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.store.Snapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The private document: the snapshot, and what it takes to repair the views and to understand edits of them.
 *
 * @param snapshot the truth
 * @param views for each view what its file should be
 * @param history what the latest revisions changed, oldest first
 * @param log where the conflict log stands
 */
record StoredDocument(Snapshot snapshot, Map<View, ViewState> views, List<Change> history, LogState log) {

    /** How many revisions back an edit may have been made and still be understood. */
    static final int HISTORY = 64;

    /**
     * What a view's file should be.
     *
     * @param revision the revision it was last rendered at
     * @param digest digest of its bytes, empty before it was ever written
     * @param extras what others wrote into it that coord does not know
     */
    record ViewState(long revision, String digest, ObjectNode extras) {}

    /**
     * What one revision changed in a view.
     *
     * @param revision the revision
     * @param view the view
     * @param added facts it states since
     * @param removed facts it does not state since
     */
    record Change(long revision, View view, Set<Row> added, Set<Row> removed) {}

    /**
     * Where the conflict log stands: its first {@code length} bytes followed by {@code tail}.
     *
     * @param length length in bytes before the latest entries
     * @param tail the latest entries
     */
    record LogState(long length, String tail) {}

    static StoredDocument empty() {
        Map<View, ViewState> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            views.put(view, new ViewState(0, "", JsonNodeFactory.instance.objectNode()));
        }
        return new StoredDocument(Snapshot.EMPTY, views, List.of(), new LogState(0, ""));
    }

    ViewState view(View view) {
        ViewState state = views.get(view);
        if (state == null) {
            throw new AssertionError(view);
        }
        return state;
    }

    /** The facts a view stated at a revision; null if that is too long ago, or never was. */
    @org.jspecify.annotations.Nullable
    Set<Row> rowsAt(View view, long revision) {
        boolean rendered = revision == view(view).revision();
        boolean remembered =
                !history.isEmpty() && history.get(0).revision() <= revision + 1 && revision <= snapshot.revision();
        if (!rendered && !remembered) {
            return null;
        }
        Set<Row> rows = new TreeSet<>(view.rows(snapshot));
        for (int i = history.size() - 1; i >= 0 && history.get(i).revision() > revision; i--) {
            if (history.get(i).view() == view) {
                rows.removeAll(history.get(i).added());
                rows.addAll(history.get(i).removed());
            }
        }
        return rows;
    }
}
