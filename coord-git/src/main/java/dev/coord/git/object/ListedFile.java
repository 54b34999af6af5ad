package dev.coord.git.object;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a commit has at a path, no directory.
 *
 * @param mode as git tells it: six digits
 * @param id its content
 */
public record ListedFile(String mode, String id) {

    /** Whether it is a file, and no link or submodule. */
    public boolean isFile() {
        return mode.startsWith("100");
    }

    /** All of them, read by one process; by their paths as text. */
    public static SortedMap<String, ListedFile> all(Git git, String commit) {
        SortedMap<String, ListedFile> all = new TreeMap<>();
        for (String entry :
                git.run("ls-tree", "-r", "-z", "--full-tree", commit).rawFields()) {
            int tab = entry.indexOf('\t'); // mode type id, then the name
            all.put(
                    new GitPath(entry.substring(tab + 1)).text(),
                    new ListedFile(
                            entry.substring(0, entry.indexOf(' ')),
                            entry.substring(entry.lastIndexOf(' ', tab) + 1, tab)));
        }
        return all;
    }
}
