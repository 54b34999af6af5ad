package dev.coord.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;

/**
 * How a file that a command makes, such as a lock file, is made anew where git cannot merge it. Specification 6.2.
 *
 * @param files the file, or a directory or a glob (reading 6)
 * @param command for {@code /bin/sh -c}, at the top of a work tree of its own that has everything else merged and the file as
 *     the target has it; {@code COORD_FILE} is the path of the file. What else it changes is nothing to coord
 */
public record Regeneration(RepoPath files, String command) {

    /**
     * Checks that there is a command.
     *
     * @throws BadInput if it is blank
     */
    public Regeneration {
        if (command.isBlank()) {
            throw new BadInput("the command that makes '" + files + "' anew is empty; write "
                    + "'package-lock.json=npm install --package-lock-only'");
        }
    }

    /**
     * Reads one as people write it.
     *
     * @param text such as {@code package-lock.json=npm install --package-lock-only}
     * @return what stands before the first {@code =}, and the command behind it
     * @throws BadInput if there is no {@code =}, or one of both is not possible
     */
    public static Regeneration parse(String text) {
        int at = text.indexOf('=');
        if (at < 0) {
            throw new BadInput(
                    "'" + text + "' names no command; write 'package-lock.json=npm install" + " --package-lock-only'");
        }
        return new Regeneration(
                new RepoPath(text.substring(0, at).strip()),
                text.substring(at + 1).strip());
    }

    @Override
    public String toString() {
        return files + "=" + command;
    }
}
