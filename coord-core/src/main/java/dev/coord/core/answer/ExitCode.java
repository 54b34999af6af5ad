package dev.coord.core.answer;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends, and the code that an error carries; stable numbers for scripts. */
public enum ExitCode {
    /** Done, or granted. */
    DONE(0, "done, or granted"),
    /** Anything else; the message says what. */
    FAILED(1, "anything else; the message says what"),
    /** Bad input or options; nothing was changed. */
    BAD_INPUT(2, "bad input or options; nothing was changed"),
    /** Denied by a conflict. */
    CONFLICT(3, "denied by a conflict"),
    /** Timed out waiting. */
    TIMED_OUT(4, "timed out waiting"),
    /** Prerequisites are not completed. */
    PREREQUISITES(5, "prerequisites are not completed"),
    /** The lease is not in force any more. */
    LEASE_LOST(6, "the lease is not in force any more"),
    /** Whoever was to read the answer has gone. */
    UNREAD(141, "whoever was to read the answer has gone");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /**
     * The number that scripts see.
     *
     * @return 0 to 255
     */
    public int number() {
        return number;
    }

    /**
     * What every number means.
     *
     * @return a line for each number, in order
     */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }
}
