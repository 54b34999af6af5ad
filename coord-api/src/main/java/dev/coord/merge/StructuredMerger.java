package dev.coord.merge;

import dev.coord.RepoPath;
import java.util.Optional;

/**
 * Merges one file that git cannot merge, by what the file means. Integrators ask their mergers in turn, for the files git
 * reports a conflict in and for no others; the first that merges wins, and a file that none merges stays in conflict.
 *
 * <p>A merger is pure: the answer depends on the arguments alone, it reads and writes nothing beside them, and many threads may
 * call it at once. It takes time that is bounded by the size of the versions, about a second for 10 MB, and never throws
 * because of what a file holds. It answers {@link StructuredMerge.Merged} only if it understood the whole conflict: every line
 * that a side added is there, what a side deleted is gone, and the parts of the target stand in the order they had there. A
 * wrong merge is worse than a hundred refusals. Specification 6.2.
 */
@FunctionalInterface
public interface StructuredMerger {

    /**
     * Merges the versions of one file.
     *
     * @param path the file, which tells what kind it is of; nothing is read from there
     * @param base what both sides began from; empty where each of them added the file
     * @param ours the target's version, whose order and layout the merged file follows
     * @param theirs the version that is merged into it
     * @return the merged file with what came from where, or why there is none
     */
    StructuredMerge merge(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs);
}
