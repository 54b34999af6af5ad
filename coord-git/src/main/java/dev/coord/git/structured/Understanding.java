package dev.coord.git.structured;

import dev.coord.merge.StructuredMerger;
import java.util.List;

/**
 * What is known of files that git cannot merge.
 *
 * @param mergers asked in turn, by what files mean
 * @param remake makes files anew by a command
 */
public record Understanding(List<StructuredMerger> mergers, Remake remake) {

    /** Conflicts are left to git. */
    public static final Understanding NONE = new Understanding(List.of(), Remake.NONE);

    /** Copies the list. */
    public Understanding {
        mergers = List.copyOf(mergers);
    }
}
