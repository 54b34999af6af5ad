package dev.coord.content.module;

import java.util.Optional;

/** Tells where the imports of one tree lead. For one thread. */
public interface Resolver {

    /**
     * Finds what is imported.
     *
     * @param from the file that imports it
     * @param source what it imports, as it is written there
     * @return where it leads
     */
    ResolvedImport resolve(String from, String source);

    /**
     * A file that is part of another one by its place, as modules are of a package.
     *
     * @param path a file that an import led to
     * @param name what is imported from it
     * @return the file of that name; nothing in most languages
     */
    default Optional<String> part(String path, String name) {
        return Optional.empty();
    }

    /**
     * Where a part would be that is not there.
     *
     * @param path a file that an import led to
     * @param name what is imported from it
     * @return the place, as {@link ResolvedImport.Missing} tells it; nothing where the file can have no parts
     */
    default Optional<String> placeOfPart(String path, String name) {
        return Optional.empty();
    }

    /**
     * Whether a part that is not there may be made by a program.
     *
     * @param path a file that an import led to
     * @param name what is imported from it
     * @return true if nobody can tell whether it is missing
     */
    default boolean isPartMade(String path, String name) {
        return false;
    }

    /**
     * Whether the imports of a file that are used in types only are surely gone when it runs.
     *
     * @param path the file
     * @return false where a compiler is told to keep them, or nobody can tell
     */
    default boolean leavesOutTypes(String path) {
        return false;
    }

    /**
     * Whether a file may make known what its text does not tell.
     *
     * @param path the file
     * @return true if others add to it
     */
    default boolean isAddedTo(String path) {
        return false;
    }
}
