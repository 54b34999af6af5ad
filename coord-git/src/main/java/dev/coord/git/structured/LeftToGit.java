package dev.coord.git.structured;

import dev.coord.SafeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which files the user's attributes and settings leave to git, or to a driver of theirs. */
final class LeftToGit {

    /** No attribute, or the three-way merge of lines, which is what git has tried. */
    private static final Set<String> BY_LINES = Set.of("unspecified", "set", "text");

    private static final String RENORMALIZE = "merge.renormalize";

    private final Git git;

    /**
     * Binds git.
     *
     * @param git in a work tree that has the attributes of what is merged onto
     */
    LeftToGit(Git git) {
        this.git = git;
    }

    /** Why a file is not for mergers, by file; those that are not named are. */
    SortedMap<GitPath, String> among(Collection<GitPath> files) {
        SortedMap<GitPath, String> left = new TreeMap<>();
        if (git.ask("config", "--type=bool", RENORMALIZE).line().equals("true")) {
            files.forEach(file -> left.put(file, "the setting " + RENORMALIZE + " leaves it to git"));
            return left;
        }
        List<String> asked = List.of("check-attr", "-z", "--stdin", "merge");
        String[] fields = git.run(GitPath.listed(files), asked).raw().split("\0", -1);
        for (int i = 0; i + 2 < fields.length; i += 3) { // file, attribute, value
            String driver = SafeText.excerpt(new GitPath(fields[i + 2]).text());
            if (!BY_LINES.contains(driver)) {
                left.put(
                        new GitPath(fields[i]),
                        driver.equals("unset")
                                ? "its attributes leave it to git"
                                : "its attributes leave it to the merge driver '" + driver + "'");
            }
        }
        return left;
    }
}
