package dev.coord.cli.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.cli.CoordProcess;
import dev.coord.core.json.input.FeatureFile;
import dev.coord.fs.DirectoryStore;
import dev.coord.plan.FeatureSet;
import dev.coord.state.FeatureStatus;
import dev.coord.store.CoordinationStore;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are shells, and nothing that coordinates them but two commands. */
class FleetIT {

    private static final int FEATURES = Boolean.getBoolean("coord.soak") ? 40 : 20;

    /** The first feature that a mortal agent claims is its last: it is killed before it has made it. */
    private static final String AGENT = """
            while :; do
              work=$(coord next --agent "$1" --wait 1m --ttl 5s)
              case $? in
                0) ;;
                4) continue ;;
                7) exit 0 ;;
                *) exit 1 ;;
              esac
              eval "$work"
              grep -q "^Make $COORD_FEATURE of the \\$plan.$" "$COORD_TASK_FILE" || exit 1
              if [ "$2" = mortal ]; then kill -9 $$; fi
              coord complete "$COORD_FEATURE" --agent "$1" --token "$COORD_TOKEN"
            done
            """;

    @TempDir
    private Path directory;

    @Test
    void eightShellsOfWhichTwoAreKilledCompleteEachFeatureOnceAndInOrder() throws Exception {
        Path home = directory.resolve("coord");
        Path file = Files.writeString(directory.resolve("features.json"), features());
        assertThat(CoordProcess.coord(directory, "init", file.toString(), "--dir", home.toString())
                        .status())
                .isZero();
        Map<String, String> environment =
                Map.of("COORD_DIR", home.toString(), "PATH", launcher().getParent() + ":" + System.getenv("PATH"));

        List<Process> agents = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            agents.add(CoordProcess.start(
                    directory,
                    environment,
                    List.of("/bin/sh", "-c", AGENT, "agent", "agent-" + i, i < 2 ? "mortal" : ""),
                    directory.resolve("out-" + i),
                    directory.resolve("err-" + i)));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Process agent : agents) {
            assertThat(agent.waitFor(10, TimeUnit.MINUTES)).isTrue();
            statuses.add(agent.exitValue());
        }

        assertThat(statuses).startsWith(137, 137).endsWith(0, 0, 0, 0, 0, 0);
        try (CoordinationStore store = DirectoryStore.open(home, InstantSource.system())) {
            FeatureSet set = FeatureFile.check(file, Set.of()).features();
            List<FeatureId> completed = completions(store);
            assertThat(completed)
                    .containsExactlyInAnyOrderElementsOf(set.features().keySet());
            set.features()
                    .values()
                    .forEach(feature -> feature.blockedBy()
                            .forEach(before ->
                                    assertThat(completed.indexOf(before)).isLessThan(completed.indexOf(feature.id()))));
            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    /** It would otherwise wait for the claim of its own agent. */
    @Test
    void theLoopOfTheReadmeEndsWhereAnAgentFails() throws Exception {
        Path home = directory.resolve("coord");
        Path file = Files.writeString(
                directory.resolve("features.json"),
                "{\"A\": {\"file_writes\": [\"a\"]}, \"B\": {\"blocked_by\": [\"A\"]}}");
        CoordProcess.coord(directory, "init", file.toString(), "--dir", home.toString());
        Path agent = Files.writeString(launcher().resolveSibling("my-agent"), "#!/bin/sh\nexit 1\n");
        assertThat(agent.toFile().setExecutable(true)).isTrue();
        String readme = Files.readString(Path.of("..", "README.md"));
        int begin = readme.indexOf("    while work=$(coord next");
        String loop = readme.substring(begin, readme.indexOf("\n\n", begin));

        CoordProcess.Ended ended = CoordProcess.run(
                directory,
                Map.of("COORD_DIR", home.toString(), "PATH", agent.getParent() + ":" + System.getenv("PATH")),
                List.of("/bin/sh", "-c", loop));

        assertThat(ended.out()).as("%s", ended).endsWith("\n5\n").contains("A is failed");
        assertThat(ended.err()).contains("my-agent failed");
    }

    private static List<FeatureId> completions(CoordinationStore store) {
        try (Stream<HistoryEntry> entries = store.history().since(-1)) {
            return entries.map(HistoryEntry::event)
                    .filter(HistoryEvent.Moved.class::isInstance)
                    .map(HistoryEvent.Moved.class::cast)
                    .filter(moved -> moved.to() == FeatureStatus.COMPLETED)
                    .map(HistoryEvent.Moved::feature)
                    .toList();
        }
    }

    private static String features() {
        return IntStream.range(0, FEATURES)
                .mapToObj(i ->
                        "\"P%d\": {\"description\": \"Make P%d of the $plan.\", \"file_writes\": [\"file-%d\"]%s}"
                                .formatted(
                                        i,
                                        i,
                                        i % 13,
                                        i < 8 ? "" : ", \"blocked_by\": [\"P%d\", \"P%d\"]".formatted(i - 8, i / 2)))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private Path launcher() throws IOException {
        String words =
                CoordProcess.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path launcher = Files.writeString(bin.resolve("coord"), "#!/bin/sh\nexec " + words + " \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }
}
