package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository in which runs land, and what landed is taken back. */
final class Rolled {

    /** Three features on lines of one file, which land one after the other, and three that wait for each other. */
    static final String FEATURES = """
            {
              "x": {"file_writes": ["list"], "schema_changes": ["posts"]},
              "y": {"file_writes": ["list"]},
              "z": {"file_writes": ["list"]},
              "a": {"file_writes": ["a"]},
              "b": {"file_writes": ["b"], "blocked_by": ["a"]},
              "c": {"file_writes": ["c"], "blocked_by": ["b"]}
            }
            """;

    /** Each of the first three changes a line far from the others'; every call says another number. */
    static final String AGENT = """
            echo $COORD_FEATURE >> "$CALLS"; n=$(grep -c "^$COORD_FEATURE$" "$CALLS")
            case $COORD_FEATURE in
              x) sed -i "2s/.*/x $n/" list ;;
              y) sed -i "10s/.*/y $n/" list ;;
              z) sed -i "18s/.*/z $n/" list ;;
              *) echo "$COORD_FEATURE $n" > $COORD_FEATURE ;;
            esac
            """;

    final Path repository;
    private final Path temp;
    private final String features;

    private Rolled(Path temp) {
        this.temp = temp;
        this.repository = temp.resolve("a repo");
        this.features = temp.resolve("features.json").toString();
    }

    /** A new one, in which nothing has landed. */
    static Rolled in(Path temp) throws Exception {
        StringBuilder list = new StringBuilder();
        for (int line = 1; line <= 20; line++) {
            list.append(line).append('\n');
        }
        CoordProcess.repository(temp.resolve("a repo"), "list", list.toString());
        Called.file(temp, "features.json", FEATURES);
        Files.createFile(temp.resolve("calls"));
        return new Rolled(temp);
    }

    /** The same as this one at another place: to land everything takes longer than what is tested. */
    Rolled copiedTo(Path place) throws Exception {
        CoordProcess.run(temp, Map.of(), List.of("cp", "-a", temp + "/.", place.toString()));
        return new Rolled(place);
    }

    /** Runs with an agent that fails for a feature, after it has written something. */
    void failing(String feature) {
        String fails = "test $COORD_FEATURE = " + feature + " && { echo half > " + feature + "; exit 3; }; ";
        Called run = coord("run", features, "--agent", fails + agent());
        assertThat(run.status()).as("%s", run).isEqualTo(1);
    }

    /** Another feature is finished, and waits to be landed, since its tests are red, and so are those of the target. */
    Called stoppedBeforeLanding() throws IOException {
        return coord("run", late(), "--agent", "echo late > late", "--test", "false", "--no-baseline");
    }

    /** A run in a process of its own that goes on until it is ended. */
    Process beginWaiting(Path log) throws Exception {
        List<String> words = CoordProcess.command(
                "run", late(), "--agent", "echo x > late; sleep 60", "--repo", repository.toString());
        return CoordProcess.start(temp, Map.of(), words, log, temp.resolve("err"));
    }

    private String late() throws IOException {
        return Called.file(temp, "late.json", "{\"late\": {\"file_writes\": [\"late\"]}}")
                .toString();
    }

    String tipOf(String feature, List<String> tips) {
        return tips.stream()
                .filter(tip -> tip.contains("/" + feature + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** Runs, and everything lands. */
    void land(String... more) {
        Called run = run(more);
        assertThat(run.status()).as("%s", run).isZero();
    }

    Called run(String... more) {
        List<String> words =
                new ArrayList<>(List.of("run", features, "--agent", agent(), "--repo", repository.toString()));
        words.addAll(List.of(more));
        return Called.coord(words.toArray(String[]::new));
    }

    private String agent() {
        return "CALLS='" + temp.resolve("calls") + "'; " + AGENT;
    }

    Called rollback(String... words) {
        return coord("rollback", words);
    }

    Called coord(String verb, String... words) {
        List<String> all = new ArrayList<>(List.of(verb, "--repo", repository.toString()));
        all.addAll(List.of(words));
        return Called.coord(all.toArray(String[]::new));
    }

    /** What a command answers with {@code --json}. */
    JsonNode json(Called called) throws IOException {
        return new JsonMapper().readTree(called.out());
    }

    String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s", ended).isZero();
        return ended.out().strip();
    }

    String main() throws Exception {
        return git("rev-parse", "main");
    }

    /** The features that a commit of the branch landed, oldest first, taken back or not. */
    List<String> landings() throws Exception {
        return lines(git(
                "log", "--reverse", "--first-parent", "--merges", "--format=%(trailers:key=Coord-Feature,valueonly)"));
    }

    List<String> reverts() throws Exception {
        return lines(git("log", "--reverse", "--first-parent", "--format=%(trailers:key=Coord-Reverts,valueonly)"))
                .stream()
                .map(line -> line.split(" ", -1)[0])
                .toList();
    }

    /** Which features agents were called for. */
    List<String> calls() throws IOException {
        return Files.readAllLines(temp.resolve("calls"));
    }

    /** As if agents had been called before, so that the next ones say something new. */
    void called(String... features) throws IOException {
        Files.write(temp.resolve("calls"), List.of(features));
    }

    void forgetCalls() throws IOException {
        Files.writeString(temp.resolve("calls"), "");
    }

    List<String> completed() throws Exception {
        List<String> completed = new ArrayList<>();
        json(coord("status", "--json"))
                .findPath("completed_features")
                .forEach(feature -> completed.add(feature.asText()));
        completed.sort(null);
        return completed;
    }

    /** The run that landed last. */
    String latestRun() throws Exception {
        return git("log", "-1", "--merges", "--format=%(trailers:key=Coord-Run,valueonly)");
    }

    void assertClean() throws Exception {
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(CoordProcess.git(repository, "fsck", "--full", "--strict").status())
                .isZero();
        assertThat(git("for-each-ref", "refs/coord/rollbacks/*/open")).isEmpty();
    }

    String read(String file) throws IOException {
        return Files.readString(repository.resolve(file));
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
