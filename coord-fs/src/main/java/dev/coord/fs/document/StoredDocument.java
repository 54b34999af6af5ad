package dev.coord.fs.document;

import dev.coord.ProcessId;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.delta.RecentEdits;
import dev.coord.core.protocol.edit.VersionedView;
import dev.coord.fs.disk.Content;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The private document: the snapshot, and what it takes to repair the views and to understand edits of them.
 *
 * @param snapshot the truth
 * @param views for each view what its file should be
 * @param history what changed since an earlier revision
 * @param log where the conflict log stands
 * @param sessions owners of leases and requests that had this store open when they last changed something
 */
public record StoredDocument(
        Snapshot snapshot, Map<View, ViewState> views, RecentEdits history, LogState log, Set<ProcessId> sessions) {

    public StoredDocument {
        sessions = Set.copyOf(sessions);
    }

    /**
     * What a view's file should be.
     *
     * @param revision the revision it was last rendered at
     * @param digest digest of its bytes, empty where it has to be written again
     * @param previous digest of its bytes before the latest commit
     * @param extras what others wrote into it that coord does not know
     */
    public record ViewState(long revision, String digest, String previous, Extras extras) {

        /** The same, to be written again. */
        public ViewState stale(Extras next) {
            return new ViewState(revision, "", previous, next);
        }

        /** Whether coord wrote that, with the latest commit or with the one before. */
        public boolean wrote(Content content) {
            return !content.isMissing()
                    && (content.digest().equals(digest) || content.digest().equals(previous));
        }
    }

    /**
     * Where the conflict log stands: its first {@code length} bytes followed by {@code tail}.
     *
     * @param length length in bytes before the latest entries
     * @param tail the latest entries
     */
    public record LogState(long length, String tail) {}

    public static StoredDocument empty() {
        Map<View, ViewState> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            views.put(view, new ViewState(0, "", "", Extras.NONE));
        }
        return new StoredDocument(Snapshot.EMPTY, views, RecentEdits.none(0), new LogState(0, ""), Set.of());
    }

    public StoredDocument with(Snapshot next) {
        return new StoredDocument(next, views, history, log, sessions);
    }

    public StoredDocument withSessions(Set<ProcessId> next) {
        return new StoredDocument(snapshot, views, history, log, next);
    }

    public StoredDocument with(View view, ViewState state) {
        Map<View, ViewState> next = new EnumMap<>(views);
        next.put(view, state);
        return new StoredDocument(snapshot, next, history, log, sessions);
    }

    public ViewState view(View view) {
        ViewState state = views.get(view);
        if (state == null) {
            throw new AssertionError(view);
        }
        return state;
    }

    /** A view as it stands, with what it said before the latest commits. */
    public VersionedView versioned(View view) {
        return new VersionedView(
                view, snapshot, view(view).revision(), view(view).extras(), history);
    }
}
