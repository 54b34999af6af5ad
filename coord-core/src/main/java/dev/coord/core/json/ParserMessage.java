package dev.coord.core.json;

/** What a JSON parser says of a text, for people: without what it tells of itself. Safe from many threads. */
public final class ParserMessage {

    private ParserMessage() {}

    /**
     * Leaves out the parser's own names and settings.
     *
     * @param said the message without its place
     * @return the message as a person can read it
     */
    public static String plain(String said) {
        return said.replaceAll("\\[Source: [^;]*; line: (\\d+), column: \\d+]", "line $1")
                .replaceAll(" \\(not recognized as one since Feature '\\w+' not enabled for parser\\)", "")
                .replaceAll("\\('(.{1,2})' \\(code \\d+[^)]*\\)\\)", "'$1'");
    }
}
