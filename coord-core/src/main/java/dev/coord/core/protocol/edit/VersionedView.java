package dev.coord.core.protocol.edit;

import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.PastFacts;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.delta.RecentEdits;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.util.Optional;

/**
 * A view as it stands, with what it said before the latest commits.
 *
 * @param view which view
 * @param snapshot what it shows
 * @param revision the revision that it was written at
 * @param extras what others wrote into it
 * @param recent what changed lately
 */
public record VersionedView(View view, Snapshot snapshot, long revision, Extras extras, RecentEdits recent) {

    /** What the view said at a revision; nothing if that is too long ago, or never was. */
    public Optional<PastFacts> at(long earlier) {
        if (earlier > snapshot.revision() || (earlier < recent.since() && earlier != revision)) {
            return Optional.empty();
        }
        return recent.at(view, snapshot, extras, earlier);
    }

    /** What it says now. */
    Facts facts() {
        return facts(snapshot, extras);
    }

    /** What it would say with another snapshot and other fields of others. */
    Facts facts(Snapshot shown, Extras others) {
        byte[] file = new Views().render(view, shown, revision, others.only(Rows.of(view, shown)));
        return Facts.of(view, EditReader.object(file));
    }
}
