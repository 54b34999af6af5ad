package dev.coord.cli.kept;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.CoordProcess;
import dev.coord.cli.golden.Golden;
import dev.coord.cli.run.KilledRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the directories that {@link PackedDirectoriesTest} reads. Not a part of the build: a build whose directories later ones
 * are to read is run with {@code -Dtest=PackedDirectoriesMaker -Dcoord.directories=NAME}.
 */
class PackedDirectoriesMaker {

    private final String build = requireNonNull(System.getProperty("coord.directories"), "-Dcoord.directories=NAME");

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void resolve() throws IOException {
        root = temp.toRealPath();
    }

    @Test
    void aStoreAtRestAndOneWithEditsThatNobodyHasSeen() throws IOException {
        PackedStore store = new PackedStore(root.resolve("coord"));
        store.make();
        pack("store-rest");
        store.edit();
        pack("store-edited");
    }

    @Test
    void aRunThatIsKilledWhileAnAgentWorks() throws Exception {
        kill(Map.of("STOP_IN_AGENT", root.resolve("stopped").toString()));
        pack("killed-agent");
    }

    @Test
    void aRunThatIsKilledWhileAWaveIsTested() throws Exception {
        kill(Map.of("STOP_IN_TEST", root.resolve("stopped").toString()));
        pack("killed-test");
    }

    /** With a git that stops where the branch is to move. */
    @Test
    void aRunThatIsKilledWhileAWaveLands() throws Exception {
        Path programs = Files.createDirectories(root.resolve("programs"));
        Path git = Files.writeString(programs.resolve("git"), """
                #!/bin/sh
                case "$*" in
                  *update-ref*refs/heads/main*)
                    test ! -e "$ROOT/landed-once" || { echo $$ > "$ROOT/stopped"; exec sleep 600; }
                    touch "$ROOT/landed-once" ;;
                esac
                PATH=${PATH#*:} exec git "$@"
                """);
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
        kill(Map.of("PATH", programs + ":" + System.getenv("PATH"), "ROOT", root.toString()));
        Files.delete(root.resolve("landed-once"));
        Files.delete(git);
        Files.delete(programs);
        pack("killed-landing");
    }

    /** Kills a run with -9 when a process has noted its number, and then that process. */
    private void kill(Map<String, String> environment) throws Exception {
        Path repository = CoordProcess.repository(root.resolve("repo"), "README", "hello\n");
        Files.writeString(root.resolve("features.json"), KilledRun.FEATURES);
        Path stopped = root.resolve("stopped");
        Path log = root.resolve("log");
        List<String> words = CoordProcess.command(KilledRun.words(
                repository.toString(), root.resolve("features.json").toString()));
        Process run = CoordProcess.start(root, environment, words, log, root.resolve("errors"));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.exists(stopped) && !Files.readString(stopped).isBlank());
        run.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        ProcessHandle waiting = ProcessHandle.of(
                        Long.parseLong(Files.readString(stopped).strip()))
                .orElseThrow();
        waiting.destroyForcibly();
        waiting.onExit().get(1, TimeUnit.MINUTES);
        for (Path file : List.of(stopped, log, root.resolve("errors"))) {
            Files.delete(file);
        }
    }

    private void pack(String name) throws IOException {
        Path zip = Golden.DIRECTORIES.directory().resolve(build + "-" + name + ".zip");
        PackedDirectory.pack(root, zip);
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.map(Path::toString)).as("what was packed").noneMatch(file -> file.contains("stopped"));
        }
        System.out.println(zip + " has " + Files.size(zip) + " bytes");
    }
}
