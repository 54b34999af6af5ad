package dev.coord.proof;

import dev.coord.RepoPath;

/**
 * Tells what one file imports, as far as its text says so. It says for which checks of features a changed file counts, so that
 * one import too many costs a run of a check, and one too few is made up for by the last landing of a run, before which all run.
 *
 * <p>A reader is pure: the answer depends on the arguments alone, and many threads may call it at once. It takes time that is
 * bounded by the size of the file, and never throws because of what a file holds. Specification 6.1.
 */
@FunctionalInterface
public interface ImportReader {

    /**
     * Reads one file.
     *
     * @param path the file, which tells what kind it is of; nothing is read from there
     * @param content its bytes
     * @return what it imports; {@link FileImports#NONE} of a kind that is not known
     */
    FileImports read(RepoPath path, byte[] content);

    /**
     * Tells which files have to be read before any import is looked up, since they give names to directories.
     *
     * @param path a file of the repository
     * @return true if {@link #read} may tell a {@link FileImports#modules module} of it; by itself, never
     */
    default boolean namesModule(RepoPath path) {
        return false;
    }
}
