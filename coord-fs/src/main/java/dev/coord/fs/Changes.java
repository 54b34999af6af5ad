package dev.coord.fs;

import dev.coord.CoordinationException.StoreFailed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the latest commits changed, so that an edit that was begun earlier can be understood. Kept as it is written and read
 * with every commit, and understood only where an edit needs it. Immutable.
 */
final class Changes {

    /** How many changes back an edit may have been begun and still be understood; more of them if they are small. */
    private static final int KEPT = 64;

    private static final int SMALL = 20 << 10; // together, in bytes

    private final long since;
    private final byte[] lines;
    private final int count;

    private Changes(long since, byte[] lines, int count) {
        this.since = since;
        this.lines = lines;
        this.count = count;
    }

    /** None yet; they begin after a revision. */
    static Changes none(long since) {
        return new Changes(since, new byte[0], 0);
    }

    /** Changes as {@link #lines} gave them. */
    static Changes of(long since, byte[] lines) {
        int count = 0;
        for (byte value : lines) {
            count += value == '\n' ? 1 : 0;
        }
        return new Changes(since, lines, count);
    }

    /** The revision they begin after. */
    long since() {
        return since;
    }

    /** The {@link ChangedRows} of each, oldest first, with a line feed before it and a comma between two. */
    byte[] lines() {
        return lines;
    }

    /** With one more, and with what is too old forgotten. */
    Changes with(ChangedRows rows) {
        byte[] line = ((count == 0 ? "\n" : ",\n") + rows.json()).getBytes(StandardCharsets.UTF_8);
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
                ? new Changes(since, all, count + 1)
                : new Changes(
                        ChangedRows.revision(text(all, last, from)),
                        Arrays.copyOfRange(all, from, all.length),
                        count + 1 - forgotten);
    }

    /**
     * Understands them.
     *
     * @return the latest first
     * @throws StoreFailed if one is not what {@link ChangedRows#json} gives
     */
    List<ChangedRows> latestFirst() {
        List<ChangedRows> changes = new ArrayList<>();
        for (int from = 0; from < lines.length; from = next(lines, from)) {
            changes.add(0, ChangedRows.read(text(lines, from, next(lines, from))));
        }
        return changes;
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
        return other instanceof Changes changes && since == changes.since && Arrays.equals(lines, changes.lines);
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
