package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** What git noted of the head of a work tree: every way to move its branch from within adds a line, and no other does. */
final class HeadLog {

    private static final long LARGEST = 16 << 20;

    private HeadLog() {}

    /**
     * Where the head was moved to last, if a branch is somewhere else. None where git keeps no log there, or it cannot be read; nor where
     * git was killed in the middle of the last move, which it notes before it makes it.
     */
    static Optional<CommitId> otherThan(CommitId tip, Path administration) {
        Path log = administration.resolve("logs").resolve("HEAD");
        try {
            return Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) && Files.size(log) <= LARGEST
                    ? otherThan(tip, Files.readString(log, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<CommitId> otherThan(CommitId tip, String log) {
        String whole = log.substring(0, log.lastIndexOf('\n') + 1).stripTrailing();
        String[] move = whole.substring(whole.lastIndexOf('\n') + 1).split(" ", 3);
        if (move.length < 3 || move[0].equals(tip.value()) || move[1].equals(tip.value())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CommitId(move[1]));
        } catch (BadInput e) {
            return Optional.empty(); // not git's
        }
    }
}
