package dev.coord.core.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which processes have a file open, as far as the system tells. */
public final class OpenFiles {

    private static final Path PROCESSES = Path.of("/proc");

    private OpenFiles() {}

    /** Whether the system tells at all. */
    public static boolean areKnown() {
        return Files.isDirectory(PROCESSES.resolve("self/fd"));
    }

    /** Each process that has the file open, by number and name. */
    public static List<String> holders(Path file) {
        List<String> found = new ArrayList<>();
        if (!areKnown()) {
            return found;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            Path real = file.toRealPath();
            for (Path process : processes) {
                if (isOpen(process, real)) {
                    found.add("process " + process.getFileName() + name(process));
                }
            }
        } catch (IOException e) {
            return found; // the file is gone
        }
        return found;
    }

    private static boolean isOpen(Path process, Path file) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (leadsTo(descriptor, file)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // it has ended, or belongs to somebody else
        }
        return false;
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static String name(Path process) {
        try {
            return " ("
                    + NativeText.text(Files.readAllBytes(process.resolve("comm")))
                            .strip() + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
