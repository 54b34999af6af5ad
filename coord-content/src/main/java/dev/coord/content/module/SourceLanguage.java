package dev.coord.content.module;

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
