package dev.coord;

import java.util.Objects;

/**
 * One problem of an input, with its place and how to mend it.
 *
 * @param file name of the input as the user gave it
 * @param line line from 1, or 0 where the problem has no line
 * @param column column from 1 in characters, or 0 where the problem has no column
 * @param code what kind of problem it is
 * @param pointer JSON pointer (RFC 6901) of the place, empty for the whole document
 * @param message what was found and how to mend it
 */
public record Problem(String file, int line, int column, Code code, String pointer, String message) {

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
        TOO_MANY
    }

    /** Checks that no part is missing. */
    public Problem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }

    /**
     * The problem as one line, in the form compilers use.
     *
     * @return {@code file:line:column: error CODE /pointer: message}
     */
    @Override
    public String toString() {
        String place = line > 0 ? ":" + line + ":" + column : "";
        String at = pointer.isEmpty() ? "" : " " + pointer;
        return file + place + ": error " + code + at + ": " + message;
    }
}
