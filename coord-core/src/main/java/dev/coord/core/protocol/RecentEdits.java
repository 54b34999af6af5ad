package dev.coord.core.protocol;

import dev.coord.CoordinationException.StoreFailed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the latest commits changed, so that an edit that was begun earlier can be understood. Kept as it is written and read
 * with every commit, and understood only where an edit needs it. Immutable.
 */
public final class RecentEdits {

    /** How many changes back an edit may have been begun and still be understood; more of them if they are small. */
    private static final int KEPT = 64;

    private static final int SMALL = 20 << 10; // together, in bytes

    private final long since;
    private final byte[] lines;
    private final int count;

    private RecentEdits(long since, byte[] lines, int count) {
        this.since = since;
        this.lines = lines;
        this.count = count;
    }

    /** None yet; they begin after a revision. */
    public static RecentEdits none(long since) {
        return new RecentEdits(since, new byte[0], 0);
    }

    /** Changes as {@link #lines} gave them. */
    public static RecentEdits of(long since, byte[] lines) {
        int count = 0;
        for (byte value : lines) {
            count += value == '\n' ? 1 : 0;
        }
        return new RecentEdits(since, lines, count);
    }

    /** The revision they begin after. */
    public long since() {
        return since;
    }

    /** The {@link FactDelta} of each, oldest first, with a line feed before it and a comma between two. */
    public byte[] lines() {
        return lines;
    }

    /** With one more, and with what is too old forgotten. */
    public RecentEdits with(FactDelta delta) {
        byte[] line = ((count == 0 ? "\n" : ",\n") + delta.json()).getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(lines, lines.length + line.length);
        System.arraycopy(line, 0, all, lines.length, line.length);
        int forgotten = 0;
        int from = 0;
        int last = 0;
        while (count + 1 - forgotten > KEPT && all.length - from > SMALL) {
            last = from;
            from = next(all, from);
            forgotten++;
        }
        return forgotten == 0
                ? new RecentEdits(since, all, count + 1)
                : new RecentEdits(
                        FactDelta.revision(text(all, last, from)),
                        Arrays.copyOfRange(all, from, all.length),
                        count + 1 - forgotten);
    }

    /**
     * Understands those since a revision.
     *
     * @return the latest first; nothing if one of them is of an earlier version of coord and does not say all
     * @throws StoreFailed if one is not what {@link FactDelta#json} gives
     */
    public Optional<List<FactDelta>> latestFirst(long revision) {
        List<FactDelta> deltas = new ArrayList<>();
        for (int from = 0; from < lines.length; from = next(lines, from)) {
            String line = text(lines, from, next(lines, from));
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

    /** A line without its line feed and its comma. */
    private static String text(byte[] lines, int from, int end) {
        return new String(lines, from + 1, end - from - (end < lines.length ? 2 : 1), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecentEdits changes && since == changes.since && Arrays.equals(lines, changes.lines);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(since) + Arrays.hashCode(lines);
    }

    @Override
    public String toString() {
        return count + " changes since " + since;
    }
}
