package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Agents that live in a shell and edit the protocol's files by the specification's own lines, each with a temporary file of
 * its own. Every edit is of something nobody else edits, so that each leaves a trace of its own, or none.
 *
 * @param home the directory of the files
 * @param agents how many there are
 * @param each how many edits each of them makes, a multiple of 3
 */
record ShellEdits(Path home, int agents, int each) {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String SCRIPT = """
            i=0
            while [ $i -lt $2 ]; do
              jq ".locks += [{
                \\"file_path\\": \\"add/$1-$i\\",
                \\"locked_by\\": \\"shell-$1\\",
                \\"feature_id\\": \\"P$1\\",
                \\"timestamp\\": \\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\\",
                \\"operation\\": \\"write\\"
              }]" coordination-locks.json > temp-$1.json && mv temp-$1.json coordination-locks.json
              jq ".locks = [.locks[] | select(.file_path != \\"seed/$1-$i\\")]" \\
                coordination-locks.json > temp-$1.json && mv temp-$1.json coordination-locks.json
              jq ".completed_features += [\\"F-$1-$i\\"]" \\
                coordination-state.json > temp-$1.json && mv temp-$1.json coordination-state.json
              i=$((i+1))
            done
            """;

    int edits() {
        return agents * each;
    }

    /** The rows that the edits take away. */
    List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        for (int agent = 0; agent < agents; agent++) {
            for (int i = 0; i < each / 3; i++) {
                seeds.add("seed/" + agent + "-" + i);
            }
        }
        return seeds;
    }

    /** The files as they are where there is no coord. */
    void writePlainFiles() throws IOException {
        ObjectNode locks = MAPPER.createObjectNode();
        ArrayNode rows = locks.putArray("locks");
        seeds().forEach(seed -> rows.addObject()
                .put("file_path", seed)
                .put("locked_by", "seed")
                .put("feature_id", "seed")
                .put("timestamp", "2025-10-30T14:30:00Z")
                .put("operation", "write"));
        locks.putArray("pending_locks");
        Files.writeString(home.resolve("coordination-locks.json"), locks.toPrettyString());
        ObjectNode state = MAPPER.createObjectNode();
        state.putArray("completed_features");
        Files.writeString(home.resolve("coordination-state.json"), state.toPrettyString());
    }

    /** Lets them all edit at once. */
    void make() throws IOException, InterruptedException {
        List<Process> shells = new ArrayList<>();
        for (int agent = 0; agent < agents; agent++) {
            shells.add(new ProcessBuilder(
                            "/bin/sh", "-eu", "-c", SCRIPT, "sh", Integer.toString(agent), Integer.toString(each / 3))
                    .directory(home.toFile())
                    .inheritIO()
                    .start());
        }
        for (Process shell : shells) {
            if (shell.waitFor() != 0) {
                throw new AssertionError("a shell ended with " + shell.exitValue());
            }
        }
    }

    /** How many edits are there in the files as they are now. */
    int survivors() throws IOException {
        Set<String> paths = new HashSet<>();
        for (JsonNode row : read("coordination-locks.json").path("locks")) {
            paths.add(row.path("file_path").textValue());
        }
        Set<String> completed = new HashSet<>();
        for (JsonNode feature : read("coordination-state.json").path("completed_features")) {
            completed.add(feature.textValue());
        }
        int survivors = 0;
        for (String seed : seeds()) {
            survivors += paths.contains(seed) ? 0 : 1;
            survivors += paths.contains(seed.replace("seed/", "add/")) ? 1 : 0;
            survivors += completed.contains(seed.replace("seed/", "F-")) ? 1 : 0;
        }
        return survivors;
    }

    private JsonNode read(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(home.resolve(file));
        return bytes.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(bytes);
    }
}
