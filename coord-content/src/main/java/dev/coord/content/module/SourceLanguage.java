package dev.coord.content.module;

import java.util.List;
import java.util.Optional;

/** A language whose imports are understood. Safe from all threads. */
public interface SourceLanguage {

    /**
     * Whether files of this kind import others.
     *
     * @param path the file
     * @return true if {@link #read} knows it
     */
    boolean isSource(String path);

    /**
     * Whether a file says where imports lead.
     *
     * @param path the file
     * @return true for a configuration
     */
    boolean isConfiguration(String path);

    /**
     * Reads one file.
     *
     * @param path where it lies; only its name matters
     * @param text what it holds
     * @return what it says, which depends on the arguments alone
     */
    SourceFacts read(String path, String text);

    /**
     * Whether there is more to know of a file than {@link #read} tells.
     *
     * @param path where it lies
     * @return true where {@link #readClosely} tells more
     */
    default boolean isReadClosely(String path) {
        return false;
    }

    /**
     * Reads one file more closely, in more time: also of which imports it uses only types.
     *
     * @param path where it lies; only its name matters
     * @param text what it holds
     * @return what {@link #read} says, with that
     */
    default SourceFacts readClosely(String path, String text) {
        return read(path, text);
    }

    /**
     * Finds what files of one tree import.
     *
     * @param tree the files
     * @return for use by one thread
     */
    Resolver on(Tree tree);

    /**
     * What may stand in a circle of imports.
     *
     * @param path a source file
     * @return the file itself, or a directory whose files may import each other as they like
     */
    default String unit(String path) {
        return path;
    }

    /**
     * How a file imports what it needs for types only, so that nothing is imported when it runs.
     *
     * @param path a source file
     * @return how that is written; nothing where it cannot be
     */
    default Optional<String> forTypesOnly(String path) {
        return Optional.empty();
    }

    /**
     * The files that would be found at a place where a file should be.
     *
     * @param place as {@link ResolvedImport.Missing} tells it
     * @return their paths, the likeliest first
     */
    List<String> files(String place);

    /**
     * Whether a name that is imported has to be there at once, and not only when it is used.
     *
     * @return true where an import takes what a name means
     */
    boolean takesNamesAtOnce();

    /**
     * Whether files that import each other in a circle may not land.
     *
     * @return false where the language allows it
     */
    boolean forbidsCycles();
}
