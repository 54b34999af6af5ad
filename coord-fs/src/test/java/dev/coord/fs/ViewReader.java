package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.RepoPath;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.store.View;
import dev.coord.testkit.history.check.Tenure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the protocol's files again and again as any script would, without a lock. Each must be whole every time, show no two
 * conflicting locks, never go back, and never show one revision twice with different content.
 */
final class ViewReader implements Callable<List<String>> {

    private record Row(String agent, PathLock lock) {}

    private final Path home;
    private final JsonMapper mapper = new JsonMapper();
    private final Tenure.Overlaps overlaps = new Tenure.Overlaps();
    private final Map<View, byte[]> latest = new EnumMap<>(View.class);
    private final Map<View, Long> revisions = new EnumMap<>(View.class);
    private final List<String> violations = new ArrayList<>();
    private volatile boolean done;
    private volatile int files;

    ViewReader(Path home) {
        this.home = home;
    }

    /** How many files were read. */
    int files() {
        return files;
    }

    void end() {
        done = true;
    }

    @Override
    public List<String> call() throws IOException {
        while (!done && violations.size() < 10) {
            for (View view : View.values()) {
                look(view, Files.readAllBytes(home.resolve(view.fileName())));
            }
            LockSupport.parkNanos(2_000_000);
        }
        return violations;
    }

    void look(View view, byte[] content) {
        files++;
        if (Arrays.equals(content, latest.get(view))) {
            return;
        }
        try {
            JsonNode file = mapper.readTree(content);
            long revision = file.path("revision").asLong(-1);
            long before = revisions.getOrDefault(view, -1L);
            if (revision <= before) {
                violations.add(
                        view + " of revision " + before + " was followed by another one of revision " + revision);
            }
            if (view == View.LOCKS) {
                locks(file);
            } else if (!file.path("completed_features").isArray()) {
                violations.add("the state is not whole: " + file);
            }
            latest.put(view, content);
            revisions.put(view, revision);
        } catch (IOException e) {
            violations.add(view + " cannot be parsed: " + e + " in '" + new String(content) + "'");
        }
    }

    List<String> violations() {
        return violations;
    }

    private void locks(JsonNode file) {
        if (!file.path("locks").isArray() || !file.path("pending_locks").isArray()) {
            violations.add("the locks are not whole: " + file);
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : file.path("locks")) {
            Operation operation =
                    Operation.valueOf(node.path("operation").asText().toUpperCase(Locale.ROOT));
            Row row = new Row(
                    node.path("locked_by").asText(),
                    new PathLock(new RepoPath(node.path("file_path").asText()), operation));
            rows.stream()
                    .filter(other -> !other.agent().equals(row.agent()) && overlaps.exclude(other.lock(), row.lock()))
                    .forEach(other -> violations.add("shown together: " + other + " and " + row));
            rows.add(row);
        }
    }
}
