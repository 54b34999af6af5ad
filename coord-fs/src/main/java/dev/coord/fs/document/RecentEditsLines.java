package dev.coord.fs.document;

import dev.coord.core.protocol.ByteBuilder;
import dev.coord.core.protocol.delta.RecentEdits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of the private document: what the latest commits changed, a line each, so that whoever takes over from another
 * process copies them instead of parsing them.
 *
 * <pre>{@code "history":{"since":12,"changes":[
 * {"revision":13,...},
 * {"revision":14,...}
 * ]}}</pre>
 */
final class RecentEditsLines {

    static final String NAME = "history";

    private static final byte[] BEGIN = (",\"" + NAME + "\":{\"since\":").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHANGES = ",\"changes\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n]}}".getBytes(StandardCharsets.US_ASCII);

    private RecentEditsLines() {}

    static void write(RecentEdits history, ByteBuilder out) {
        out.write(BEGIN);
        out.write(Long.toString(history.since()).getBytes(StandardCharsets.US_ASCII));
        out.write(CHANGES);
        history.writeTo(out);
        out.write(END);
    }

    /**
     * Finds what {@link #write} wrote in a document that is intact: there is no line feed before its first one.
     *
     * @param document the document
     * @param from a place before the history
     * @return where it begins, with a comma
     * @throws IllegalArgumentException if there is none
     */
    static int begin(byte[] document, int from) {
        for (int at = lineFeed(document, from) - BEGIN.length; at >= from; at--) {
            if (Arrays.equals(document, at, at + BEGIN.length, BEGIN, 0, BEGIN.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("it has no history");
    }

    /**
     * Reads what {@link #write} wrote at the end of a document that is intact.
     *
     * @param document the document
     * @param begin where it begins
     * @throws IllegalArgumentException if it is something else
     */
    static RecentEdits read(byte[] document, int begin) {
        int from = begin + BEGIN.length;
        int line = lineFeed(document, from);
        String head = new String(document, from, line - from, StandardCharsets.US_ASCII);
        int comma = head.indexOf(',');
        if (comma < 0 || !head.endsWith(",\"changes\":[")) {
            throw new IllegalArgumentException("its history begins with " + head);
        }
        int end = document.length - END.length;
        if (end < line || !Arrays.equals(document, end, document.length, END, 0, END.length)) {
            throw new IllegalArgumentException("its history does not end");
        }
        return RecentEdits.of(Long.parseLong(head.substring(0, comma)), Arrays.copyOfRange(document, line, end));
    }

    private static int lineFeed(byte[] document, int from) {
        for (int at = from; at < document.length; at++) {
            if (document[at] == '\n') {
                return at;
            }
        }
        throw new IllegalArgumentException("its history does not end");
    }
}
