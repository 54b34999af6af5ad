package dev.coord.core.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which processes have a file open, as far as the system tells. */
public final class OpenFiles {

    private static final String REMOVED = " (deleted)";

    private OpenFiles() {}

    /** Whether the system tells at all. */
    public static boolean areKnown() {
        return ProcFiles.areThere();
    }

    /** Each process that has the file open, by number and name. */
    public static List<String> holders(Path file) {
        try {
            Path real = file.toRealPath();
            return having(real)
                    .map(pid -> "process " + pid
                            + ProcFiles.name(pid).map(name -> " (" + name + ")").orElse(""))
                    .toList();
        } catch (IOException e) {
            return List.of(); // the file is gone
        }
    }

    /** The processes that have a file open which was of that name, and was removed or replaced. */
    public static List<Long> holdersOfRemoved(Path file) {
        return having(Path.of(file.toAbsolutePath() + REMOVED)).sorted().toList();
    }

    private static Stream<Long> having(Path open) {
        return ProcFiles.processes().stream().filter(pid -> ProcFiles.open(pid).contains(open));
    }
}
