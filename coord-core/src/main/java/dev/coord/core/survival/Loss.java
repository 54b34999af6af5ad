package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Side;
import dev.coord.proof.Proof.Undone;

/**
 * What a side brought to a merge, and what is undone without anybody having meant that.
 *
 * @param path the file that it was in
 * @param line its number in that side's file, from 1; of a line that is back, its number in the merge
 * @param text the line, or the mode of the file
 * @param from whose work it was
 * @param what what of that work is undone
 */
public record Loss(String path, int line, String text, Side from, Undone what) {

    /**
     * A line that is gone.
     *
     * @param path the file that it was in
     * @param line its number in that side's file, from 1
     * @param text the line
     * @param from who brought it
     */
    public Loss(String path, int line, String text, Side from) {
        this(path, line, text, from, Undone.ADDITION);
    }
}
