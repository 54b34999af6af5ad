package dev.coord.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.command.DirectoryOptions;
import dev.coord.core.answer.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Where a script plays its commands: a directory of its own. Keeps the answers that are to be as they were. */
final class GoldenStage {

    /** For a command under way to come where it waits. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final Path directory;
    private final SortedMap<String, String> answers = new TreeMap<>();
    private Path home;

    GoldenStage(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory).toRealPath();
        this.home = this.directory.resolve("coord");
    }

    SortedMap<String, String> answers() {
        return answers;
    }

    Path directory() {
        return directory;
    }

    /** The coordination directory. */
    Path home() {
        return home;
    }

    /** Goes on with a coordination directory that is new. */
    Path newHome(String name) {
        home = directory.resolve(name);
        return home;
    }

    /** A file in the directory. */
    String file(String name, String content) throws IOException {
        return Called.file(directory, name, content).toString();
    }

    Called coord(String... words) {
        return Called.coord(Map.of(DirectoryOptions.VARIABLE, home.toString()), words);
    }

    /** What has to be done for what follows. */
    Called done(String... words) {
        Called called = coord(words);
        assertThat(called.status()).as("%s: %s", List.of(words), called).isZero();
        return called;
    }

    /** What a command answers with {@code --json} is to be as it was, and so is how it ends. */
    void golden(String name, ExitCode code, String... words) throws IOException {
        keep(name, code, coord(json(words)));
    }

    void keep(String name, ExitCode code, Called called) throws IOException {
        assertThat(called.status()).as("%s: %s", name, called).isEqualTo(code.number());
        assertThat(new JsonMapper().readTree(called.out()).isContainerNode())
                .as("%s: %s", name, called)
                .isTrue();
        assertThat(answers).doesNotContainKey(name);
        answers.put(name, Placeholders.in(called.out(), directory));
    }

    /** A command that goes on while others are played. */
    FutureTask<Called> begun(String... words) {
        FutureTask<Called> command = new FutureTask<>(() -> coord(words));
        new Thread(command, "golden-" + words[0]).start();
        return command;
    }

    /** Waits for as many rows of pending locks. */
    void awaitPending(int rows) {
        await().atMost(LONGEST)
                .until(() -> read("lock", "list").path("pending_locks").size() == rows);
    }

    /** What a command answers with {@code --json}. */
    JsonNode read(String... words) throws IOException {
        return new JsonMapper().readTree(coord(json(words)).out());
    }

    static String[] json(String... words) {
        return Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new);
    }
}
