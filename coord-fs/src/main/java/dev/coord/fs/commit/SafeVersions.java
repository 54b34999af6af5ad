package dev.coord.fs.commit;

import dev.coord.fs.document.TruthFile.Version;
import java.util.Optional;

/**
 * What is known to be on the disk, so that no power cut takes it away.
 *
 * @param safe how the document begins that is on the disk with all its files
 * @param forced the same of the one that will be, once the directory is forced
 * @param failed whether the disk refused something, so that all has to be written again
 */
record SafeVersions(Optional<String> safe, Optional<String> forced, boolean failed) {

    static final SafeVersions NONE = new SafeVersions(Optional.empty(), Optional.empty(), false);

    /** While something is brought to the disk, and for good where that fails. */
    SafeVersions failing() {
        return new SafeVersions(safe, forced, true);
    }

    /** When that went well. */
    SafeVersions succeeded() {
        return new SafeVersions(safe, forced, false);
    }

    boolean isSafe(Version version) {
        return version.isStill(safe);
    }

    /** With a version whose files are written but whose directory is not forced. */
    SafeVersions withForced(Version version) {
        return new SafeVersions(safe, version.head(), failed);
    }

    /** With a version that is on the disk with all its files. */
    SafeVersions withSafe(Version version) {
        return new SafeVersions(version.head(), version.head(), failed);
    }

    boolean isForceDue() {
        return !forced.equals(safe);
    }

    /** When the directory is forced. */
    SafeVersions afterForce() {
        return new SafeVersions(forced, forced, false);
    }
}
