package dev.coord.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the command ends; stable numbers for scripts. */
enum ExitCode {
    DONE(0, "done, or granted"),
    FAILED(1, "anything else; the message says what"),
    BAD_INPUT(2, "bad input or options; nothing was changed"),
    CONFLICT(3, "denied by a conflict"),
    TIMED_OUT(4, "timed out waiting"),
    PREREQUISITES(5, "prerequisites are not completed"),
    LEASE_LOST(6, "the lease is not in force any more"),
    UNREAD(141, "whoever was to read the answer has gone");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** What every number means, in order. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }
}
