package dev.coord.core.json.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SnapshotPartsTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void joinedPartsAreTheSnapshotThatWasSplit(@ForAll("snapshots") Snapshot snapshot) {
        SnapshotParts parts = SnapshotParts.split(snapshot);

        assertThat(SnapshotParts.join(parts.bytes()).snapshot()).isEqualTo(snapshot);
    }

    /** The one document of a store that keeps all in one has the same fields. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void partsTogetherSayWhatTheDocumentSays(@ForAll("snapshots") Snapshot snapshot) throws IOException {
        ObjectNode document = (ObjectNode) MAPPER.readTree(SnapshotJson.write(snapshot));
        SortedMap<String, byte[]> parts = SnapshotParts.split(snapshot).bytes();

        ObjectNode together = (ObjectNode) MAPPER.readTree(parts.get(SnapshotParts.ROOT));
        ObjectNode locks = together.putObject("locks");
        for (String part : List.of("leases", "queue", "locks")) {
            locks.setAll((ObjectNode) MAPPER.readTree(parts.get(part)));
        }
        for (String part : List.of("features", "state", "run")) {
            if (parts.containsKey(part)) {
                together.set(part, MAPPER.readTree(parts.get(part)));
            }
        }
        assertThat(together).isEqualTo(document);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aChangeInOnePartLeavesTheBytesOfTheOthers(
            @ForAll("snapshots") Snapshot before, @ForAll("snapshots") Snapshot other) {
        SnapshotParts parts = SnapshotParts.split(before);

        assertChanged(parts, before.withRevision(before.revision() + 1), List.of("snapshot"));
        assertChanged(parts, before.withState(other.state()), List.of("state"));
        assertChanged(parts, before.withLocks(other.locks()), List.of("leases", "locks", "queue"));
        assertChanged(
                parts,
                new Snapshot(before.revision(), other.features(), before.locks(), before.state(), other.run()),
                List.of("features", "run"));
    }

    private static void assertChanged(SnapshotParts parts, Snapshot next, List<String> may) {
        SnapshotParts after = parts.with(next);

        assertThat(after.snapshot()).isEqualTo(next);
        assertThat(SnapshotParts.join(after.bytes()).snapshot()).isEqualTo(next);
        SortedMap<String, String> was = texts(parts);
        SortedMap<String, String> is = texts(after);
        assertThat(is).isEqualTo(texts(SnapshotParts.split(next)));
        may.forEach(was::remove);
        may.forEach(is::remove);
        assertThat(is).isEqualTo(was);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatALaterVersionAddedSurvives(
            @ForAll("snapshots") Snapshot before, @ForAll("snapshots") Snapshot next, @ForAll int number)
            throws IOException {
        SortedMap<String, byte[]> kept =
                new TreeMap<>(SnapshotParts.split(before).bytes());
        ObjectNode unknown = MAPPER.createObjectNode().put("later", number).put("é", "ü");
        for (Map.Entry<String, byte[]> part : kept.entrySet()) {
            part.setValue(MAPPER.writeValueAsBytes(((ObjectNode) MAPPER.readTree(part.getValue())).setAll(unknown)));
        }
        kept.put("later", "[1, 2]".getBytes(StandardCharsets.US_ASCII));

        SnapshotParts parts = SnapshotParts.join(kept);
        SnapshotParts after = parts.with(next);

        assertThat(parts.snapshot()).isEqualTo(before);
        assertThat(texts(parts)).isEqualTo(texts(kept));
        assertThat(SnapshotParts.join(after.bytes()).snapshot()).isEqualTo(next);
        SortedMap<String, byte[]> fresh = SnapshotParts.split(next).bytes();
        for (Map.Entry<String, byte[]> part : after.bytes().entrySet()) {
            if (part.getKey().equals("later")) {
                assertThat(part.getValue()).asString().isEqualTo("[1, 2]");
            } else {
                ObjectNode expected = (ObjectNode) MAPPER.readTree(fresh.get(part.getKey()));
                JsonNode found = MAPPER.readTree(part.getValue());
                assertThat(found).isEqualTo(kept.containsKey(part.getKey()) ? expected.setAll(unknown) : expected);
            }
        }
        assertThat(after.bytes().keySet()).containsAll(new TreeSet<>(fresh.keySet()));
    }

    @Example
    void tellsWhichPartIsMissing() {
        SortedMap<String, byte[]> kept =
                new TreeMap<>(SnapshotParts.split(Snapshot.EMPTY).bytes());
        kept.remove("queue");

        assertThatThrownBy(() -> SnapshotParts.join(kept))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("'queue' is missing");
    }

    @Example
    void refusesALaterFormat() {
        SortedMap<String, byte[]> kept =
                new TreeMap<>(SnapshotParts.split(Snapshot.EMPTY).bytes());
        kept.put(SnapshotParts.ROOT, "{\"format\":99,\"revision\":1}".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> SnapshotParts.join(kept))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("format 99");
    }

    private static SortedMap<String, String> texts(SnapshotParts parts) {
        return texts(parts.bytes());
    }

    private static SortedMap<String, String> texts(Map<String, byte[]> parts) {
        SortedMap<String, String> texts = new TreeMap<>();
        parts.forEach((name, part) -> texts.put(name, new String(part, StandardCharsets.US_ASCII)));
        return texts;
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return AnySnapshot.any();
    }
}
