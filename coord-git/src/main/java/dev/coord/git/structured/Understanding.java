package dev.coord.git.structured;

import dev.coord.merge.StructuredMerger;
import java.util.List;

/**
 * What is known of files that git cannot merge, and of migrations, which it merges too easily.
 *
 * @param mergers asked in turn, by what files mean
 * @param remake makes files anew by a command
 * @param numbers gives migrations their numbers
 */
public record Understanding(List<StructuredMerger> mergers, Remake remake, Numbers numbers) {

    /** Conflicts are left to git. */
    public static final Understanding NONE = new Understanding(List.of(), Remake.NONE, Numbers.NONE);

    /** Leaves migrations as they are. */
    public Understanding(List<StructuredMerger> mergers, Remake remake) {
        this(mergers, remake, Numbers.NONE);
    }

    /** Copies the list. */
    public Understanding {
        mergers = List.copyOf(mergers);
    }
}
