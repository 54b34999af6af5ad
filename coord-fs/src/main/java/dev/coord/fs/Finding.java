package dev.coord.fs;

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
        OK,
        /** Was a problem, and is none any more. */
        MENDED,
        /** Does no harm, but should be looked at. */
        WARNING,
        /** Does harm. */
        ERROR
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
