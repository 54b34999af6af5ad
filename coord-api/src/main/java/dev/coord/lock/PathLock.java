package dev.coord.lock;

import dev.coord.RepoPath;

/**
 * A lock on everything a path covers.
 *
 * @param path file, directory or glob
 * @param operation what the lock is for
 */
public record PathLock(RepoPath path, Operation operation) {
    /** What a lock is for. Specification 3.3. */
    public enum Operation {
        /** Shared: many agents may read at once. */
        READ,
        /** Exclusive: one agent writes, nobody else reads or writes. */
        WRITE;

        /**
         * Whether two agents may not do both at once.
         *
         * @param other what the other agent does
         * @return true unless both read
         */
        public boolean excludes(Operation other) {
            return this == WRITE || other == WRITE;
        }

        /**
         * The operation as the protocol's files write it.
         *
         * @return {@code read} or {@code write}
         */
        public String jsonName() {
            return switch (this) {
                case READ -> "read";
                case WRITE -> "write";
            };
        }
    }
}
