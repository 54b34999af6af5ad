package dev.coord.content.text;

/**
 * Something that cannot be merged with certainty, deep inside a file. Mergers turn it into a refusal; it never leaves them. It is
 * an exception since each parser would otherwise hand it through every level of nesting.
 */
public final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a stack trace, which nobody reads.
     *
     * @param reason what is not understood; it may quote the file
     */
    public NotUnderstood(String reason) {
        super(reason, null, false, false);
    }

    /**
     * The reason.
     *
     * @return what is not understood
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
