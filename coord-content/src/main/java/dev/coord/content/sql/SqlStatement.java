package dev.coord.content.sql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of a file. Immutable.
 *
 * @param form whether it is one that a server understands
 * @param begin where it begins in the file, without what is before its first word
 * @param end where it ends, exclusive, without its semicolon and what is before that
 * @param line its first line, from 1
 * @param text what it is, comments inside it included
 * @param copied the lines that {@code COPY ... FROM stdin} reads, without the line <code>\.</code> that ends them; otherwise empty
 */
public record SqlStatement(Form form, int begin, int end, int line, String text, String copied) {

    /** What is read of a long one: of rows that are inserted, the names before them. */
    private static final int LONGEST = 1 << 20;

    private static final Pattern PLACEHOLDER = Pattern.compile("[$][{][\\w.:-]{1,100}[}]");

    /** Where a tool such as Flyway puts in a value before a server sees the statement. */
    public Optional<String> placeholder() {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        return placeholder.find() ? Optional.of(placeholder.group()) : Optional.empty();
    }

    /** Whether it is so long that its head alone is read. */
    public boolean isLong() {
        return text.length() > LONGEST;
    }

    /** Its text; of a long one the beginning, up to the last comma of the first MB. */
    public String head() {
        return isLong() ? text.substring(0, Math.max(0, text.lastIndexOf(',', LONGEST))) : text;
    }

    /** What a statement can be. */
    public enum Form {
        /** A whole statement. */
        SQL,
        /** A {@code COPY ... FROM stdin}, whose lines follow it. */
        COPY,
        /** A command of psql's, or a statement with one in it, up to the end of its line. */
        COMMAND,
        /** The file ends inside a text, a comment, parentheses or a body. */
        UNENDED
    }
}
