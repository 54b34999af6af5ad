package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The specification's protocol (3.2 and Step 5) as shell agents carry it out: look, then add or remove a row by {@code jq}
 * into a temporary file, then {@code mv}. Each agent has a temporary file of its own; with the specification's one for all,
 * the file of locks soon ends empty.
 */
final class JqContender implements Contender {

    private static final int LOCKED = 3;

    private static final String ACQUIRE = """
            test -z "$(jq -c '.locks[] | select(.file_path == "PATH" and .locked_by != "AGENT")' FILE)" || exit 3
            jq '.locks += [{
              "file_path": "PATH",
              "locked_by": "AGENT",
              "feature_id": "P1",
              "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
              "operation": "write"
            }]' FILE > temp.$$ && mv temp.$$ FILE
            """;

    private static final String RELEASE = """
            jq '.locks = [.locks[] | select(.locked_by != "AGENT")]' FILE > temp.$$ && mv temp.$$ FILE
            """;

    private final Path directory;
    private final Path file;

    JqContender(Path directory) throws IOException {
        this.directory = directory;
        this.file = directory.resolve("coordination-locks.json");
        Files.createDirectories(directory);
        FirstContent.write(file, LockRows.EMPTY.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Grip> acquire(String agent, String path, Duration patience) throws Exception {
        return Patience.tryFor(patience, () -> {
            int exit = shell(ACQUIRE, agent, path);
            if (exit != 0 && exit != LOCKED) {
                throw new IOException("the shell exited with " + exit);
            }
            return exit == LOCKED ? Optional.empty() : Optional.of(() -> release(agent, path));
        });
    }

    private boolean release(String agent, String path) throws IOException, InterruptedException {
        boolean there = LockRows.read(file).isHeldBy(agent, path);
        int exit = shell(RELEASE, agent, path);
        if (exit != 0) {
            throw new IOException("the shell exited with " + exit);
        }
        return there;
    }

    private int shell(String script, String agent, String path) throws IOException, InterruptedException {
        String filled = script.replace("PATH", path).replace("AGENT", agent).replace("FILE", "coordination-locks.json");
        return new ProcessBuilder("/bin/sh", "-c", filled)
                .directory(directory.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public int held() throws IOException {
        return LockRows.read(file).size();
    }

    @Override
    public void close() {}
}
