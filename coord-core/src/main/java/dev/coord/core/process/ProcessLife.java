package dev.coord.core.process;

import dev.coord.ProcessId;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who this process is, and whether another one of this host still lives. Safe from many threads. */
public final class ProcessLife {

    /** Index behind the name in {@code /proc/PID/stat}: the state is field 3 of all, the start field 22, the name the second. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    /** No process starts at that time: what is left of a process that has ended is not taken for it. */
    private static final Instant NEVER = Instant.EPOCH;

    private ProcessLife() {}

    /**
     * This process.
     *
     * @return its identity
     */
    public static ProcessId current() {
        return Self.ID;
    }

    /**
     * The identity of a process of this host.
     *
     * @param process the process
     * @return its identity; none if it is gone
     */
    public static Optional<ProcessId> of(ProcessHandle process) {
        return lives(process) ? Optional.of(identity(process)) : Optional.empty();
    }

    /**
     * The process of that identity.
     *
     * @param process the identity
     * @return the process if it is of this host and lives; none also if its number belongs to another process by now
     */
    public static Optional<ProcessHandle> find(ProcessId process) {
        if (!isOfThisHost(process)) {
            return Optional.empty();
        }
        return ProcessHandle.of(process.pid())
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startOf(handle).equals(Optional.of(process.startedAt())));
    }

    /**
     * Whether the system that this process runs on can tell something about another one.
     *
     * @param process the process
     * @return whether it is of this host, since its last start, and of this process's container
     */
    public static boolean isOfThisHost(ProcessId process) {
        return process.host().equals(Host.NAME);
    }

    /**
     * Whether a process may still do something.
     *
     * @param process the process
     * @return false only if it is known to be gone: of this host, since its last start, and not there any more, or ended and
     *     not yet collected by its parent
     */
    public static boolean isAlive(ProcessId process) {
        return !isOfThisHost(process)
                || ProcessHandle.of(process.pid())
                        .filter(ProcessHandle::isAlive)
                        .map(handle -> startOf(handle).orElse(process.startedAt()))
                        .equals(Optional.of(process.startedAt()));
    }

    /** Whether a process of this host may still do something: one that has ended and waits for its parent does not. */
    static boolean lives(ProcessHandle process) {
        return process.isAlive() && !startOf(process).equals(Optional.of(NEVER));
    }

    /** Asked for with every lock, and always the same. */
    private static final class Self {
        static final ProcessId ID = identity(ProcessHandle.current());
    }

    private static ProcessId identity(ProcessHandle process) {
        return new ProcessId(process.pid(), startOf(process).orElse(Instant.EPOCH), Host.NAME);
    }

    /**
     * When a process started; none if that cannot be told. Where there is a {@code /proc}, it counts from the boot of the
     * host: {@link ProcessHandle} adds the time of the boot, and JVMs that were started before and after somebody set the
     * clock do not agree on that.
     */
    private static Optional<Instant> startOf(ProcessHandle process) {
        if (!ProcFiles.areThere()) {
            return process.info().startInstant();
        }
        List<String> stat = ProcFiles.stat(process.pid());
        if (stat.size() <= START_TICKS) {
            return Optional.empty();
        }
        if (stat.get(STATE).equals("Z")) {
            return Optional.of(NEVER);
        }
        long ticks = Long.parseLong(stat.get(START_TICKS));
        return Optional.of(Instant.EPOCH.plusNanos(1 + ticks)); // an order, not a time, and never the epoch itself
    }

    /**
     * A boot and a container, since the process numbers of others mean different processes. The name of the host is no part
     * of it: it may change while processes live, and to ask for it may mean to wait for a name server.
     */
    private static final class Host {

        static final String NAME = boot() + namespace();

        private static String boot() {
            return ProcFiles.text("sys/kernel/random/boot_id")
                    .map(String::strip)
                    .orElseGet(Host::hardware);
        }

        private static String hardware() {
            try {
                return NetworkInterface.networkInterfaces()
                        .sorted(Comparator.comparing(NetworkInterface::getName))
                        .flatMap(Host::address)
                        .findFirst()
                        .orElse("localhost");
            } catch (SocketException e) {
                return "localhost";
            }
        }

        private static Stream<String> address(NetworkInterface card) {
            try {
                return Stream.ofNullable(card.getHardwareAddress()).map(HexFormat.of()::formatHex);
            } catch (SocketException e) {
                return Stream.empty();
            }
        }

        private static String namespace() {
            return ProcFiles.link("self/ns/pid").map(space -> "/" + space).orElse("");
        }
    }
}
