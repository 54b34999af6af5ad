package dev.coord.testkit.faults;

/** What becomes of one operation. */
public sealed interface Fault {

    /** Nothing unusual. */
    Fault NONE = new None();

    /** The process dies before the operation: see {@link FaultyFileSystem#crash()}. */
    Fault CRASH_BEFORE = new CrashBefore();

    /** The process dies after the operation, before it hears of it. */
    Fault CRASH_AFTER = new CrashAfter();

    /** What Linux says where the device fails: {@code EIO}. */
    String IO_ERROR = "Input/output error";

    /** What Linux says where the disk is full: {@code ENOSPC}. */
    String NO_SPACE = "No space left on device";

    /**
     * The operation fails and does nothing. Where it is a {@link Operation.Kind#FORCE} or
     * {@link Operation.Kind#FORCE_DIRECTORY}, what it was to save is never safe again: a later force does not
     * bring it to the disk, as Linux takes pages for clean whose writing failed.
     *
     * @param reason the message of the {@link java.io.IOException}
     * @return the fault
     */
    static Fault error(String reason) {
        return new Failure(reason);
    }

    /**
     * A write leaves off early. An operation that is no write fails as {@code then} says, without doing anything.
     *
     * @param bytes how many bytes are written at most; the last byte is never written
     * @param then an error, or {@link #CRASH_AFTER}
     * @return the fault
     */
    static Fault shortWrite(int bytes, Fault then) {
        return new ShortWrite(bytes, then);
    }

    /** See {@link #NONE}. */
    record None() implements Fault {}

    /** See {@link #CRASH_BEFORE}. */
    record CrashBefore() implements Fault {}

    /** See {@link #CRASH_AFTER}. */
    record CrashAfter() implements Fault {}

    /**
     * See {@link #error}.
     *
     * @param reason the message
     */
    record Failure(String reason) implements Fault {}

    /**
     * See {@link #shortWrite}.
     *
     * @param bytes how many bytes are written at most
     * @param then what follows
     */
    record ShortWrite(int bytes, Fault then) implements Fault {

        /** Checks. */
        public ShortWrite {
            if (bytes < 0) {
                throw new IllegalArgumentException("a write cannot have " + bytes + " bytes; give 0 or more");
            }
            if (!(then instanceof Failure || then instanceof CrashAfter)) {
                throw new IllegalArgumentException(
                        "after a short write comes an error or a crash, not " + then + "; use error() or CRASH_AFTER");
            }
        }
    }
}
