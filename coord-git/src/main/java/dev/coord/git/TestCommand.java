package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import java.time.Duration;
import java.util.List;

/**
 * How a merged wave is tested. Immutable.
 *
 * @param command run by {@code /bin/sh -c} in a work tree of the merged wave, with {@code COORD_RUN} and {@code COORD_WAVE}
 *     in its environment; exit status 0 means that the tests passed
 * @param timeout how long it may take
 * @param reports files, directories or globs (reading 6): JUnit XML files that it covers and the tests wrote tell which tests failed.
 *     Where there are none, output in the Test Anything Protocol does
 */
public record TestCommand(String command, Duration timeout, List<RepoPath> reports) {

    /**
     * Checks the parts and copies the list.
     *
     * @throws BadInput if the command is blank or the timeout not positive
     */
    public TestCommand {
        reports = List.copyOf(reports);
        if (command.isBlank()) {
            throw new BadInput("the test command is empty; give a command, or none at all for no tests");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new BadInput("a timeout of " + timeout + " for the tests is not possible; give a positive duration");
        }
    }

    /**
     * Tests that write no reports.
     *
     * @param command as above
     * @param timeout how long it may take
     * @throws BadInput if the command is blank or the timeout not positive
     */
    public TestCommand(String command, Duration timeout) {
        this(command, timeout, List.of());
    }
}
