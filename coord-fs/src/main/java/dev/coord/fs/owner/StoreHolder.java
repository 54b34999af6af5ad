package dev.coord.fs.owner;

import dev.coord.SafeText;
import dev.coord.core.process.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which process holds a store's lock, as Linux tells; elsewhere nobody does. The lock file is not opened for this, since
 * closing it again would drop the locks that this process has on it.
 *
 * @param pid its number; 0 if it cannot be seen from this container
 * @param since since when, if a process of coord's holds the lock
 */
public record StoreHolder(long pid, Optional<Instant> since) {

    private static final String COORD = "dev.coord.cli.Main";

    /** Words of a line: kind, mode, access, process, device and inode, begin and end; the number of the lock stands before. */
    private static final int PROCESS = 4;

    private static final int FILE = 5;
    private static final int BEGIN = 6;
    private static final int END = 7;

    /** The holder of the first byte of a file, if somebody holds it and the system tells. */
    public static Optional<StoreHolder> of(Path lockFile) {
        try {
            String name = name(lockFile);
            return ProcFiles.text("locks")
                    .orElse("")
                    .lines()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(words -> words.length > END && words[FILE].equals(name) && words[BEGIN].equals("0"))
                    .findFirst()
                    .map(words -> new StoreHolder(Long.parseLong(words[PROCESS]), ProcessLock.since(words[END])));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Who it is, since when and what it does: the subject of a sentence. */
    public String text() {
        if (pid <= 0) {
            return "a process that the system does not name holds it (it is outside this container, or its lock is of another kind)"
                    + since.map(time -> " since " + time).orElse("");
        }
        String command =
                command().map(found -> " (" + SafeText.excerpt(found) + ")").orElse("");
        return "process " + pid + command + " holds it"
                + since.or(this::start)
                        .map(time -> (since.isPresent() ? " since " : " since some time after its start at ") + time)
                        .orElse("")
                + (isStopped() ? ", and was stopped" : "");
    }

    /** What to do about it. */
    public String advice() {
        if (pid <= 0) {
            return "look for it with 'lsof' or 'lslocks', here and outside";
        }
        return isStopped()
                ? "continue it with 'kill -CONT " + pid + "', or end it with 'kill -9 " + pid + "'"
                : "end it with 'kill " + pid + "' if it hangs";
    }

    /** Whether it can do nothing until somebody lets it go on. */
    public boolean isStopped() {
        return ProcFiles.stat(pid).stream()
                .limit(1)
                .anyMatch(state -> state.toLowerCase(Locale.ROOT).startsWith("t"));
    }

    private Optional<String> command() {
        return ProcFiles.of(pid, "cmdline").map(StoreHolder::command).filter(words -> !words.isEmpty());
    }

    /** What users type: of a command of coord's what stands behind the words that start Java. */
    public static String command(String line) {
        List<String> words = List.of(line.split("\0", -1));
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).endsWith(COORD)) {
                return "coord "
                        + String.join(" ", words.subList(i + 1, words.size())).strip();
            }
        }
        return String.join(" ", words).strip();
    }

    private Optional<Instant> start() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** As the list of locks names a file: device in hexadecimal, and inode. */
    private static String name(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino");
        long device = Long.parseLong(String.valueOf(found.get("dev")));
        long major = ((device >> 8) & 0xfff) | ((device >> 32) & ~0xfffL);
        long minor = (device & 0xff) | ((device >> 12) & ~0xffL);
        return String.format(Locale.ROOT, "%02x:%02x:%s", major, minor, found.get("ino"));
    }
}
