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

    private static final Pattern PLACEHOLDER = Pattern.compile("[$][{][\\w.:-]{1,100}[}]");

    /** Where a tool such as Flyway puts in a value before a server sees the statement. */
    public Optional<String> placeholder() {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        return placeholder.find() ? Optional.of(placeholder.group()) : Optional.empty();
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
