package dev.coord.schema;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives the migrations of a branch numbers that are free and come after what landed, and after those of the same wave that they need.
 * Only files that the branch added are named anew, never one that is on what it is merged onto. Once that is done there is nothing left to do: the same
 * question about the renumbered branch is answered by {@link Numbering.Unchanged}.
 *
 * <p>It is pure: the answer depends on the files alone, many threads may ask at once, each with files of its own, and it never throws
 * because of what a file is called or holds. Specification 6.2.
 */
@FunctionalInterface
public interface MigrationNumbering {

    /** Leaves every number as it is. */
    MigrationNumbering NONE = files -> new Numbering.Unchanged(List.of());

    /**
     * Looks at a branch.
     *
     * @param files the branch beside what it is merged onto; only valid during the call
     * @return what has to change in the branch before it is merged
     */
    Numbering number(BranchFiles files);

    /**
     * Puts the branches of a wave in an order in which what needs what another one makes comes after it.
     *
     * @param branches each beside the target, in the order in which they are merged otherwise
     * @return their places in the list, each once; as they are given where nothing speaks against that
     */
    default List<Integer> order(List<BranchFiles> branches) {
        return IntStream.range(0, branches.size()).boxed().toList();
    }
}
