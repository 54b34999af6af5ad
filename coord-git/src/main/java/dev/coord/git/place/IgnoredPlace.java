package dev.coord.git.place;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;

/** Whether git leaves a place in a work tree alone. */
public final class IgnoredPlace {

    private IgnoredPlace() {}

    /**
     * Asks git by which patterns it goes: those of the repository and those of the user.
     *
     * @param workTree the top of a work tree, without symbolic links
     * @param place a directory in it, without symbolic links, which may be missing
     * @param names files in the directory, which may be missing
     * @return whether git ignores each of them
     * @throws BadInput if git cannot tell
     */
    public static boolean isOf(Path workTree, Path place, List<String> names) {
        String below = below(workTree, place);
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        for (String name : names) {
            // Git takes a ':' at the beginning for the word of a pattern language.
            asked.writeBytes(NativeText.of("." + below + "/" + name + "\0"));
        }
        GitAnswer answer = new Git(workTree).ask(asked.toByteArray(), List.of("check-ignore", "-z", "--stdin"));
        if (answer.exit() > 1) {
            throw new BadInput("cannot tell whether git ignores '" + place + "': " + answer.error());
        }
        return answer.raw().chars().filter(c -> c == 0).count() == names.size();
    }

    /**
     * The pattern that has git ignore a directory.
     *
     * @param workTree the top of a work tree
     * @param place a directory in it
     * @return a line for a file of patterns at the top; it stands for this directory only, but for a line end in its name
     */
    public static String pattern(Path workTree, Path place) {
        return below(workTree, place).replaceAll("[\\\\*?\\[]", "\\\\$0").replace('\n', '?') + "/";
    }

    /** With a slash before each segment. */
    private static String below(Path workTree, Path place) {
        int top = workTree.getNameCount() == 0 ? 0 : NativeText.text(workTree).length();
        return NativeText.text(place).substring(top);
    }
}
