package dev.coord.core.run.text;

/** What files hold, within Markdown. */
final class Fenced {

    private static final int MOST_LINES = 200;
    private static final int MOST_CHARACTERS = 10_000;

    private Fenced() {}

    /** No line of the text ends the fence, and what is too long for a reader is told to be in the file. */
    static String text(String whole) {
        String text = beginning(whole);
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + fence + "\n"
                + (text.length() == whole.length()
                        ? ""
                        : "\nThat is the beginning, " + text.length() + " of " + whole.length()
                                + " characters; the file in the work tree has all of it.\n");
    }

    private static String beginning(String text) {
        int end = 0;
        for (int line = 0; line < MOST_LINES && end < text.length(); line++) {
            int next = text.indexOf('\n', end) + 1;
            end = next == 0 ? text.length() : next;
        }
        int most = Math.min(end, MOST_CHARACTERS);
        boolean isWithinOne = most > 0 && most < text.length() && Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, isWithinOne ? most - 1 : most);
    }
}
