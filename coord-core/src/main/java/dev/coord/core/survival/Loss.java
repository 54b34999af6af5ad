package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Side;

/**
 * A line that a side brought to a merge, and that is gone without anybody having taken it away.
 *
 * @param path the file that it was in
 * @param line its number in that side's file, from 1
 * @param text the line
 * @param from who brought it
 */
public record Loss(String path, int line, String text, Side from) {}
