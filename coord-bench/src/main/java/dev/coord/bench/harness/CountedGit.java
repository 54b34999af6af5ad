package dev.coord.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A git that writes down each of its starts, for a PATH. It is slower than git; what git starts itself is not counted. */
public final class CountedGit {

    private final Path directory;
    private final Path log;

    /** Makes it in a directory that is there. */
    public CountedGit(Path home) throws IOException {
        directory = Files.createDirectory(home.resolve("bin"));
        log = Files.createFile(home.resolve("starts"));
        Path git = Files.writeString(
                directory.resolve("git"), "#!/bin/sh\necho x >>'" + log + "'\nexec " + real() + " \"$@\"\n");
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the PATH is with it. */
    public String path() {
        return directory + ":" + System.getenv("PATH");
    }

    /** How many starts there were since this was asked last. */
    public int starts() throws IOException {
        int starts = Files.readAllLines(log).size();
        Files.writeString(log, "");
        return starts;
    }

    /** The git that nobody counts. */
    public static String real() {
        for (String directory : System.getenv("PATH").split(":")) {
            Path git = Path.of(directory).resolve("git");
            if (Files.isExecutable(git)) {
                return git.toString();
            }
        }
        throw new IllegalStateException("there is no git on the PATH");
    }
}
