package dev.coord.core.process;

import dev.coord.CoordinationException.RepositoryFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A process with everything it started. A process whose parent has ended is nobody's descendant any more: on Linux such are
 * found by a variable that all of them inherit, and, where one has cleared its environment, by the directory it works in.
 */
public final class ProcessFamily {

    public static final String MARKER = "COORD_ATTEMPT";

    /** Of the digest of a directory; nobody has to guess against it. */
    private static final int DIGEST_LENGTH = 8;

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A process whose parent began it and ended while all were looked at is missed once. */
    private static final int QUIET_LOOKS = 2;

    /** Where somebody's environment could not be told in a look; then time passes between two looks. */
    private static final int UNSURE_LOOKS = 3;

    private final String variable;
    private final String marker;
    private final Optional<WorkingBelow> place;

    /**
     * A marker for what is done at one place. A repository that was copied with its runs has the same names in it, and what
     * works for the other copy is nobody's to end here.
     *
     * @param name of what is done there
     * @param directory where, absolute
     * @return the name with a digest of the place
     */
    public static String markerAt(String name, Path directory) {
        UUID digest = UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8));
        return name + "@" + digest.toString().substring(0, DIGEST_LENGTH);
    }

    /**
     * @param marker value of {@link #MARKER} in the environment of every member
     */
    public ProcessFamily(String marker) {
        this(marker, Optional.empty());
    }

    /**
     * One whose members are known by another variable.
     *
     * @param variable its name
     * @param marker its value in the environment of every member
     */
    public ProcessFamily(String variable, String marker) {
        this(variable, marker, Optional.empty());
    }

    /**
     * @param marker value of {@link #MARKER} in the environment of every member
     * @param place by which members without the variable are found
     */
    public ProcessFamily(String marker, Optional<WorkingBelow> place) {
        this(MARKER, marker, place);
    }

    private ProcessFamily(String variable, String marker, Optional<WorkingBelow> place) {
        this.variable = variable;
        this.marker = marker;
        this.place = place;
    }

    /**
     * Ends every member, first with the request to end, then by force, and waits until all are gone, also when the thread is
     * interrupted.
     *
     * @return what was ended beside the root, each with its number and its name
     * @throws RepositoryFailed if one cannot be ended
     */
    public List<String> end(Optional<ProcessHandle> root) {
        return end(root, GRACE);
    }

    /** The same with another time between the request and the force. */
    public List<String> end(Optional<ProcessHandle> root, Duration grace) {
        long start = System.nanoTime();
        Set<ProcessHandle> members = new HashSet<>();
        Set<ProcessHandle> found = new HashSet<>();
        List<String> ended = new ArrayList<>();
        int quiet = 0;
        while (true) {
            boolean isSure = addMembers(root, members);
            members.removeIf(process -> !ProcessLife.lives(process));
            quiet = members.isEmpty() ? quiet + 1 : 0;
            if (quiet >= (isSure ? QUIET_LOOKS : UNSURE_LOOKS)) {
                return ended;
            }
            Duration since = Duration.ofNanos(System.nanoTime() - start);
            if (since.compareTo(PATIENCE) > 0) {
                throw new RepositoryFailed("cannot end the processes " + pids(members) + " of " + marker
                        + ", which still may write; end them by hand and run again");
            }
            boolean isForced = since.compareTo(grace) > 0;
            for (ProcessHandle member : members) {
                boolean isNew = found.add(member);
                if (isNew && root.filter(member::equals).isEmpty()) {
                    ended.add(describe(member));
                }
                if (isForced) {
                    member.destroyForcibly();
                } else if (isNew) {
                    member.destroy();
                }
            }
            if (!isSure || !members.isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    static String describe(ProcessHandle process) {
        String name = ProcFiles.of(process.pid(), "comm").orElse("").strip();
        return "process " + process.pid() + (name.isEmpty() ? "" : " (" + name + ")");
    }

    /** Adds those that are there; false where somebody's environment could not be told. */
    private boolean addMembers(Optional<ProcessHandle> root, Set<ProcessHandle> members) {
        root.filter(ProcessLife::lives).ifPresent(process -> {
            members.add(process);
            process.descendants().forEach(members::add);
        });
        ProcEnvironments environments = new ProcEnvironments();
        String entry = "\0" + variable + "=" + marker + "\0";
        for (long pid : ProcFiles.processes()) {
            if (("\0" + environments.of(pid)).contains(entry)) {
                ProcessHandle.of(pid).ifPresent(marked -> {
                    members.add(marked);
                    marked.descendants().forEach(members::add);
                });
            }
        }
        place.ifPresent(below -> members.addAll(below.processes()));
        members.remove(ProcessHandle.current());
        return environments.areSure();
    }

    private static String pids(Set<ProcessHandle> processes) {
        return processes.stream()
                .map(ProcessHandle::pid)
                .sorted()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    /** The variables every member has to be started with. */
    public Map<String, String> environment() {
        return Map.of(variable, marker);
    }
}
