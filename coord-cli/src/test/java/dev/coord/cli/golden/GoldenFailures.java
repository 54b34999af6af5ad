package dev.coord.cli.golden;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.core.answer.ExitCode;
import dev.coord.fs.DirectoryStore;
import dev.coord.store.Transition;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The answers of commands that could not do what they were asked. */
final class GoldenFailures implements GoldenScript {

    private static final Map<String, String> FILES = Map.of(
            "empty",
            "",
            "not-json",
            "{\"a\": ",
            "fields",
            """
            {
              "a":  {"file_writes": "x", "file_write": [], "file_reads": ["../x"], "estimate": "soon", "priority": 1.5},
              "b":  {"blocked_by": ["B", 7], "schema_changes": [""], "shared_resources": [null]},
              "B":  {}
            }
            """,
            "ids",
            "{\"a\": {}, \"a\": {}, \"-b\": {}, \"c\": {\"blocked_by\": [\"c\", \"nobody\"]}}",
            "circle",
            "{\"a\": {\"blocked_by\": [\"b\"]}, \"b\": {\"blocked_by\": [\"c\"]}, \"c\": {\"blocked_by\": [\"a\"]}}",
            "too-many",
            "{\"a\": {\"blocked_by\": [" + "\"x\", ".repeat(120) + "\"x\"]}}");

    /** Words that no command understands, or that contradict each other. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("no-command", "plant"),
            Map.entry("no-lock-command", "lock acquired"),
            Map.entry("no-parameter", "plan"),
            Map.entry("no-option-value", "plan features.json --agents"),
            Map.entry("no-number", "plan features.json --agents many"),
            Map.entry("too-few-agents", "run features.json --agents 0 --agent true --repo REPO"),
            Map.entry("unknown-option", "status --nonsense"),
            Map.entry("word-too-many", "status nonsense"),
            Map.entry("required-option", "start P1"),
            Map.entry("repeated-option", "start P1 --agent me --agent you"),
            Map.entry("option-with-value", "doctor --repair=yes"),
            Map.entry("exclusive-options", "lock acquire --agent me --feature P1 --write a --wait 1s --fail"),
            Map.entry("duration", "lock acquire --agent me --feature P1 --write a --wait soon"),
            Map.entry("choice", "lock acquire --agent me --feature P1 --write a --policy by_operation"),
            Map.entry("time", "lock acquire --agent me --feature P1 --write a --first-asked yesterday"),
            Map.entry("no-path", "lock acquire --agent me --feature P1"),
            Map.entry("path", "lock acquire --agent me --feature P1 --write /etc/passwd"),
            Map.entry("ttl", "lock acquire --agent me --feature P1 --write a --ttl 0s"),
            Map.entry("contradiction", "lock acquire --agent me --feature P1 --write a --fail --policy wait_die"),
            Map.entry("lease", "lock release not/a/lease"),
            Map.entry("lease-or-foreign", "lock break --reason gone"),
            Map.entry("id", "start a..b --agent me"),
            Map.entry("token", "complete a --agent me --token -1"),
            Map.entry("two-formats", "plan features.json --format dot"),
            Map.entry("jq-document", "jq features ."),
            Map.entry("home", "status --dir ~/coord"),
            Map.entry("no-repository", "run features.json --agent true --repo PLAIN"));

    @Override
    public void play(GoldenStage stage) throws Exception {
        Path plain = Files.createDirectories(stage.directory().resolve("plain"));
        Path repository = CoordProcess.repository(stage.directory().resolve("repo"), "README", "hello\n");
        Called.specification(stage.directory());
        for (Map.Entry<String, String> words : new TreeMap<>(WORDS).entrySet()) {
            String line = words.getValue()
                    .replace("REPO", repository.toString())
                    .replace("PLAIN", plain.toString())
                    .replace(
                            "features.json",
                            stage.directory().resolve("features.json").toString());
            stage.golden("error-words-" + words.getKey(), ExitCode.BAD_INPUT, line.split(" "));
        }
        files(stage);
        repository(stage, repository);
        stage.newHome("home");
        busy(stage);
        interrupted(stage);
    }

    private static void files(GoldenStage stage) throws IOException {
        for (Map.Entry<String, String> file : new TreeMap<>(FILES).entrySet()) {
            String name = stage.file(file.getKey() + ".json", file.getValue());
            stage.golden("error-file-" + file.getKey(), ExitCode.BAD_INPUT, "plan", name);
        }
        Path large = stage.directory().resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(257L * 1024 * 1024);
        }
        stage.golden("error-file-too-large", ExitCode.BAD_INPUT, "plan", large.toString());
        stage.golden("error-file-unreadable", ExitCode.BAD_INPUT, "plan", large + ".none");
        String features = stage.directory().resolve("features.json").toString();
        stage.golden("error-check-unknown", ExitCode.BAD_INPUT, "check", features, "P3_posts", "P9");
        stage.golden("error-why-unknown", ExitCode.BAD_INPUT, "why", features, "P9");
    }

    private static void repository(GoldenStage stage, Path repository) throws Exception {
        String features = stage.directory().resolve("features.json").toString();
        String[] run = {"run", features, "--repo", repository.toString(), "--agent", "true"};
        Files.writeString(repository.resolve("README"), "changed\n");
        stage.golden("error-run-dirty", ExitCode.BAD_INPUT, run);
        CoordProcess.git(repository, "checkout", "-q", "--", "README");
        stage.golden(
                "error-run-no-target",
                ExitCode.BAD_INPUT,
                Stream.concat(Stream.of(run), Stream.of("--into", "nope")).toArray(String[]::new));
        CoordProcess.git(repository, "checkout", "-q", "--detach");
        stage.golden("error-run-no-branch", ExitCode.BAD_INPUT, run);
        stage.newHome("repo/coord");
        stage.golden("error-home-in-work-tree", ExitCode.BAD_INPUT, "start", "a", "--agent", "me");
        stage.newHome("large.json");
        stage.golden("error-home-is-a-file", ExitCode.BAD_INPUT, "start", "a", "--agent", "me");
    }

    /** While somebody else keeps the store to itself. */
    private static void busy(GoldenStage stage) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(stage.home(), held, over), "golden-holder");
        holder.start();
        held.await();
        List<String> acquire = List.of("lock", "acquire", "--agent", "me", "--feature", "a", "--write", "a");
        stage.golden(
                "error-busy-waiting",
                ExitCode.TIMED_OUT,
                Stream.concat(acquire.stream(), Stream.of("--wait", "0s")).toArray(String[]::new));
        stage.golden("error-busy", ExitCode.FAILED, "start", "a", "--agent", "me", "--wait", "1ms");
        over.countDown();
        holder.join();
    }

    private static void hold(Path home, CountDownLatch held, CountDownLatch over) {
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            store.update((before, now) -> {
                held.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Transition.of(before, "");
            });
        }
    }

    private static void interrupted(GoldenStage stage) throws IOException {
        Thread.currentThread().interrupt();
        try {
            stage.golden("error-interrupted", ExitCode.FAILED, "start", "a", "--agent", "me", "--wait", "1h");
        } finally {
            Thread.interrupted();
        }
    }
}
