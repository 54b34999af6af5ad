package dev.coord.core.protocol.delta;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.protocol.ByteBuilder;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.PastFacts;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the latest commits changed, so that an edit that was begun earlier can be understood. Kept as it is written and read
 * with every commit, and understood only where an edit needs it. Immutable.
 */
public final class RecentEdits {

    /** How many changes back an edit may have been begun and still be understood; more of them if they are small. */
    private static final int KEPT = 64;

    private static final int SMALL = 20 << 10; // together, in bytes

    private static final int BETWEEN = 2; // a comma and a line feed

    private final long since;
    private final List<byte[]> lines; // shared with the version before: with every commit there is another one
    private final int length;

    private RecentEdits(long since, List<byte[]> lines, int length) {
        this.since = since;
        this.lines = lines;
        this.length = length;
    }

    /** None yet; they begin after a revision. */
    public static RecentEdits none(long since) {
        return new RecentEdits(since, List.of(), 0);
    }

    /** Changes as {@link #writeTo} wrote them. */
    public static RecentEdits of(long since, byte[] lines) {
        List<byte[]> all = new ArrayList<>();
        int length = 0;
        for (int from = 0; from < lines.length; ) {
            int next = next(lines, from);
            byte[] line = Arrays.copyOfRange(lines, from + 1, next < lines.length ? next - 1 : next);
            all.add(line);
            length += line.length + BETWEEN;
            from = next;
        }
        return new RecentEdits(since, all, length);
    }

    /** The revision they begin after. */
    public long since() {
        return since;
    }

    /** Writes the {@link FactDelta} of each, oldest first, with a line feed before it and a comma between two. */
    public void writeTo(ByteBuilder out) {
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write('\n');
            out.write(lines.get(i));
        }
    }

    /**
     * With what a commit changed of a view, and with what is too old forgotten.
     *
     * @return itself where the view states the same before and after
     */
    public RecentEdits with(View view, Snapshot before, Extras extrasBefore, Snapshot after, Extras extras) {
        return FactDelta.between(view, before, extrasBefore, after, extras)
                .map(this::with)
                .orElse(this);
    }

    RecentEdits with(FactDelta delta) {
        byte[] line = delta.json().getBytes(StandardCharsets.UTF_8);
        int left = length + line.length + BETWEEN;
        int forgotten = 0;
        while (lines.size() + 1 - forgotten > KEPT && left > SMALL) {
            left -= lines.get(forgotten).length + BETWEEN;
            forgotten++;
        }
        List<byte[]> next = new ArrayList<>(lines.size() + 1 - forgotten);
        next.addAll(lines.subList(forgotten, lines.size()));
        next.add(line);
        return new RecentEdits(forgotten == 0 ? since : FactDelta.revision(text(lines.get(forgotten - 1))), next, left);
    }

    /**
     * What a view stated at an earlier revision, for which these go back far enough.
     *
     * @param snapshot what it shows now
     * @param extras what others wrote into it
     * @param revision the earlier revision
     * @return nothing if one of the changes since is of an earlier version of coord, which did not say all
     * @throws StoreFailed if one of them cannot be understood
     */
    public Optional<PastFacts> at(View view, Snapshot snapshot, Extras extras, long revision) {
        return latestFirst(revision).map(deltas -> {
            BriefFacts facts = BriefFacts.of(view, snapshot, extras);
            Set<FactKey> touched = new HashSet<>();
            deltas.stream().filter(delta -> delta.view() == view).forEach(delta -> touched.addAll(facts.undo(delta)));
            return new PastFacts(facts.whole(), touched);
        });
    }

    /**
     * Understands those since a revision.
     *
     * @return the latest first; nothing if one of them is of an earlier version of coord and does not say all
     * @throws StoreFailed if one is not what {@link FactDelta#json} gives
     */
    Optional<List<FactDelta>> latestFirst(long revision) {
        List<FactDelta> deltas = new ArrayList<>();
        for (byte[] bytes : lines) {
            String line = text(bytes);
            if (FactDelta.revision(line) > revision) {
                Optional<FactDelta> delta = FactDelta.read(line);
                if (delta.isEmpty()) {
                    return Optional.empty();
                }
                deltas.add(0, delta.get());
            }
        }
        return Optional.of(deltas);
    }

    /** Where the line behind this one begins. */
    private static int next(byte[] lines, int from) {
        int at = from + 1;
        while (at < lines.length && lines[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecentEdits changes
                && since == changes.since
                && Arrays.deepEquals(lines.toArray(), changes.lines.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(since) + Arrays.deepHashCode(lines.toArray());
    }

    @Override
    public String toString() {
        return lines.size() + " changes since " + since;
    }
}
