package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Linux tells of processes below {@code /proc}. Nothing is told elsewhere, nor of a process that has gone or is somebody
 * else's. Texts have one character for each byte.
 */
public final class ProcFiles {

    private static final Path PROC = Path.of("/proc");

    private ProcFiles() {}

    /** Whether the system tells anything. */
    public static boolean areThere() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /** The directory of this process. */
    public static Optional<Path> self() {
        return link("self").map(PROC::resolve);
    }

    /** The numbers of all processes. */
    static List<Long> processes() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** A file of a process. */
    public static Optional<String> of(long pid, String file) {
        return text(pid + "/" + file);
    }

    /** A file, by its name below {@code /proc}. */
    public static Optional<String> text(String file) {
        try {
            return Optional.of(new String(Files.readAllBytes(PROC.resolve(file)), ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The fields of {@code stat} behind the name, which may hold anything: the first is the state. */
    public static List<String> stat(long pid) {
        return of(pid, "stat")
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip())
                .map(stat -> List.of(stat.split(" ", -1)))
                .orElse(List.of());
    }

    /** Its name, as text of the user's. */
    static Optional<String> name(long pid) {
        return of(pid, "comm")
                .map(name -> NativeText.text(name.getBytes(ISO_8859_1)).strip());
    }

    /** Where a link leads, by its name below {@code /proc}. */
    static Optional<Path> link(String link) {
        return target(PROC.resolve(link));
    }

    /** What a process has open. */
    static List<Path> open(long pid) {
        try (Stream<Path> descriptors = Files.list(PROC.resolve(pid + "/fd"))) {
            return descriptors
                    .flatMap(descriptor -> target(descriptor).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
