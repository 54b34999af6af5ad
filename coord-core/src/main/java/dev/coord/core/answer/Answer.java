package dev.coord.core.answer;

import dev.coord.SafeText;

/**
 * What coord answers, as one JSON object: for people to read, or on one line. Equal answers give equal text. Immutable, and
 * safe for use by several threads.
 */
public interface Answer {

    /**
     * Writes the answer on several lines, each of which a line feed ends, while it is made: of a long one no more than a part
     * is ever kept. Texts of others stand in it as they are; see {@link SafeText#json}.
     *
     * @param to where, such as a writer; stays open
     * @throws java.io.UncheckedIOException if it cannot be written there
     */
    void write(Appendable to);

    /**
     * The answer as {@link #write} writes it.
     *
     * @return one JSON object on several lines, each of which a line feed ends
     */
    default String document() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    /**
     * The answer on one line, for a protocol whose messages are lines. What cannot be seen, in texts of others, is an escape.
     *
     * @return one JSON object, without a line feed
     */
    String line();
}
