package dev.coord.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The files of one branch, where it was begun, and of what it is merged onto. Files are plain files whose names are UTF-8; links and
 * submodules are none. What is asked for is read once and not more. For one thread.
 */
public interface BranchFiles {

    /**
     * When the latest commit of the branch was made.
     *
     * @return the time; nothing where that is not known
     */
    Optional<Instant> made();

    /**
     * What there was when the branch was begun.
     *
     * @return its files
     */
    SortedSet<String> pathsBegun();

    /**
     * What the branch is merged onto: the target, and the features of the wave that come before.
     *
     * @return its files
     */
    SortedSet<String> pathsOnto();

    /**
     * What of {@link #pathsOnto} has landed.
     *
     * @return the files of the target, without the features of the wave that come before
     */
    SortedSet<String> pathsLanded();

    /**
     * Migrations that landed, were taken back, and are not known to be undone: databases may have them under their numbers.
     *
     * @return the files that make them, as they were when they were taken back
     */
    default SortedSet<String> pathsLeft() {
        return Collections.emptySortedSet();
    }

    /**
     * What the branch has.
     *
     * @return its files
     */
    SortedSet<String> paths();

    /**
     * What the branch added or edited since it was begun, without what it is merged onto has alike.
     *
     * @return those of {@link #paths}
     */
    SortedSet<String> changed();

    /**
     * A file of the branch.
     *
     * @param path any file
     * @return its bytes; nothing where there is no such file, or it has more than 16 MiB
     */
    Optional<byte[]> content(String path);

    /**
     * A file of what was taken back.
     *
     * @param path one of {@link #pathsLeft}
     * @return its bytes; nothing where it has more than 16 MiB
     */
    default Optional<byte[]> contentLeft(String path) {
        return Optional.empty();
    }

    /**
     * A file of what the branch is merged onto.
     *
     * @param path any file
     * @return its bytes; nothing where there is no such file, or it has more than 16 MiB
     */
    Optional<byte[]> contentOnto(String path);
}
