package dev.coord.git;

import dev.coord.SafeText;

/** Text for people to paste into a shell. */
final class Shell {

    private Shell() {}

    static String quote(String word) {
        return SafeText.shellWord(word);
    }
}
