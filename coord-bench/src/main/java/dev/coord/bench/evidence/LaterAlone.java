package dev.coord.bench.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * Takes the later of two changes of a file to the version before the earlier one, as if it had been written beside the earlier one
 * and not after it: what the later one took away has to be of the version before both.
 */
final class LaterAlone {
    private LaterAlone() {}

    /** The first version with the later change alone; nothing where the later change builds on the earlier one. */
    static Optional<byte[]> of(byte[] first, byte[] earlier, byte[] both) throws IOException {
        if (RawText.isBinary(first) || RawText.isBinary(earlier) || RawText.isBinary(both)) {
            return Optional.empty();
        }
        RawText before = new RawText(first);
        RawText between = new RawText(earlier);
        RawText after = new RawText(both);
        if (before.isMissingNewlineAtEnd() || between.isMissingNewlineAtEnd() || after.isMissingNewlineAtEnd()) {
            return Optional.empty();
        }
        int[] toFirst = matches(between, before);
        ByteArrayOutputStream alone = new ByteArrayOutputStream();
        int written = 0; // lines of the first version
        for (Edit edit : edits(between, after)) {
            int begin = begin(edit, toFirst, before.size());
            if (begin < written || !isOfFirst(edit, toFirst)) {
                return Optional.empty();
            }
            write(before, written, begin, alone);
            write(after, edit.getBeginB(), edit.getEndB(), alone);
            written = begin + edit.getLengthA();
        }
        write(before, written, before.size(), alone);
        return Optional.of(alone.toByteArray());
    }

    /** The line of the first version at which an edit begins; -1 within what the earlier change wrote. */
    private static int begin(Edit edit, int[] toFirst, int size) {
        int line = edit.getBeginA();
        if (edit.getLengthA() > 0) {
            return toFirst[line];
        }
        if (line == 0 || toFirst[line - 1] >= 0) {
            return line == 0 ? 0 : toFirst[line - 1] + 1;
        }
        return line == toFirst.length ? size : toFirst[line];
    }

    /** Whether all that an edit takes away stands side by side in the first version. */
    private static boolean isOfFirst(Edit edit, int[] toFirst) {
        for (int line = edit.getBeginA(); line < edit.getEndA(); line++) {
            if (toFirst[line] < 0 || (line > edit.getBeginA() && toFirst[line] != toFirst[line - 1] + 1)) {
                return false;
            }
        }
        return true;
    }

    private static void write(RawText text, int from, int to, ByteArrayOutputStream out) throws IOException {
        for (int line = from; line < to; line++) {
            text.writeLine(out, line);
            out.write('\n');
        }
    }

    /** For each line of {@code from} its line in {@code to}, or -1. */
    private static int[] matches(RawText from, RawText to) {
        int[] matches = new int[from.size()];
        int at = 0;
        int shift = 0;
        for (Edit edit : edits(from, to)) {
            for (; at < edit.getBeginA(); at++) {
                matches[at] = at + shift;
            }
            for (; at < edit.getEndA(); at++) {
                matches[at] = -1;
            }
            shift = edit.getEndB() - edit.getEndA();
        }
        for (; at < matches.length; at++) {
            matches[at] = at + shift;
        }
        return matches;
    }

    private static EditList edits(RawText from, RawText to) {
        return new HistogramDiff().diff(RawTextComparator.DEFAULT, from, to);
    }
}
