package dev.coord.content.module;

/** Where an import leads. Immutable. */
public sealed interface ResolvedImport {

    /**
     * To a file of the tree.
     *
     * @param path the file
     */
    record Found(String path) implements ResolvedImport {}

    /** To what others wrote. */
    record Outside() implements ResolvedImport {}

    /**
     * Nowhere.
     *
     * @param place where a file should be
     */
    record Missing(String place) implements ResolvedImport {}

    /**
     * Nobody can tell.
     *
     * @param why such as {@code git ignores it}
     * @param isInTree whether it lies in no other file of the tree than it ever did
     */
    record Unclear(String why, boolean isInTree) implements ResolvedImport {

        /**
         * To somewhere.
         *
         * @param why such as {@code git ignores it}
         */
        public Unclear(String why) {
            this(why, false);
        }
    }
}
