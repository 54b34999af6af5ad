package dev.coord.bench.imported;

import dev.coord.content.ContentChecks;
import dev.coord.content.dependency.ImportMap;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is found in one directory, and how others see it. */
public final class ImportComparison {

    private static final int MOST = 25;

    private final Path directory;
    private final DirectoryFiles files;

    private ImportComparison(Path directory, DirectoryFiles files) {
        this.directory = directory;
        this.files = files;
    }

    /**
     * Reads all files of a directory.
     *
     * @param directory which one
     * @return what can be compared
     * @throws IOException if a file cannot be read
     */
    public static ImportComparison of(Path directory) throws IOException {
        return new ImportComparison(directory, DirectoryFiles.ontoNothing(directory));
    }

    /** Prints what the check finds, and what it costs the first time and the next. */
    public void print() {
        IntegrityCheck check = ContentChecks.dependencies(true);
        double start = seconds();
        List<IntegrityFinding> found = check.find(files);
        double first = seconds() - start;
        double whole = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
        DirectoryFiles next = files.ontoItself();
        double begin = seconds();
        int again = check.find(next).size();
        double second = seconds() - begin;
        System.out.printf(
                "%s: %d files; coord: first candidate %.2f s, the next %.2f s of processor time (%d findings); with the start of Java %.2f s%n",
                directory, files.paths().size(), first, second, again, whole);
        for (IntegrityFinding one : found) {
            System.out.printf(
                    "  %s %s:%d %s%n", one.stops() ? "stops" : "tells", one.path(), one.line(), one.message());
        }
    }

    /**
     * Prints in what other tools differ.
     *
     * @param tools where npm has installed them
     * @throws IOException if one fails
     * @throws InterruptedException if it is interrupted
     */
    public void printBeside(Path tools) throws IOException, InterruptedException {
        double start = seconds();
        ImportMap own = ImportMap.of(files);
        System.out.printf(
                "coord: %d imports, %d circles, %.2f s once warm%n",
                size(own.imports()), own.circles().size(), seconds() - start);
        for (Peer peer : List.of(Peer.madge(tools, directory), Peer.cruiser(tools, directory))) {
            System.out.printf(
                    "%s: %d imports, %.2f s of processor time with its start%n",
                    peer.name(), size(peer.imports()), peer.seconds());
            differ("  only coord sees", own.imports(), peer.imports());
            differ("  only " + peer.name() + " sees", peer.imports(), own.imports());
        }
    }

    private static int size(SortedMap<String, SortedSet<String>> imports) {
        return imports.values().stream().mapToInt(SortedSet::size).sum();
    }

    private static void differ(
            String what, SortedMap<String, SortedSet<String>> one, SortedMap<String, SortedSet<String>> other) {
        SortedSet<String> differences = new TreeSet<>();
        one.forEach((file, imports) -> imports.stream()
                .filter(to -> !other.getOrDefault(file, new TreeSet<>()).contains(to))
                .forEach(to -> differences.add(file + " -> " + to)));
        System.out.printf("%s %d%n", what, differences.size());
        differences.stream().limit(MOST).forEach(difference -> System.out.println("    " + difference));
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
