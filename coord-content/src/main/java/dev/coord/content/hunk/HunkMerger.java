package dev.coord.content.hunk;

import dev.coord.RepoPath;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;

/** Merges conflicts of one kind. Pure, and safe from all threads. */
public interface HunkMerger {

    /**
     * How people call the kind.
     *
     * @return its name, in reasons and in results
     */
    String kind();

    /**
     * Whether conflicts of this kind can be in a file.
     *
     * @param path the file
     * @return false if there is no need to ask
     */
    boolean knows(RepoPath path);

    /**
     * Merges a conflict.
     *
     * @param hunk the conflict
     * @return the merged lines
     * @throws NotUnderstood if there is anything in it that is not of this kind, or both sides claim the same
     */
    Resolution merge(Hunk hunk);

    /**
     * Looks at a merged file in which conflicts of this kind can be, whichever kinds merged it.
     *
     * @param versions what was merged
     * @param merged what was made of it
     * @throws NotUnderstood if it cannot be right
     */
    default void check(Versions versions, TextFile merged) {}
}
