package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.fs.DirectoryStore;
import dev.coord.lock.Lease;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A coordination directory and a repository in which every command has something to do. */
final class EndedWorld {

    /** The features; {@code C} waits for {@code A}. */
    private static final String FEATURES = """
            {
              "A": {"file_writes": ["a.txt"]},
              "B": {"file_writes": ["b.txt"]},
              "C": {"file_writes": ["c.txt"], "blocked_by": ["A"]},
              "F": {"file_writes": ["f.txt"]}
            }
            """;

    private static final String AGENT = "echo begun > $(echo $COORD_FEATURE.txt | tr ABCF abcf); sleep 0.2;"
            + " echo made > $(echo $COORD_FEATURE.txt | tr ABCF abcf)";

    private final Path directory;

    /** Leases of shells: on {@code x.txt} to write, on {@code r.txt} two to read, on {@code s.txt} one. */
    private final List<String> leases;

    private EndedWorld(Path directory, List<String> leases) {
        this.directory = directory;
        this.leases = leases;
    }

    static EndedWorld in(Path directory) throws Exception {
        EndedWorld empty = new EndedWorld(directory, List.of());
        Files.createDirectories(empty.temporary());
        Files.createDirectories(empty.repository());
        Files.writeString(empty.features(), FEATURES);
        empty.done("init", empty.features().toString());
        empty.done("start", "A", "--agent", "a");
        empty.done("start", "F", "--agent", "f");
        empty.done("fail", "F", "--agent", "f", "--reason", "red");
        return new EndedWorld(
                directory,
                List.of(
                        empty.lease("w", "--write", "x.txt"),
                        empty.lease("r1", "--read", "r.txt"),
                        empty.lease("r2", "--read", "r.txt"),
                        empty.lease("r3", "--read", "s.txt")));
    }

    Path home() {
        return directory.resolve("coord");
    }

    Path features() {
        return directory.resolve("features.json");
    }

    Path repository() {
        return directory.resolve("repo");
    }

    Path temporary() {
        return directory.resolve("tmp");
    }

    String writer() {
        return leases.get(0);
    }

    String reader() {
        return leases.get(1);
    }

    String loneReader() {
        return leases.get(3);
    }

    List<String> leases() {
        return leases;
    }

    String[] run() {
        return new String[] {
            "run",
            features().toString(),
            "--repo",
            repository().toString(),
            "--dir",
            directory.resolve("run").toString(),
            "--agent",
            AGENT,
            "--agents",
            "2"
        };
    }

    /** As {@link #run} has left a repository: another one, in which everything has landed, is copied. */
    void land(EndedWorld landed) throws Exception {
        Files.delete(repository());
        String from = landed.directory.toString();
        CoordProcess.run(directory, Map.of(), List.of("cp", "-a", from + "/repo", from + "/run", directory.toString()));
    }

    /** Branches that somebody made of all features, {@code C} on top of {@code A}. */
    void branches() throws Exception {
        CoordProcess.repository(repository(), "README", "hello\n");
        String script = "for f in A B F C; do b=main; [ $f = C ] && b=feature/A; git checkout -q -b feature/$f $b;"
                + " echo made > $(echo $f | tr ABCF abcf).txt; git add -A; git commit -qm $f; done; git checkout -q main";
        CoordProcess.run(repository(), Map.of(), List.of("sh", "-ec", script));
    }

    /** The words of a command on the repository that {@link #run} landed in. */
    String[] onLanded(String... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--repo",
                                repository().toString(),
                                "--dir",
                                directory.resolve("run").toString()))
                .toArray(String[]::new);
    }

    String main() throws Exception {
        return CoordProcess.git(repository(), "rev-parse", "main").out().strip();
    }

    Called coord(String... words) {
        return Called.coord(Map.of("COORD_DIR", home().toString()), words);
    }

    /** What is asked has to be done. */
    Called done(String... words) {
        Called called = coord(words);
        assertThat(called.status()).as("%s: %s", List.of(words), called).isZero();
        return called;
    }

    Snapshot snapshot() {
        try (DirectoryStore store = DirectoryStore.open(home(), InstantSource.system())) {
            return store.read();
        }
    }

    List<String> held() {
        return snapshot().locks().leases().stream()
                .map(Lease::id)
                .map(Object::toString)
                .toList();
    }

    /** Files that only a command at work has; the demo's project stays on purpose. */
    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> ours = Files.walk(home());
                Stream<Path> others = Files.walk(temporary())) {
            return Stream.concat(
                            ours.filter(file -> file.getFileName().toString().startsWith(".coord-tmp")),
                            others.skip(1).filter(file -> !file.toString().contains("/coord-demo-")))
                    .toList();
        }
    }

    private String lease(String agent, String... locks) {
        String[] words = Stream.concat(
                        Stream.of("lock", "acquire", "--agent", agent, "--feature", "A"), Stream.of(locks))
                .toArray(String[]::new);
        return done(words).out().lines().findFirst().orElseThrow().replace("COORD_LEASE=", "");
    }
}
