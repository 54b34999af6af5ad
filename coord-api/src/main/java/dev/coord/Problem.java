package dev.coord;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One problem of an input, with its place and how to mend it; or a warning, which stops nothing.
 *
 * @param file name of the input as the user gave it
 * @param line line from 1, or 0 where the problem has no line
 * @param column column from 1 in characters, or 0 where the problem has no column
 * @param code what kind of problem it is
 * @param pointer JSON pointer (RFC 6901) of the place, empty for the whole document
 * @param message what was found and how to mend it
 * @param circle the features that wait for each other, all of them, for {@link Code#CYCLE}; otherwise empty
 */
public record Problem(
        String file, int line, int column, Code code, String pointer, String message, List<FeatureId> circle) {

    /** The kinds of problems; stable names for tools. */
    public enum Code {
        /** The input cannot be read. */
        UNREADABLE,
        /** The input has nothing in it. */
        EMPTY,
        /** The input is larger than is accepted. */
        TOO_LARGE,
        /** The input is not JSON. */
        NOT_JSON,
        /** A value has another JSON type than its field. */
        WRONG_TYPE,
        /** An object has a field that nothing reads. */
        UNKNOWN_FIELD,
        /** One key stands twice in an object. */
        DUPLICATE_KEY,
        /** A feature id is not allowed, or differs from another by case only. */
        INVALID_ID,
        /** A path is not one inside the repository. */
        INVALID_PATH,
        /** A value is of the right type but not allowed. */
        INVALID_VALUE,
        /** An id that no feature has. */
        UNKNOWN_FEATURE,
        /** A feature that blocks itself. */
        SELF_DEPENDENCY,
        /** Features that wait for each other. */
        CYCLE,
        /** There are more problems than are listed. */
        TOO_MANY,
        /** A warning: a path that is taken as it stands, but is probably not meant so. */
        UNLIKELY_PATH,
        /** A warning: a table whose name differs from another's by case only, and which counts as the same. */
        SAME_TABLE,
        /** A warning: there are more warnings than are listed. */
        MORE_WARNINGS;

        private static final Set<Code> WARNINGS = EnumSet.of(UNLIKELY_PATH, SAME_TABLE, MORE_WARNINGS);

        /**
         * Whether the input is accepted all the same.
         *
         * @return true for a warning
         */
        public boolean isWarning() {
            return WARNINGS.contains(this);
        }
    }

    /** Copies the circle and checks that no part is missing. */
    public Problem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
        circle = List.copyOf(circle);
    }

    /**
     * A problem that is no circle.
     *
     * @param file name of the input as the user gave it
     * @param line line from 1, or 0
     * @param column column from 1, or 0
     * @param code what kind of problem it is
     * @param pointer JSON pointer of the place
     * @param message what was found and how to mend it
     */
    public Problem(String file, int line, int column, Code code, String pointer, String message) {
        this(file, line, column, code, pointer, message, List.of());
    }

    /**
     * The problem as one line, in the form compilers use.
     *
     * @return {@code file:line:column: error CODE /pointer: message}, or the same with {@code warning}
     */
    @Override
    public String toString() {
        String place = line > 0 ? ":" + line + ":" + column : "";
        String at = pointer.isEmpty() ? "" : " " + pointer;
        return file + place + (code.isWarning() ? ": warning " : ": error ") + code + at + ": " + message;
    }
}
