package dev.coord.fs.doctor;

import dev.coord.SafeText;
import dev.coord.core.process.ProcFiles;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.disk.FileSystemCheck;
import dev.coord.fs.disk.UnixFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The directory itself: whether it is there, whose it is, and what it lies on. */
final class DirectoryChecks {

    static final String DIRECTORY = "directory";
    static final String CONTROL = "control directory";
    static final String SNAPSHOT = "snapshot";
    static final String LOCK_FILE = "lock file";

    /** What has to be without errors before anything may be mended. */
    static final Set<String> NEEDED = Set.of(DIRECTORY, CONTROL, SNAPSHOT, LOCK_FILE);

    /** Where commands and runs leave files for agents. */
    private static final List<String> PLACES = List.of("tasks", "runs");

    private static final long SCARCE = 64L << 20;
    private static final int FOR_OTHERS_TO_WRITE = 0022;
    private static final int FOR_OTHERS = 0077;

    private final Path home;
    private final Path control;
    private final Findings findings;

    DirectoryChecks(Path home, Findings findings) {
        this.home = home;
        this.control = new DirectoryLayout(home).control();
        this.findings = findings;
    }

    /** Whether it makes sense to go on. */
    boolean carryOut() {
        if (!Files.isDirectory(home)) {
            boolean there = Files.exists(home, LinkOption.NOFOLLOW_LINKS);
            findings.error(
                    DIRECTORY,
                    "'" + home + "' " + (there ? "is not a directory" : "does not exist"),
                    there ? "name another one with --dir or COORD_DIR" : "any command that changes something makes it");
            return false;
        }
        findings.check(DIRECTORY, this::directory);
        findings.check("file system", this::fileSystem);
        findings.check(CONTROL, this::control);
        findings.check("files", this::files);
        return Files.isDirectory(control, LinkOption.NOFOLLOW_LINKS);
    }

    private void directory() throws IOException {
        if (!Files.isWritable(home)) {
            findings.error(DIRECTORY, "'" + home + "' cannot be written", "run coord as its owner, or change its mode");
        } else if (UnixFile.isKnown(home)) {
            findings.ok(
                    DIRECTORY,
                    "'" + home + "' belongs to " + UnixFile.owner(home) + ", mode "
                            + Integer.toOctalString(UnixFile.of(home).permissions()));
        } else {
            findings.ok(DIRECTORY, "'" + home + "' can be written");
        }
    }

    private void fileSystem() throws IOException {
        FileStore disk = Files.getFileStore(home);
        String type = disk.type();
        long free = disk.getUsableSpace();
        String what = type + ", " + (free >> 20) + " MiB free";
        if (FileSystemCheck.isShared(type)) {
            findings.error(
                    "file system",
                    what + ": a network file system, where locks may not keep processes of two hosts apart",
                    "name a directory on a local disk with --dir or COORD_DIR");
        } else if (free < SCARCE) {
            findings.warning("file system", what, "make room before the disk is full");
        } else {
            findings.ok("file system", what);
        }
    }

    private void control() throws IOException {
        if (!Files.exists(control, LinkOption.NOFOLLOW_LINKS)) {
            findings.warning(CONTROL, "nothing was ever kept here", "any command that changes something begins it");
        } else if (!Files.isDirectory(control, LinkOption.NOFOLLOW_LINKS)) {
            findings.error(CONTROL, "'" + control + "' is not a directory", "look what it is and move it away");
        } else if (!UnixFile.isKnown(control)) {
            findings.ok(CONTROL, "'" + control + "' is there");
        } else {
            mode(UnixFile.of(control));
        }
    }

    private void mode(UnixFile found) throws IOException {
        String mode = "mode " + Integer.toOctalString(found.permissions());
        if (found.uid() != own()) {
            findings.error(
                    CONTROL, "'" + control + "' belongs to " + UnixFile.owner(control), "run coord as its owner");
        } else if ((found.permissions() & FOR_OTHERS_TO_WRITE) != 0) {
            findings.error(
                    CONTROL,
                    mode + ": other users can write in it",
                    "look at what is in it and, if that is yours, do: chmod 700 "
                            + SafeText.shellWord(control.toString()));
        } else if ((found.permissions() & FOR_OTHERS) != 0) {
            findings.warning(CONTROL, mode + ": other users can look into it", "coord doctor --repair makes it 700");
        } else {
            findings.ok(CONTROL, mode);
        }
    }

    private void files() throws IOException {
        List<Path> named;
        try (Stream<Path> all = Files.list(home)) {
            named = all.filter(
                            file -> file.getFileName().toString().matches("coordination-.*\\.json|.*\\.log|.*\\.jsonl"))
                    .toList();
        }
        int faults = 0;
        for (String place : PLACES) {
            Path directory = home.resolve(place);
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                findings.error("files", "'" + directory + "' is not a directory", "look what it is and move it away");
                faults++;
            }
        }
        for (Path file : named) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                findings.error("files", "'" + file + "' is not a regular file", "look what it is and move it away");
                faults++;
            } else if (UnixFile.isKnown(file) && UnixFile.of(file).uid() != own()) {
                findings.warning(
                        "files", "'" + file + "' belongs to " + UnixFile.owner(file), "coord does not use it so");
                faults++;
            }
        }
        if (faults == 0) {
            findings.ok("files", named.size() + " files, all of this user");
        }
    }

    /** Who this process is, asked without making a file. */
    private int own() throws IOException {
        return UnixFile.of(ProcFiles.self().orElse(home)).uid();
    }
}
