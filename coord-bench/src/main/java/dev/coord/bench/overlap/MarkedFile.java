package dev.coord.bench.overlap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with marks of conflicts, as an agent finds it that is called again. */
public final class MarkedFile {

    private MarkedFile() {}

    /** Resolves each conflict by the lines of both sides, the target's first. */
    public static void keepBothSides(Path file) throws IOException {
        Files.writeString(file, bothSides(Files.readString(file, ISO_8859_1)), ISO_8859_1);
    }

    static String bothSides(String content) {
        StringBuilder kept = new StringBuilder();
        boolean inConflict = false;
        boolean inBase = false;
        for (String line : content.split("(?<=\n)", -1)) {
            String mark = line.stripTrailing();
            if (mark.matches("<{7,} [0-9a-f]{40}(:.*)?")) {
                inConflict = true;
            } else if (inConflict && mark.matches("[|]{7,} .*")) {
                inBase = true;
            } else if (inConflict && mark.matches("={7,}")) {
                inBase = false;
            } else if (inConflict && mark.matches(">{7,} [0-9a-f]{40}(:.*)?")) {
                inConflict = false;
            } else if (!inBase) {
                kept.append(line);
            }
        }
        return kept.toString();
    }
}
