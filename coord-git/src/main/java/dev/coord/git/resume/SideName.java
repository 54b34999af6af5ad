package dev.coord.git.resume;

import dev.coord.git.command.GitPath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that git makes up for one side's file where something else is in its place. It is nobody's, so it must not land.
 *
 * @param place where the file belongs
 * @param commit whose file it is
 */
record SideName(String place, String commit) {

    private static final Pattern NAME =
            Pattern.compile("(.+)~([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:_[0-9]+)?(?:/.*)?", Pattern.DOTALL);

    static Optional<SideName> of(GitPath file) {
        Matcher name = NAME.matcher(file.raw());
        return name.matches()
                ? Optional.of(new SideName(new GitPath(name.group(1)).text(), name.group(2)))
                : Optional.empty();
    }
}
