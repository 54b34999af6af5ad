package dev.coord.core.json.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonText;
import dev.coord.core.json.run.RunJson;
import dev.coord.core.json.state.FeatureSetJson;
import dev.coord.core.json.state.LocksJson;
import dev.coord.core.json.state.StateJson;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in parts that are kept apart, for a store whose values are small: each part is a JSON object in ASCII, with the fields
 * that {@link SnapshotJson} writes of it. The part {@code snapshot} holds the revision and is the root that is compared and
 * swapped; {@code features} and {@code run} are not there where the snapshot has none. A part that an update does not change keeps
 * its bytes. Parts that this version of coord does not know stay as they are, and so do fields of a part that it does not
 * know. Immutable.
 */
final class SnapshotParts {

    /** The name of the part that all others belong to. */
    static final String ROOT = "snapshot";

    private static final String FEATURES = "features";
    private static final String LEASES = "leases";
    private static final String QUEUE = "queue";
    private static final String LOCKS = "locks";
    private static final String STATE = "state";
    private static final String RUN = "run";

    // What could be written has to be read again, so the default bounds of a text's length do not hold here.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * One part.
     *
     * @param fields all fields that it may have
     * @param value what it holds of a snapshot; nothing where it is not there
     * @param write writes the fields
     */
    private record Part(
            String name,
            Set<String> fields,
            Function<Snapshot, Optional<?>> value,
            BiConsumer<FieldWriter, Snapshot> write) {}

    private static final List<Part> PARTS = List.of(
            new Part(
                    ROOT,
                    Set.of("format", "revision"),
                    snapshot -> Optional.of(snapshot.revision()),
                    SnapshotJson::writeHead),
            new Part(
                    FEATURES,
                    Set.of("features", "completed_before"),
                    Snapshot::features,
                    (out, snapshot) ->
                            FeatureSetJson.write(out, snapshot.features().orElseThrow())),
            new Part(
                    LEASES,
                    Set.of("leases"),
                    snapshot -> Optional.of(snapshot.locks().leases()),
                    (out, snapshot) -> LocksJson.writeLeases(out, snapshot.locks())),
            new Part(
                    QUEUE,
                    Set.of("queue"),
                    snapshot -> Optional.of(snapshot.locks().queue()),
                    (out, snapshot) -> LocksJson.writeQueue(out, snapshot.locks())),
            new Part(
                    LOCKS,
                    Set.of("foreign", "last_token", "lost"),
                    snapshot -> Optional.of(List.of(
                            snapshot.locks().foreign(),
                            snapshot.locks().lastToken(),
                            snapshot.locks().lost())),
                    (out, snapshot) -> LocksJson.writeRest(out, snapshot.locks())),
            new Part(
                    STATE,
                    Set.of("current_wave", "completed", "active", "blocked", "schema_changes", "shared_resources"),
                    snapshot -> Optional.of(snapshot.state()),
                    (out, snapshot) -> StateJson.write(out, snapshot.state())),
            new Part(
                    RUN,
                    Set.of("id", "owner", "started_at", "settings", "waves", "wave", "features", "phase", "account"),
                    Snapshot::run,
                    (out, snapshot) -> RunJson.write(out, snapshot.run().orElseThrow())));

    private final Snapshot snapshot;
    private final SortedMap<String, byte[]> bytes;

    private SnapshotParts(Snapshot snapshot, SortedMap<String, byte[]> bytes) {
        this.snapshot = snapshot;
        this.bytes = bytes;
    }

    /**
     * Writes a snapshot that was never kept before.
     *
     * @param snapshot the snapshot
     * @return its parts
     */
    static SnapshotParts split(Snapshot snapshot) {
        SortedMap<String, byte[]> bytes = new TreeMap<>();
        for (Part part : PARTS) {
            if (part.value().apply(snapshot).isPresent()) {
                bytes.put(part.name(), written(part, snapshot));
            }
        }
        return new SnapshotParts(snapshot, bytes);
    }

    /**
     * Reads what is kept.
     *
     * @param kept the parts by their names, as {@link #bytes} of this or another version of coord gave them
     * @return the same parts, with the snapshot that they hold
     * @throws StoreFailed if a part is missing, corrupt or of a later format
     */
    static SnapshotParts join(Map<String, byte[]> kept) {
        FieldReader root = part(ROOT, kept);
        SnapshotJson.requireFormat(root);
        Snapshot snapshot = new Snapshot(
                root.number("revision"),
                kept.containsKey(FEATURES) ? Optional.of(FeatureSetJson.read(part(FEATURES, kept))) : Optional.empty(),
                LocksJson.read(part(LEASES, kept), part(QUEUE, kept), part(LOCKS, kept)),
                StateJson.read(part(STATE, kept)),
                kept.containsKey(RUN) ? Optional.of(RunJson.read(part(RUN, kept))) : Optional.empty());
        return new SnapshotParts(snapshot, copied(kept));
    }

    /**
     * The snapshot.
     *
     * @return what the parts hold
     */
    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * The parts as they are to be kept.
     *
     * @return a copy of the bytes of each, by its name
     */
    SortedMap<String, byte[]> bytes() {
        return Collections.unmodifiableSortedMap(copied(bytes));
    }

    /**
     * The parts of a later version of the snapshot.
     *
     * @param next the snapshot as it is now
     * @return parts of which those have other bytes that hold something else
     */
    SnapshotParts with(Snapshot next) {
        SortedMap<String, byte[]> after = new TreeMap<>(bytes);
        for (Part part : PARTS) {
            Optional<?> value = part.value().apply(next);
            if (value.isEmpty()) {
                after.remove(part.name());
            } else if (!value.equals(part.value().apply(snapshot))) {
                after.put(part.name(), withUnknown(part, bytes.get(part.name()), written(part, next)));
            }
        }
        return new SnapshotParts(next, after);
    }

    private static byte[] written(Part part, Snapshot snapshot) {
        return JsonText.compact(out -> part.write().accept(out, snapshot));
    }

    private static byte[] withUnknown(Part part, byte @Nullable [] before, byte[] after) {
        if (before == null) {
            return after;
        }
        try {
            ObjectNode unknown = ((ObjectNode) MAPPER.readTree(before)).remove(part.fields());
            return unknown.isEmpty()
                    ? after
                    : MAPPER.writeValueAsBytes(((ObjectNode) MAPPER.readTree(after)).setAll(unknown));
        } catch (IOException e) {
            throw new UncheckedIOException("what was read or written before can be read", e);
        }
    }

    private static FieldReader part(String name, Map<String, byte[]> kept) {
        byte[] bytes = kept.get(name);
        if (bytes == null) {
            throw new StoreFailed("cannot read coord's snapshot: its part '" + name + "' is missing, of "
                    + kept.keySet().stream().sorted().collect(Collectors.joining("', '", "'", "'"))
                    + "; restore all parts from one copy");
        }
        return FieldReader.of(SnapshotJson.tree(bytes, null), null);
    }

    private static SortedMap<String, byte[]> copied(Map<String, byte[]> parts) {
        SortedMap<String, byte[]> copy = new TreeMap<>();
        parts.forEach((name, part) -> copy.put(name, part.clone()));
        return copy;
    }
}
