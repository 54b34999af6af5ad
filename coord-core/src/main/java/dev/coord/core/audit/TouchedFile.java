package dev.coord.core.audit;

/**
 * One file that a branch changed. A renamed file counts under both names.
 *
 * @param path as git has it
 * @param before what was there
 * @param after what is there now
 * @param target where a symbolic link leads now; empty for everything that is none
 */
public record TouchedFile(String path, Kind before, Kind after, String target) {

    /** What lies at a path. */
    public enum Kind {
        /** Nothing. */
        NOTHING,
        /** A file. */
        FILE,
        /** A symbolic link. */
        LINK,
        /** A commit of another repository. */
        GITLINK;

        /**
         * What a mode of git stands for.
         *
         * @param mode six digits, zeros where nothing is there
         * @return the kind
         */
        public static Kind of(String mode) {
            return switch (mode) {
                case "000000" -> NOTHING;
                case "120000" -> LINK;
                case "160000" -> GITLINK;
                default -> FILE;
            };
        }
    }

    /**
     * Whether the name is new.
     *
     * @return true if nothing was there before
     */
    public boolean isAdded() {
        return before == Kind.NOTHING && after != Kind.NOTHING;
    }

    /**
     * Whether the name is gone.
     *
     * @return true if nothing is there any more
     */
    public boolean isDeleted() {
        return after == Kind.NOTHING;
    }
}
