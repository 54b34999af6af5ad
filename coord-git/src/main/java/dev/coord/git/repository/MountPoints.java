package dev.coord.git.repository;

import dev.coord.core.process.NativeText;
import dev.coord.core.process.ProcFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where other file systems, or other directories of the same one, are mounted. What lies behind such a place belongs to
 * somebody else. A bind mount has the device number of what is around it, so that only the list of the system tells.
 */
final class MountPoints {

    /** Of the fields of a line of the list. */
    private static final int PLACE = 4;

    private static final int OCTAL_DIGITS = 3;

    private MountPoints() {}

    /** The mount points at or below the directory that this process sees; none where the system has no such list. */
    public static List<Path> below(Path directory) {
        try {
            Path parent = directory.toAbsolutePath().normalize().getParent();
            Path real = parent == null ? directory : parent.toRealPath().resolve(directory.getFileName());
            return below(real, ProcFiles.text("self/mountinfo").orElse(""));
        } catch (IOException e) {
            return List.of(); // no such directory
        }
    }

    static List<Path> below(Path directory, String list) {
        return list.lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > PLACE)
                .map(fields -> NativeText.path(NativeText.text(bytes(fields[PLACE]))))
                .filter(place -> place.startsWith(directory))
                .distinct()
                .sorted()
                .toList();
    }

    /** The kernel writes blanks, line ends and backslashes as octal numbers. */
    private static byte[] bytes(String field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + OCTAL_DIGITS < field.length()) {
                bytes.write(Integer.parseInt(field.substring(i + 1, i + 1 + OCTAL_DIGITS), 8));
                i += OCTAL_DIGITS;
            } else {
                bytes.write(field.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
