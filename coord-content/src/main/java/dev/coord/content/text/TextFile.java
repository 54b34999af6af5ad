package dev.coord.content.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as text.
 *
 * @param lines its lines without what ends them
 * @param ending what ends its lines; empty where there is one line that nothing ends, or none
 * @param marked whether it begins with a byte order mark, which is in no line
 * @param ended whether its last line is ended as well
 */
public record TextFile(List<String> lines, String ending, boolean marked, boolean ended) {

    /** A file without a line. */
    public static final TextFile EMPTY = new TextFile(List.of(), "", false, true);

    private static final int LARGEST = 2 << 20;
    /** Longer ones are no lines that people write, and patterns take too long on them. */
    private static final int LONGEST = 4000;

    private static final char MARK = '\ufeff';

    /**
     * Reads a file.
     *
     * @param bytes its content
     * @return its lines
     * @throws NotUnderstood if it is no UTF-8 text, mixes line endings, is larger than 2 MB, or has a line that is far too long
     */
    public static TextFile of(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new NotUnderstood("it has more than " + (LARGEST >> 20) + " MB");
        }
        String text = decoded(bytes);
        boolean marked = !text.isEmpty() && text.charAt(0) == MARK;
        return marked ? split(text.substring(1), true) : split(text, false);
    }

    /**
     * The text with line feeds.
     *
     * @return the lines, each but an unended last one followed by a line feed
     */
    public String text() {
        return String.join("\n", lines) + (ended && !lines.isEmpty() ? "\n" : "");
    }

    /**
     * The same file with other lines.
     *
     * @param others the lines
     * @return a file that ends its lines as this one does
     */
    public TextFile with(List<String> others) {
        return new TextFile(others, ending, marked, ended);
    }

    /**
     * The bytes of the file.
     *
     * @return what {@link #of} reads as this
     */
    public byte[] bytes() {
        String end = ending.isEmpty() ? "\n" : ending;
        StringBuilder text = new StringBuilder(marked ? String.valueOf(MARK) : "");
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i));
            if (ended || i + 1 < lines.size()) {
                text.append(end);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf(0) >= 0) {
                throw new NotUnderstood("it is binary");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new NotUnderstood("it is not UTF-8");
        }
    }

    private static TextFile split(String text, boolean marked) {
        List<String> lines = new ArrayList<>();
        String ending = "";
        int begin = 0;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', begin)) {
            boolean carriage = feed > begin && text.charAt(feed - 1) == '\r';
            String found = carriage ? "\r\n" : "\n";
            if (!ending.isEmpty() && !ending.equals(found)) {
                throw new NotUnderstood("it mixes line endings");
            }
            ending = found;
            lines.add(text.substring(begin, carriage ? feed - 1 : feed));
            begin = feed + 1;
        }
        boolean ended = begin == text.length();
        if (!ended) {
            lines.add(text.substring(begin));
        }
        if (lines.stream().anyMatch(line -> line.length() > LONGEST)) {
            throw new NotUnderstood("it has a line of more than " + LONGEST + " characters");
        }
        if (lines.stream().anyMatch(line -> line.indexOf('\r') >= 0)) {
            throw new NotUnderstood("it mixes line endings");
        }
        return new TextFile(List.copyOf(lines), ending, marked, ended);
    }
}
