package dev.coord.core.process;

import dev.coord.core.file.SystemPath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Processes that an agent started after an instant, cleared of its environment and session, and that still work below a
 * directory. What is not provably of that kind is somebody's who looks around there, and is left alone: a process whose
 * parent lives and is no orphan itself, one at another terminal, and one that the system counts to another group (a program
 * of a desktop, another tab of a terminal). Only on Linux.
 *
 * @param directory its top
 * @param since when the first of them can have been started
 */
public record WorkingBelow(Path directory, Instant since) {

    /** The system counts from its start, whose instant it knows to the second. */
    private static final Duration BLUR = Duration.ofSeconds(1);

    /** Of the fields of {@code stat} behind the name. */
    private static final int TERMINAL = 4;

    private static final String GONE = " (deleted)";

    public Set<ProcessHandle> processes() {
        ProcessHandle self = ProcessHandle.current();
        return in(directory).stream()
                .filter(this::isSince)
                .filter(process ->
                        terminal(process).equals("0") || terminal(process).equals(terminal(self)))
                .filter(process -> group(process).equals(group(self)))
                .filter(this::isOrphaned)
                .collect(Collectors.toSet());
    }

    /** Every process of this user that works in or below a directory, whoever started it, save this one and those above. */
    private static Set<ProcessHandle> in(Path directory) {
        Path top = SystemPath.real(directory);
        ProcessHandle self = ProcessHandle.current();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        directoryOf(process).filter(at -> at.startsWith(top)).isPresent())
                .filter(process -> !process.equals(self) && !isAbove(process, self))
                .filter(process -> process.info().user().equals(self.info().user()))
                .collect(Collectors.toSet());
    }

    /** The same for people: each with its number and its name. */
    public static List<String> describe(Path directory) {
        return in(directory).stream().sorted().map(ProcessFamily::describe).toList();
    }

    private boolean isSince(ProcessHandle process) {
        return process.info()
                .startInstant()
                .filter(start -> !start.isBefore(since.minus(BLUR)))
                .isPresent();
    }

    /** Its own parent has ended, or one above it that was started since has lost its own. */
    private boolean isOrphaned(ProcessHandle process) {
        Optional<ProcessHandle> taker = OrphanParent.of();
        Optional<ProcessHandle> at = Optional.of(process);
        while (taker.isPresent() && at.filter(this::isSince).isPresent()) {
            Optional<ProcessHandle> parent = at.flatMap(ProcessHandle::parent);
            if (parent.equals(taker)) {
                return true;
            }
            ProcessHandle self = ProcessHandle.current();
            at = parent.filter(one -> !one.equals(self) && !isAbove(one, self));
        }
        return false;
    }

    private static String group(ProcessHandle process) {
        return ProcFiles.of(process.pid(), "cgroup").orElse(""); // there are no groups, or it has just gone
    }

    private static boolean isAbove(ProcessHandle process, ProcessHandle self) {
        return process.descendants().anyMatch(self::equals);
    }

    private static Optional<Path> directoryOf(ProcessHandle process) {
        return ProcFiles.link(process.pid() + "/cwd").map(link -> {
            String text = NativeText.text(link);
            return text.endsWith(GONE) ? NativeText.path(text.substring(0, text.length() - GONE.length())) : link;
        });
    }

    private static String terminal(ProcessHandle process) {
        List<String> stat = ProcFiles.stat(process.pid());
        return stat.size() > TERMINAL ? stat.get(TERMINAL) : "";
    }
}
