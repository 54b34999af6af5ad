package dev.coord.cli.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord radar}, and what a run does with it. */
@Timeout(120)
class RadarIT {

    private static final String NUMBERED =
            IntStream.rangeClosed(1, 9).mapToObj(i -> i + "\n").reduce("", String::concat);

    @TempDir
    Path temp;

    private Path repository;
    private String features;

    @BeforeEach
    void begin() throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), "app.txt", NUMBERED);
        features = Called.file(
                        temp,
                        "features.json",
                        "{\"a\": {\"file_writes\": [\"app.txt\"]}, \"b\": {\"file_writes\": [\"app.txt\"]}}")
                .toString();
    }

    @Test
    void endsWithTheStatusOfAConflictAndShowsBothSides() throws Exception {
        twoWorkTrees();
        write("a", "2\n", "two\n");
        assertThat(radar().status()).isZero();
        assertThat(radar().out()).isEqualTo("nothing conflicts among 2 features and refs/heads/main\n");

        write("b", "2\n3\n", "zwei\ndrei\n");

        Called called = radar();
        assertThat(called.status()).isEqualTo(3);
        assertThat(called.out())
                .contains("a conflicts with b in app.txt:2 (theirs: 2-3)", "+two", "+zwei", "1 conflict among");
    }

    @Test
    void watchesWhatComesAndGoes() throws Exception {
        twoWorkTrees();
        write("a", "2\n", "two\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FutureTask<Called> watching = new FutureTask<>(() ->
                Called.coordTo(out, Map.of(), "radar", "--watch", "--json=lines", "--repo", repository.toString()));
        Thread watcher = new Thread(watching, "radar-watcher");
        watcher.start();
        try {
            await().until(() -> lines(out).size() == 1);
            write("b", "2\n", "zwei\n");
            await().until(() -> lines(out).size() == 2);
            write("b", "zwei\n", "2\n");
            await().until(() -> lines(out).size() == 3);
        } finally {
            watcher.interrupt();
        }
        watching.get();

        assertThat(lines(out))
                .filteredOn(line -> line.path("format").asText().equals("coord.radar/1")) // not that it was ended
                .extracting(line -> line.path("conflicts").size())
                .containsExactly(0, 1, 0);
    }

    @Test
    void hasNoOneDocumentWhereThereIsNoEnd() {
        Called called = radar("--watch", "--json");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--json=lines");
    }

    /** Each agent waits until it is told; the one then writes somewhere else, upon which both are told that nothing is in the way. */
    @Test
    void agentsAreToldInTimeToWorkAroundAConflict() {
        String agent = "sed -i \"2s/.*/of $COORD_FEATURE/\" app.txt;"
                + " until test -s \"$COORD_RADAR_FILE\"; do sleep 0.05; done; cp \"$COORD_RADAR_FILE\" ../../told-$COORD_FEATURE;"
                + " if test $COORD_FEATURE = b; then sed -i '2s/.*/2/; 9s/.*/of b/' app.txt; fi;"
                + " while test -s \"$COORD_RADAR_FILE\"; do sleep 0.05; done";

        Called run = Called.coord(
                "run",
                features,
                "--repo",
                repository.toString(),
                "--agent",
                agent,
                "--overlap",
                "optimistic",
                "--tries",
                "1",
                "--radar",
                "100ms",
                "--json=lines");

        assertThat(run.err()).doesNotContain("radar", "not seen");
        assertThat(run.status()).isZero();
        assertThat(repository.resolve("app.txt")).hasContent("1\nof a\n3\n4\n5\n6\n7\n8\nof b\n");
        assertThat(repository.resolveSibling("repo.coord").resolve("told-a"))
                .content()
                .contains("Conflict with feature b: app.txt", "+of b");
        assertThat(run.out().lines().filter(line -> line.contains("\"conflict_")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "\"conflict_ahead\"", "\"feature_id\":\"a\"", "\"with\":\"b\"", "\"first\":2"),
                        line -> assertThat(line).contains("\"conflict_gone\""));
        assertThat(Called.coord("conflicts", "--repo", repository.toString()).out())
                .contains("Features: a, b", "File: app.txt");
        assertThat(repository.resolve(".git/coord/radar")).doesNotExist();
    }

    private void twoWorkTrees() throws Exception {
        Called.coord("init", features, "--repo", repository.toString());
        for (String feature : List.of("a", "b")) {
            Called.coord("start", feature, "--agent", feature, "--repo", repository.toString());
            CoordProcess.git(
                    repository,
                    "worktree",
                    "add",
                    "--quiet",
                    "-b",
                    "feature/" + feature,
                    work(feature).toString());
        }
    }

    private Path work(String feature) {
        return temp.resolve("work-" + feature);
    }

    private void write(String feature, String before, String after) throws Exception {
        Path file = work(feature).resolve("app.txt");
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    private Called radar(String... more) {
        List<String> words = new ArrayList<>(List.of("radar", "--repo", repository.toString()));
        words.addAll(List.of(more));
        return Called.coord(words.toArray(String[]::new));
    }

    private static List<JsonNode> lines(ByteArrayOutputStream out) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }
}
