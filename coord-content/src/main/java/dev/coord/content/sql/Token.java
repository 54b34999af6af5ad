package dev.coord.content.sql;

/**
 * A word of a statement, or what is between two.
 *
 * @param kind what it is
 * @param begin where it begins
 * @param end where it ends, exclusive
 * @param ended false where the file ends inside it
 */
record Token(Kind kind, int begin, int end, boolean ended) {

    /** What a token can be. */
    enum Kind {
        BLANK,
        COMMENT,
        /** A name without quotes, or a keyword. */
        WORD,
        /** A name in double quotes. */
        NAME,
        /** A text in single quotes. */
        TEXT,
        /** A text in dollar quotes. */
        BODY,
        NUMBER,
        SEMICOLON,
        OPEN,
        CLOSE,
        /** With it a command of psql's begins. */
        BACKSLASH,
        OTHER
    }

    boolean isBetween() {
        return kind == Kind.BLANK || kind == Kind.COMMENT;
    }
}
