package dev.coord.git.radar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.core.radar.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a side changed in a file.
 *
 * @param isBinary whether git takes one of the versions for no text, so that there are no lines
 * @param hunks the lines
 * @param text the same as a unified difference, without names; cut off where it is long
 */
record BlobChange(boolean isBinary, List<Hunk> hunks, String text) {

    static final BlobChange NONE = new BlobChange(false, List.of(), "");

    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*", Pattern.DOTALL);

    private static final int LONGEST = 20_000;

    BlobChange {
        hunks = List.copyOf(hunks);
    }

    /** Reads what {@code git diff} tells of one file, one character for each byte. */
    static BlobChange of(String patch) {
        int begin = patch.startsWith("@@ ") ? 0 : patch.indexOf("\n@@ ") + 1;
        if (begin == 0 && !patch.startsWith("@@ ")) {
            return patch.contains("\nBinary files ") ? new BlobChange(true, List.of(), "") : NONE;
        }
        String lines = patch.substring(begin);
        Reader reader = new Reader();
        for (String line : lines.split("\n", -1)) {
            reader.take(line);
        }
        return new BlobChange(false, reader.end(), shown(lines));
    }

    private static String shown(String lines) {
        int end = lines.length() <= LONGEST ? lines.length() : lines.lastIndexOf('\n', LONGEST) + 1;
        String text = new String(lines.substring(0, end).getBytes(ISO_8859_1), UTF_8);
        return end == lines.length() ? text : text + "... (" + (lines.length() - end) + " more characters)\n";
    }

    /** Goes through a difference line by line. */
    private static final class Reader {

        private final List<Hunk> hunks = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int before;
        private int place;
        private int removed;
        private int added;
        private boolean isNewText;

        void take(String line) {
            Matcher header = HUNK.matcher(line);
            if (header.matches()) {
                flush();
                before = Integer.parseInt(header.group(1)) - ("0".equals(header.group(2)) ? 0 : 1);
                place = Integer.parseInt(header.group(3)) + ("0".equals(header.group(4)) ? 1 : 0);
            } else if (line.startsWith("-")) {
                removed++;
                isNewText = false;
            } else if (line.startsWith("+")) {
                added++;
                text.append(line, 1, line.length()).append('\n');
                isNewText = true;
            } else if (line.startsWith("\\")) {
                text.append(isNewText ? "\\" : ""); // the line has no end
            } else if (line.startsWith(" ")) {
                flush();
                before++;
                place++;
            }
        }

        private void flush() {
            if (removed > 0 || added > 0) {
                hunks.add(new Hunk(before, removed, place, added, text.toString()));
            }
            before += removed;
            place += added;
            removed = 0;
            added = 0;
            isNewText = false;
            text.setLength(0);
        }

        List<Hunk> end() {
            flush();
            return hunks;
        }
    }
}
