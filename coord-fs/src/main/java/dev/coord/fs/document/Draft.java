package dev.coord.fs.document;

import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.delta.RecentEdits;
import dev.coord.fs.disk.Content;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.store.View;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a commit writes: the next document, and the views that follow from it.
 *
 * @param document the next document
 * @param views the views' files, as far as they change
 */
public record Draft(StoredDocument document, Map<View, Content> views) {

    /**
     * Prepares a commit. A view keeps its bytes, and the revision in them, where nothing in it changes.
     *
     * @param before the document as it is
     * @param after the document as it is to be, its views' states and history still those of before
     * @param log where the conflict log will stand
     * @param renderer makes the views' files
     */
    public static Draft of(StoredDocument before, StoredDocument after, LogState log, Views renderer) {
        RecentEdits history = after.history();
        Map<View, ViewState> states = new EnumMap<>(View.class);
        Map<View, Content> files = new EnumMap<>(View.class);
        long revision = after.snapshot().revision();
        for (View view : View.values()) {
            ViewState state = after.view(view);
            if (!state.digest().isEmpty()
                    && Rows.part(view, before.snapshot()).equals(Rows.part(view, after.snapshot()))) {
                states.put(view, new ViewState(state.revision(), state.digest(), state.digest(), state.extras()));
                continue;
            }
            Extras extras =
                    state.extras().areInRows() ? state.extras().only(Rows.of(view, after.snapshot())) : state.extras();
            history = history.with(view, before.snapshot(), before.view(view).extras(), after.snapshot(), extras);
            Content file = Content.of(renderer.render(view, after.snapshot(), revision, extras));
            states.put(view, new ViewState(revision, file.digest(), state.digest(), extras));
            files.put(view, file);
        }
        return new Draft(new StoredDocument(after.snapshot(), states, history, log, after.sessions()), files);
    }
}
