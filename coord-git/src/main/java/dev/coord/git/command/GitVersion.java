package dev.coord.git.command;

import dev.coord.CoordinationException.BadInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code git merge-tree --write-tree} came with git 2.38. */
public final class GitVersion {

    private static final Pattern FORM = Pattern.compile("git version (\\d+)\\.(\\d+).*", Pattern.DOTALL);
    private static final int MAJOR = 2;
    private static final int MINOR = 38;

    private GitVersion() {}

    public static void require(String answer) {
        Matcher version = FORM.matcher(answer);
        if (!version.matches()) {
            throw new BadInput("cannot tell the version of git from '" + answer + "'; install git 2.38 or later");
        }
        int major = Integer.parseInt(version.group(1));
        if (major < MAJOR || (major == MAJOR && Integer.parseInt(version.group(2)) < MINOR)) {
            throw new BadInput("coord merges with 'git merge-tree --write-tree', which came with git 2.38, but this is "
                    + answer + "; install a later git");
        }
    }
}
