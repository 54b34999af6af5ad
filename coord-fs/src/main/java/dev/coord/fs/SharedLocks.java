package dev.coord.fs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.fs.disk.SafeFile;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The leases and requests that the protocol's file shows, for whoever may not read coord's private one. */
final class SharedLocks {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SharedLocks() {}

    /** The snapshot with what the file shows of coord's own locks; foreign ones are in it already. */
    static Snapshot in(Path directory, Snapshot snapshot) throws IOException {
        byte[] bytes = SafeFile.read(directory.resolve(View.LOCKS.fileName()), SafeFile.LARGEST);
        if (bytes == null) {
            return snapshot;
        }
        JsonNode file = MAPPER.readTree(bytes);
        LockRegistry locks = snapshot.locks();
        return snapshot.withLocks(new LockRegistry(
                leases(file.path("locks")),
                queue(file.path("pending_locks")),
                locks.foreign(),
                locks.lastToken(),
                locks.lost()));
    }

    private static List<Lease> leases(JsonNode rows) {
        Map<String, Lease> leases = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            if (row.has("lease_id")) {
                lease(row).ifPresent(lease -> leases.merge(lease.id().value(), lease, SharedLocks::together));
            }
        }
        return List.copyOf(leases.values());
    }

    private static Optional<Lease> lease(JsonNode row) {
        try {
            String id = row.path("lease_id").asText();
            Instant begin = Instant.parse(row.path("timestamp").asText());
            Instant end = Instant.parse(row.path("expires_at").asText());
            return Optional.of(new Lease(
                    new LeaseId(id),
                    new RequestId(id),
                    new AgentId(row.path("locked_by").asText()),
                    new FeatureId(row.path("feature_id").asText()),
                    new FencingToken(row.path("token").asLong()),
                    List.of(lock(row)),
                    begin,
                    end,
                    Duration.between(begin, end), // the file does not say how much of it a renewal gave
                    Optional.empty(),
                    Optional.empty()));
        } catch (BadInput | IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // edited by somebody; the next command that may write sees to it
        }
    }

    private static Lease together(Lease first, Lease second) {
        List<PathLock> locks = new ArrayList<>(first.locks());
        locks.addAll(second.locks());
        return first.holding(locks);
    }

    private static List<PendingRequest> queue(JsonNode rows) {
        Map<String, List<JsonNode>> requests = new LinkedHashMap<>();
        rows.forEach(row -> requests.computeIfAbsent(row.path("request_id").asText(), id -> new ArrayList<>())
                .add(row));
        List<PendingRequest> queue = new ArrayList<>();
        requests.values().forEach(request -> pending(request).ifPresent(queue::add));
        return queue;
    }

    private static Optional<PendingRequest> pending(List<JsonNode> rows) {
        try {
            JsonNode row = rows.get(0);
            LockRequest.Builder request = LockRequest.builder(
                            row.path("requested_by").asText(),
                            row.path("feature_id").asText())
                    .id(new RequestId(row.path("request_id").asText()));
            for (JsonNode each : rows) {
                PathLock lock = lock(each);
                String path = lock.path().value();
                request = lock.operation() == Operation.WRITE ? request.write(path) : request.read(path);
            }
            return Optional.of(new PendingRequest(
                    request.build(),
                    Instant.parse(row.path("timestamp").asText()),
                    Instant.parse(row.path("expires_at").asText())));
        } catch (BadInput | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static PathLock lock(JsonNode row) {
        return new PathLock(
                new RepoPath(row.path("file_path").asText()),
                Operation.valueOf(row.path("operation").asText().toUpperCase(Locale.ROOT)));
    }
}
