package dev.coord.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.core.answer.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** The answers of {@code coord run}. */
final class GoldenRuns implements GoldenScript {

    private static final String WRITES_ITS_FILE = "echo $COORD_FEATURE > $COORD_FEATURE.txt";

    @Override
    public void play(GoldenStage stage) throws Exception {
        String features = stage.file(
                "features.json",
                "{\"a\": {\"file_writes\": [\"a.txt\"]}, \"b\": {\"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"]}}");
        Path repository = CoordProcess.repository(stage.directory().resolve("repo"), "README", "hello\n");
        Run run = new Run(stage, features, repository);
        stage.golden("error-report-none", ExitCode.BAD_INPUT, "report");
        stage.golden("run-failed-agent", ExitCode.FAILED, run.with("echo x > a.txt; echo why >&2; exit 3"));
        stage.golden("run-red-base", ExitCode.FAILED, run.with(WRITES_ITS_FILE, "--test", "echo no luck; false"));
        stage.golden(
                "run-red-tests",
                ExitCode.FAILED,
                run.with(WRITES_ITS_FILE, "--test", "test ! -e b.txt || { echo no luck; false; }", "--tries", "1"));
        stage.golden("run-landed", ExitCode.DONE, run.with(WRITES_ITS_FILE, "--schedule", "continuous"));
        stage.golden("report-landed", ExitCode.DONE, "report");
        stage.golden("run-nothing-to-do", ExitCode.DONE, run.with("exit 1"));
        assertThat(stage.read("report").path("result").asText()).isEqualTo("landed");
        stage.golden("status-landed", ExitCode.DONE, "status");
        rivals(stage);
        lines(stage);
        unmerged(stage);
    }

    /** While one run waits for its agent. */
    private static void rivals(GoldenStage stage) throws Exception {
        stage.newHome("rivals-home");
        String features =
                stage.file("one.json", "{\"a\": {\"file_writes\": [\"a.txt\"]}, \"b\": {\"blocked_by\": [\"a\"]}}");
        Path repository = CoordProcess.repository(stage.directory().resolve("rivals"), "README", "hello\n");
        Run run = new Run(stage, features, repository);
        Path fifo = stage.directory().resolve("go");
        CoordProcess.run(stage.directory(), Map.of(), List.of("mkfifo", fifo.toString()));
        FutureTask<Called> waiting = stage.begun(run.with("read word < " + fifo + "; exit 4"));
        await().atMost(GoldenStage.LONGEST)
                .until(() -> stage.read("status")
                        .at("/run/features/0/phase")
                        .asText()
                        .equals("running"));
        stage.golden("status-running", ExitCode.DONE, "status");
        stage.golden("report-running", ExitCode.DONE, "report");
        stage.golden("run-refused", ExitCode.CONFLICT, run.with("exit 1"));
        CoordProcess.run(stage.directory(), Map.of(), List.of("sh", "-c", "echo now > go"));
        assertThat(waiting.get().status()).as("%s", waiting.get()).isEqualTo(ExitCode.FAILED.number());
    }

    /** As it happens, and not at the end only. */
    private static void lines(GoldenStage stage) throws Exception {
        stage.newHome("lines-home");
        String features = stage.file("alone.json", "{\"a\": {\"file_writes\": [\"a.txt\"]}}");
        Path repository = CoordProcess.repository(stage.directory().resolve("lines"), "README", "hello\n");
        Run run = new Run(stage, features, repository);
        stage.keep("run-lines-failed", ExitCode.FAILED, stage.coord(run.with("echo why; exit 3", "--json=lines")));
        stage.keep(
                "run-lines",
                ExitCode.DONE,
                stage.coord(run.with(
                        WRITES_ITS_FILE,
                        "--test",
                        "echo fine",
                        "--no-baseline", // which ends before or after its locks are granted
                        "--json=lines")));
    }

    private static void unmerged(GoldenStage stage) throws Exception {
        stage.newHome("unmerged-home");
        String features = stage.file(
                "apart.json", "{\"a\": {\"file_writes\": [\"a.txt\"]}, \"b\": {\"file_writes\": [\"b.txt\"]}}");
        Path repository = CoordProcess.repository(stage.directory().resolve("unmerged"), "README", "hello\n");
        stage.golden(
                "run-unmerged",
                ExitCode.FAILED,
                new Run(stage, features, repository)
                        .with(
                                "echo $COORD_FEATURE > README",
                                "--tries",
                                "1",
                                "--radar",
                                "0s")); // which a slow machine would have look
        stage.golden("conflicts-unmerged", ExitCode.DONE, "conflicts");
        stage.golden("report-unmerged", ExitCode.DONE, "report");
        stage.golden("error-report-unknown", ExitCode.BAD_INPUT, "report", "--run", "none");
    }

    private record Run(GoldenStage stage, String features, Path repository) {

        String[] with(String agent, String... more) {
            return Stream.concat(
                            Stream.of("run", features, "--repo", repository.toString(), "--agent", agent),
                            Stream.of(more))
                    .toArray(String[]::new);
        }
    }
}
