package dev.coord.bench;

import dev.coord.bench.part.HandOver;
import dev.coord.bench.part.HeldLocks;
import dev.coord.bench.part.JournalOrNot;
import dev.coord.bench.part.KilledHolder;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Peers;
import dev.coord.bench.part.Throughput;
import dev.coord.bench.part.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures what locks cost and prints it as tables, in a directory whose file system is the argument's. */
public final class LockReport {

    private static final String SMOKE = "smoke";

    private LockReport() {}

    /**
     * Measures and prints.
     *
     * @param args a directory, in which one is made and removed again; the parts to measure, all if there is none;
     *     {@code smoke} to see that everything works
     * @throws Exception if something fails that is not measured
     */
    public static void main(String[] args) throws Exception {
        report("Locks", args, parts());
    }

    static void report(String title, String[] args, Map<String, Part> parts) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(args).subList(Math.min(1, args.length), args.length));
        Pace pace = wanted.remove(SMOKE) ? Pace.SMOKE : Pace.FULL;
        if (args.length == 0 || !parts.keySet().containsAll(wanted)) {
            System.err.println("usage: DIRECTORY [" + SMOKE + "] " + parts.keySet());
            System.exit(2);
        }
        Path home = Files.createTempDirectory(Path.of(args[0]), "coord-bench-");
        try {
            header(title, home, pace);
            for (String name : wanted.isEmpty() ? parts.keySet() : wanted) {
                parts.get(name).measure(Files.createDirectory(home.resolve(name)), pace);
            }
        } finally {
            remove(home);
        }
    }

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("throughput", new Throughput());
        parts.put("hand-over", new HandOver());
        parts.put("kill", new KilledHolder());
        parts.put("held", new HeldLocks());
        parts.put("waiting", new Waiting());
        parts.put("journal", new JournalOrNot());
        parts.put("peers", new Peers());
        return parts;
    }

    private static void header(String title, Path home, Pace pace) throws IOException {
        System.out.printf(
                "## %s on %s (%s)%s%n%n%s, %d cores, %s %s, JDK %s; JVMs with -XX:+UseSerialGC -Xmx512m%n",
                title,
                home.getParent(),
                Files.getFileStore(home).type(),
                pace.equals(Pace.SMOKE) ? ", a smoke test: the figures mean nothing" : "",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
