package dev.coord.git.prove;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads a file with the marks of {@code diff3} style, which are longer here than any that people make. Pure. */
final class MarkedFile {

    /** The length of a mark. */
    static final int MARK = 37;

    private static final String OURS = "<".repeat(MARK) + " ";
    private static final String BASE = "|".repeat(MARK);
    private static final String THEIRS = "=".repeat(MARK);
    private static final String END = ">".repeat(MARK) + " ";

    private final List<Part> parts = new ArrayList<>();
    private final boolean isTold;
    private List<String> agreed = new ArrayList<>();
    private List<List<String>> sides = List.of();
    private int side = -1;

    private MarkedFile(boolean isTold) {
        this.isTold = isTold;
    }

    /**
     * The parts of a file in their order, of which the first side is the target's.
     *
     * @param isTold whether an agent was told of its conflicts
     */
    static List<Part> parts(List<String> lines, boolean isTold) {
        MarkedFile file = new MarkedFile(isTold);
        lines.forEach(file::take);
        file.end();
        return file.parts;
    }

    /** Whether somebody wrote a line that would be taken for a mark. */
    static boolean isUnclear(List<String> lines) {
        return lines.stream()
                .anyMatch(line ->
                        line.startsWith(OURS) || line.startsWith(END) || isMark(line, BASE) || isMark(line, THEIRS));
    }

    private void take(String line) {
        if (side < 0 && line.startsWith(OURS)) {
            end();
            sides = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            side = 0;
        } else if (side == 0 && isMark(line, BASE)) {
            side = 1;
        } else if ((side == 0 || side == 1) && isMark(line, THEIRS)) {
            side = 2;
        } else if (side == 2 && line.startsWith(END)) {
            parts.add(new Disputed(sides.get(0), sides.get(1), sides.get(2), isTold));
            side = -1;
        } else if (side < 0) {
            agreed.add(line);
        } else {
            sides.get(side).add(line);
        }
    }

    /** Git ends a mark as the lines around it end. */
    private static boolean isMark(String line, String mark) {
        return line.startsWith(mark)
                && (line.length() == MARK || line.charAt(MARK) == ' ' || line.charAt(MARK) == '\r');
    }

    private void end() {
        if (!agreed.isEmpty()) {
            parts.add(new Agreed(agreed));
            agreed = new ArrayList<>();
        }
    }
}
