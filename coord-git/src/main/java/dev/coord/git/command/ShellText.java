package dev.coord.git.command;

import dev.coord.SafeText;
import dev.coord.core.process.NativeText;
import java.nio.file.Path;

/** Text for people to paste into a shell. */
public final class ShellText {

    private ShellText() {}

    public static String quote(String word) {
        return SafeText.shellWord(word);
    }

    public static String git(Path directory) {
        return "git -C " + quote(NativeText.text(directory));
    }

    /**
     * The command that brings a checked-out branch forward and refuses where anything would be overwritten. A merge that is
     * not of this kind overwrites ignored files without a word, whatever its options.
     */
    public static String forward(Path checkout, String revision) {
        return git(checkout) + " merge --ff-only --no-overwrite-ignore " + quote(revision);
    }
}
