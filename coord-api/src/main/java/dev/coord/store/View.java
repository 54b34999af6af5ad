package dev.coord.store;

/** The two files of the protocol that are derived from the snapshot. Specification 3.1 and 4.1. */
public enum View {
    // written in this order: nobody may find a lock free before he can see that its feature is completed
    /** {@code coordination-state.json}. */
    STATE("coordination-state.json"),
    /** {@code coordination-locks.json}. */
    LOCKS("coordination-locks.json");

    private final String fileName;

    View(String fileName) {
        this.fileName = fileName;
    }

    /** The name of the file in a coordination directory. */
    public String fileName() {
        return fileName;
    }
}
