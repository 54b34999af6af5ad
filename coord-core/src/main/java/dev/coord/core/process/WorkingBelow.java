package dev.coord.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Processes that work below a directory and were started after an instant: what an agent started keeps its working
 * directory also where it cleared its environment and began a session of its own. A process at another terminal is a
 * person's who looks around there, and is left alone. Only on Linux.
 *
 * @param directory its top
 * @param since when the first of them can have been started
 */
public record WorkingBelow(Path directory, Instant since) {

    private static final Path PROCESSES = Path.of("/proc");

    /** The system counts from its start, whose instant it knows to the second. */
    private static final Duration BLUR = Duration.ofSeconds(1);

    /** Of the fields of {@code stat} behind the name. */
    private static final int TERMINAL = 4;

    private static final String GONE = " (deleted)";

    public Set<ProcessHandle> processes() {
        Path top = SystemPath.real(directory);
        ProcessHandle self = ProcessHandle.current();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        directoryOf(process).filter(at -> at.startsWith(top)).isPresent())
                .filter(process -> !process.equals(self) && !isAbove(process, self))
                .filter(process -> process.info().user().equals(self.info().user()))
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> !start.isBefore(since.minus(BLUR)))
                        .isPresent())
                .filter(process ->
                        terminal(process).equals("0") || terminal(process).equals(terminal(self)))
                .collect(Collectors.toSet());
    }

    private static boolean isAbove(ProcessHandle process, ProcessHandle self) {
        return process.descendants().anyMatch(self::equals);
    }

    private static Optional<Path> directoryOf(ProcessHandle process) {
        try {
            Path link = Files.readSymbolicLink(
                    PROCESSES.resolve(Long.toString(process.pid())).resolve("cwd"));
            String text = NativeText.text(link);
            return Optional.of(
                    text.endsWith(GONE) ? NativeText.path(text.substring(0, text.length() - GONE.length())) : link);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // it has just gone, or is another user's
        }
    }

    private static String terminal(ProcessHandle process) {
        try {
            String stat = new String(
                    Files.readAllBytes(
                            PROCESSES.resolve(Long.toString(process.pid())).resolve("stat")),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields[TERMINAL];
        } catch (IOException e) {
            return ""; // it has just gone
        }
    }
}
