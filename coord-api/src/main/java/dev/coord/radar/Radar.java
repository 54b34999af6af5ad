package dev.coord.radar;

import dev.coord.CoordinationException.RepositoryFailed;
import java.util.Collection;

/**
 * Looks at live work and tells what would conflict. It only reads: no ref, no index and no file of anybody's work changes. What it
 * saw it remembers, so that another look takes only as long as what has changed. Used by one thread at a time. Specification 6.2.
 */
public interface Radar extends AutoCloseable {

    /**
     * Merges the works pairwise, and each with the target, none of it anywhere that others see.
     *
     * @param target full name of the branch that all of it is to land on
     * @param work what to look at, each feature once; uncommitted changes count, and files that git neither tracks nor ignores
     * @return where two of them meet. What git is busy with, as in the middle of a rebase, counts as it was before; what cannot be
     *     read, or has vanished, is told as unseen
     * @throws InterruptedException if the thread is interrupted
     * @throws RepositoryFailed if the repository cannot be read; the next look begins anew
     */
    RadarPicture look(String target, Collection<LiveWork> work) throws InterruptedException;

    /** Removes what it wrote for itself. Idempotent. */
    @Override
    void close();
}
