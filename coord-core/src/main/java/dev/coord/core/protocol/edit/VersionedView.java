package dev.coord.core.protocol.edit;

import dev.coord.core.protocol.BriefFacts;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.RecentEdits;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.Views;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
        NavigableMap<FactKey, String> facts = BriefFacts.of(view, snapshot, extras);
        return recent.latestFirst(earlier).map(deltas -> {
            Set<FactKey> touched = new TreeSet<>();
            deltas.stream().filter(delta -> delta.view() == view).forEach(delta -> {
                delta.undoIn(facts);
                touched.addAll(delta.was().keySet());
            });
            return new PastFacts(BriefFacts.whole(view, facts), touched);
        });
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
