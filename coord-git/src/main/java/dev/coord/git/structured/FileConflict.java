package dev.coord.git.structured;

import dev.coord.git.command.GitPath;
import java.util.Optional;

/**
 * A plain file that both sides have, in versions whose contents git cannot merge.
 *
 * @param path where the merged file belongs
 * @param binary whether git took it for binary
 * @param base what both began from; none where each of them added it
 * @param ours the version merged onto
 * @param theirs the version merged into it
 */
public record FileConflict(GitPath path, boolean binary, Optional<Version> base, Version ours, Version theirs) {

    /**
     * A file as a tree has it.
     *
     * @param mode such as {@code 100644}
     * @param id of its contents
     */
    public record Version(String mode, String id) {

        boolean isPlain() {
            return mode.startsWith("100");
        }
    }

    /** The mode of the merged file: that of the side that changed it. */
    String mode() {
        return base.filter(common -> common.mode().equals(ours.mode())).isPresent() ? theirs.mode() : ours.mode();
    }

    /** Whether all versions are plain files, and what each began from tells which mode is meant. */
    boolean isPlain() {
        return ours.isPlain()
                && theirs.isPlain()
                && base.map(Version::isPlain).orElse(ours.mode().equals(theirs.mode()));
    }
}
