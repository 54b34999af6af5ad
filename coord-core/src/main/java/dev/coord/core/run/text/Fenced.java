package dev.coord.core.run.text;

/**
 * What files hold, within Markdown: no line of it ends the fence, and what is too long for a reader is told to be the beginning.
 * Immutable.
 *
 * @param kind what the fence says of it; empty for nothing
 * @param mostLines how many lines are shown at most
 * @param mostCharacters how many characters are shown at most
 * @param elsewhere where all of it is, after a semicolon; empty where it is nowhere else
 */
public record Fenced(String kind, int mostLines, int mostCharacters, String elsewhere) {

    private static final Fenced FILE = new Fenced("", 200, 10_000, "; the file in the work tree has all of it");

    /** A part of a file of the work tree. */
    static String text(String whole) {
        return FILE.of(whole);
    }

    /**
     * Puts it into a fence.
     *
     * @param whole the text, of any length
     * @return Markdown, which a line feed ends
     */
    public String of(String whole) {
        String text = beginning(whole);
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + kind + "\n" + text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + fence + "\n"
                + (text.length() == whole.length()
                        ? ""
                        : "\nThat is the beginning, " + text.length() + " of " + whole.length() + " characters"
                                + elsewhere + ".\n");
    }

    private String beginning(String text) {
        int end = 0;
        for (int line = 0; line < mostLines && end < text.length(); line++) {
            int next = text.indexOf('\n', end) + 1;
            end = next == 0 ? text.length() : next;
        }
        int most = Math.min(end, mostCharacters);
        boolean isWithinOne = most > 0 && most < text.length() && Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, isWithinOne ? most - 1 : most);
    }
}
