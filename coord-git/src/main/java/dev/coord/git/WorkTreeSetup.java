package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.core.file.SystemPath;
import dev.coord.core.path.PathPattern;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What makes a new work tree a working copy: ignored files of the checkout that the run was started in, and a command that is run
 * once in each new work tree before its agent begins, and in that of the combined tests.
 *
 * @param carried files, directories or globs (reading 6); of what they cover, files that git ignores are copied where a work tree
 *     does not have them, links as links, repositories of their own left out. They never are part of what lands
 * @param command run by {@code /bin/sh -c}, with {@code COORD_DIR}, {@code COORD_RUN} and, for a feature, {@code COORD_FEATURE}, {@code
 *     COORD_BRANCH} and {@code COORD_ATTEMPT}, otherwise {@code COORD_WAVE}, in its environment; exit status 0 means that the work
 *     tree is ready
 * @param timeout how long the command may take
 */
public record WorkTreeSetup(List<RepoPath> carried, Optional<String> command, Duration timeout) {

    /** Nothing is carried, and nothing run. */
    public static final WorkTreeSetup NONE = new WorkTreeSetup(List.of(), Optional.empty(), Duration.ofMinutes(1));

    /**
     * Checks the parts and copies the list.
     *
     * @throws BadInput if the command is blank or the timeout not positive
     */
    public WorkTreeSetup {
        carried = List.copyOf(carried);
        if (command.filter(String::isBlank).isPresent()) {
            throw new BadInput("the set-up command is empty; give a command, or none at all for no set-up");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new BadInput("a timeout of " + timeout + " for the set-up is not possible; give a positive duration");
        }
    }

    SetUp of(GitRepository repository, Path directory) {
        return new SetUp(
                repository.internal(),
                SystemPath.absolute(directory),
                carried.stream().map(PathPattern::of).toList(),
                command.map(text -> new LoggedCommand(text, timeout)));
    }
}
