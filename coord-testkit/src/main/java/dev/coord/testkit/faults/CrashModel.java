package dev.coord.testkit.faults;

/** What a crash can leave of the operations that were done before it. */
public enum CrashModel {

    /**
     * The process dies and the system lives on: everything it did is there, a write that was under way in part.
     */
    PROCESS_CRASH,

    /**
     * The machine loses power. What was forced is there; of the rest, anything may be or not be:
     *
     * <ul>
     *   <li>A write, a truncation or changed permissions are safe once their file was forced after them. Before that each
     *       of them may be lost, and a write may be there in part: so a file holds its old content, nothing, any prefix of
     *       the new content, or a later write without an earlier one, with zeros in the gap. Never bytes that nobody
     *       wrote.
     *   <li>A directory entry made, moved or removed is safe once its directory was forced after that; one moved between two
     *       directories, once either was. Before that each such operation may be lost, whole: a rename never leaves both
     *       names or none. Forcing a file does not save its name: POSIX does not promise it, though ext4 and XFS do it.
     *   <li>Operations not yet safe may reach the disk in any order: a rename without the data of the renamed file (an empty
     *       file under its final name), the later of two renames without the earlier, entries without data and data without
     *       entries.
     *   <li>What a failed force was to save stays unsafe for good, whatever is forced later.
     * </ul>
     *
     * Which of the possible states are listed: nothing, everything, entries alone, data alone; every prefix and every suffix of the
     * operations in question, in order; each of them alone and all but each; every prefix of the entries without data; every
     * subset of the entries while there are at most four; each write cut after its first byte, in its middle and before its
     * last byte. Equal states are listed once.
     */
    POWER_CUT
}
