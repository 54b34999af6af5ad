package dev.coord.git;

import dev.coord.SafeText;
import java.nio.file.Path;

/** Text for people to paste into a shell. */
final class Shell {

    private Shell() {}

    static String quote(String word) {
        return SafeText.shellWord(word);
    }

    static String git(Path directory) {
        return "git -C " + quote(Bytes.text(directory));
    }

    /**
     * The command that brings a checked-out branch forward and refuses where anything would be overwritten. A merge that is
     * not of this kind overwrites ignored files without a word, whatever its options.
     */
    static String forward(Path checkout, String revision) {
        return git(checkout) + " merge --ff-only --no-overwrite-ignore " + quote(revision);
    }
}
