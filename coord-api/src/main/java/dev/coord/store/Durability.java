package dev.coord.store;

/** What an acknowledged update outlives. Readers find whole files either way, and locks mean the same. */
public enum Durability {
    /**
     * The end of the process, however sudden, and of the machine's power: files and directories are forced to the disk
     * before an update is acknowledged. The default.
     */
    POWER_LOSS,
    /**
     * The end of the process, however sudden. Nothing is forced to the disk, which makes updates several times as fast;
     * after a power cut the latest updates may be gone, and on file systems that do not order their writes the directory
     * may be of no use. For a directory that does not outlive the machine's power anyway, as on a memory file system.
     */
    PROCESS_CRASH
}
