package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.SafeText;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord run --json=lines}; every line is held against its schema where processes are called. */
class EventLinesIT {

    private static final String WRITES_ITS_FILE = "echo $COORD_FEATURE > $COORD_FEATURE.txt";

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), "README", "hello\n");
        Called.file(
                temp,
                "features.json",
                "{\"a\": {\"description\": \"Say a.\", \"file_writes\": [\"a.txt\"]},"
                        + " \"b\": {\"description\": \"Say b.\", \"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"]}}");
    }

    private List<String> run(String... options) {
        List<String> words =
                new ArrayList<>(List.of("run", temp.resolve("features.json").toString()));
        words.addAll(List.of("--repo", repository.toString(), "--agent", WRITES_ITS_FILE));
        words.addAll(List.of(options));
        return CoordProcess.command(words.toArray(String[]::new));
    }

    private static List<JsonNode> lines(String out) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void tellsEachEventOnALineAndTheResultOnTheLast() throws Exception {
        CoordProcess.Ended run = CoordProcess.run(temp, Map.of(), run("--json=lines"));

        assertThat(run.status()).as("%s", run).isZero();
        List<JsonNode> lines = lines(run.out());
        assertThat(lines)
                .extracting(line -> line.path("event").asText())
                .containsSubsequence(
                        "run_began",
                        "wave_began",
                        "locks_granted",
                        "feature_started",
                        "feature_finished",
                        "merge_began",
                        "wave_merged",
                        "wave_landed",
                        "wave_began",
                        "wave_landed");
        JsonNode started = lines.stream()
                .filter(line -> line.path("event").asText().equals("feature_started"))
                .findFirst()
                .orElseThrow();
        assertThat(started.path("feature_id").asText()).isEqualTo("a");
        assertThat(started.path("agent_id").asText()).isNotEmpty();
        assertThat(started.path("lease_id").asText()).startsWith("lease-1-");
        assertThat(started.path("token").asInt()).isEqualTo(1);
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.path("format").asText()).isEqualTo("coord.run/1");
        assertThat(last.path("result").asText()).isEqualTo("landed");
        assertThat(lines.subList(0, lines.size() - 1))
                .allMatch(line -> line.path("format").asText().equals("coord.run-event/1"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void goesOnWhereNobodyReadsTheEventsAnyMore() throws Exception {
        String command = run("--json=lines").stream().map(SafeText::shellWord).collect(Collectors.joining(" "));

        CoordProcess.Ended run = CoordProcess.run(temp, Map.of(), List.of("sh", "-c", command + " | head -n 1"));

        assertThat(lines(run.out())).hasSize(1);
        assertThat(run.err()).doesNotContain("Broken pipe", "Exception");
        assertThat(repository.resolve("b.txt")).hasContent("b");
    }

    @Test
    void saysOnTheLastLineWhatEndedIt() throws Exception {
        Path out = temp.resolve("out.log");
        List<String> words = new ArrayList<>(run("--json=lines"));
        words.set(words.indexOf(WRITES_ITS_FILE), "sleep 100");
        Process process = CoordProcess.start(temp, Map.of(), words, out, temp.resolve("err.log"));
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(out).contains("feature_started"));

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        List<JsonNode> lines = lines(Files.readString(out));
        assertThat(lines.get(lines.size() - 1).at("/error/exit_code").asInt()).isEqualTo(143);
    }

    @Test
    void aBadFeatureFileIsToldOnOneLine() throws Exception {
        Called.file(temp, "features.json", "{\"a\": {\"blocked_by\": [\"z\"]}}");

        CoordProcess.Ended run = CoordProcess.run(temp, Map.of(), run("--json=lines"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(lines(run.out()))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.at("/error/exit_code").asInt()).isEqualTo(2));
    }

    @Test
    void theWordBehindJsonIsNoFormOfIt() throws Exception {
        List<String> words =
                List.of("run", "--json", "features.json", "--repo", repository.toString(), "--agent", WRITES_ITS_FILE);

        CoordProcess.Ended run = CoordProcess.coord(temp, words.toArray(String[]::new));

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(new JsonMapper().readTree(run.out()).path("result").asText()).isEqualTo("landed");
    }

    @Test
    void refusesAnotherForm() {
        Called run = Called.coord("run", "features.json", "--agent", "true", "--json=xml");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--json takes no value but 'lines'");
    }

    @Test
    void wordsThatNobodyUnderstandsAreToldOnOneLine() throws Exception {
        Called run = Called.coord("run", "features.json", "--json=lines", "--no-such-option");

        assertThat(run.status()).isEqualTo(2);
        assertThat(lines(run.out())).singleElement().matches(line -> line.has("error"));
    }
}
