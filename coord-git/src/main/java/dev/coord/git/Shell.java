package dev.coord.git;

/** Text for people to paste into a shell. */
final class Shell {

    private Shell() {}

    static String quote(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
