package dev.coord;

import java.util.List;

/**
 * What a caller cannot foresee or handle on the spot. What a caller is expected to branch on is a sealed result
 * instead. Each subtype says what is true afterwards.
 */
public abstract sealed class CoordinationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private CoordinationException(String message) {
        super(message);
    }

    private CoordinationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Input that breaks a rule; nothing was changed. Every problem found is in it, in the order of the input. */
    public static final class BadInput extends CoordinationException {

        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        /**
         * @param problems every problem found, at least one
         */
        public BadInput(List<Problem> problems) {
            super(String.join("\n", problems.stream().map(Problem::toString).toList()));
            this.problems = List.copyOf(problems);
        }

        /**
         * For input that has no place in a file.
         *
         * @param message what was tried, on what, what was found and how to mend it
         */
        public BadInput(String message) {
            super(message);
            this.problems = List.of();
        }

        /**
         * The problems with their places.
         *
         * @return every problem; empty where the input has no place in a file
         */
        public List<Problem> problems() {
            return problems;
        }
    }

    /** The store could not be read or written. An update that was under way did not happen, unless the message says so. */
    public static sealed class StoreFailed extends CoordinationException permits StoreBusy {

        private static final long serialVersionUID = 1L;

        /**
         * @param message what was tried, on what, what was found and what to do next
         */
        public StoreFailed(String message) {
            super(message);
        }

        /**
         * @param message what was tried, on what, what was found and what to do next
         * @param cause what the system said
         */
        public StoreFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Another process kept the store to itself for as long as the caller would wait, or until it was interrupted. Nothing was
     * changed, and nothing of it is done later.
     */
    public static final class StoreBusy extends StoreFailed {

        private static final long serialVersionUID = 1L;

        /**
         * @param message which store, which process holds it and what to do next
         */
        public StoreBusy(String message) {
            super(message);
        }
    }

    /** A lease was used after it expired, was released or was broken; its locks may belong to another agent by now. */
    public static final class LeaseLost extends CoordinationException {

        private static final long serialVersionUID = 1L;

        /**
         * @param message which lease, what became of it and what to do next
         */
        public LeaseLost(String message) {
            super(message);
        }
    }

    /**
     * Something was refused that a caller insisted on with {@code orElseThrow}; nothing was changed but what the outcome says. A
     * caller that branches on the outcome instead never sees this.
     */
    public static final class Refused extends CoordinationException {

        private static final long serialVersionUID = 1L;

        /**
         * @param message the outcome's message: what was refused, why, and what to do next
         */
        public Refused(String message) {
            super(message);
        }
    }

    /** The version control system refused or failed. The target branch is what it was before, unless the message says so. */
    public static final class RepositoryFailed extends CoordinationException {

        private static final long serialVersionUID = 1L;

        private final String output;

        /**
         * @param message what was tried, on what, what was found and what to do next
         */
        public RepositoryFailed(String message) {
            this(message, "");
        }

        /**
         * For a command of the user's that failed.
         *
         * @param message what was tried, on what, what was found and what to do next
         * @param output the end of what the command printed, as it printed it
         */
        public RepositoryFailed(String message, String output) {
            super(message);
            this.output = output;
        }

        /**
         * @param message what was tried, on what, what was found and what to do next
         * @param cause what the system said
         */
        public RepositoryFailed(String message, Throwable cause) {
            super(message, cause);
            this.output = "";
        }

        /**
         * What a command of the user's printed before it failed; people are shown its last lines.
         *
         * @return the end of it as it was printed; empty where there is nothing to show
         */
        public String output() {
            return output;
        }
    }
}
