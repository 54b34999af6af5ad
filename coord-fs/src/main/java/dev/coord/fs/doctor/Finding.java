package dev.coord.fs.doctor;

/**
 * What {@link Doctor} found.
 *
 * @param check what was looked at
 * @param level how bad it is
 * @param what what was found, one line
 * @param advice what to do about it, or empty
 */
public record Finding(String check, Level level, String what, String advice) {

    /** How bad a finding is. */
    public enum Level {
        /** As it should be. */
        OK("ok"),
        /** Was a problem, and is none any more. */
        MENDED("mended"),
        /** Does no harm, but should be looked at. */
        WARNING("warning"),
        /** Does harm. */
        ERROR("error");

        private final String jsonName;

        Level(String jsonName) {
            this.jsonName = jsonName;
        }

        /**
         * What JSON calls it.
         *
         * @return the word
         */
        public String jsonName() {
            return jsonName;
        }
    }

    /**
     * Whether something remains to be done.
     *
     * @return true for warnings and errors
     */
    public boolean isProblem() {
        return level == Level.WARNING || level == Level.ERROR;
    }
}
