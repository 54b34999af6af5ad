package dev.coord.fs;

import dev.coord.fs.StoredDocument.Change;
import dev.coord.fs.StoredDocument.History;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The end of the private document: what the latest commits changed, a line each, so that whoever takes over from another
 * process copies them instead of parsing them.
 *
 * <pre>{@code "history":{"since":12,"changes":[
 * {"revision":13,...},
 * {"revision":14,...}
 * ]}}</pre>
 */
final class HistoryLines {

    static final String NAME = "history";

    private static final byte[] BEGIN = (",\"" + NAME + "\":{\"since\":").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHANGES = ",\"changes\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n]}}".getBytes(StandardCharsets.US_ASCII);

    private HistoryLines() {}

    static void write(History history, Bytes out) {
        out.write(BEGIN);
        out.write(Long.toString(history.since()).getBytes(StandardCharsets.US_ASCII));
        out.write(CHANGES);
        boolean first = true;
        for (Change change : history.changes()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write('\n');
            out.write(change.json().getBytes(StandardCharsets.UTF_8));
        }
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
    static History read(byte[] document, int begin) {
        int from = begin + BEGIN.length;
        int line = lineFeed(document, from);
        String head = new String(document, from, line - from, StandardCharsets.US_ASCII);
        int comma = head.indexOf(',');
        if (comma < 0 || !head.endsWith(",\"changes\":[")) {
            throw new IllegalArgumentException("its history begins with " + head);
        }
        List<Change> changes = new ArrayList<>();
        int end = document.length - END.length;
        while (line < end) {
            int next = lineFeed(document, line + 1);
            int length = next - line - 1 - (next < end ? 1 : 0); // without the comma
            changes.add(new Change(new String(document, line + 1, length, StandardCharsets.UTF_8)));
            line = next;
        }
        if (!Arrays.equals(document, line, document.length, END, 0, END.length)) {
            throw new IllegalArgumentException("its history does not end");
        }
        return new History(Long.parseLong(head.substring(0, comma)), changes);
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
