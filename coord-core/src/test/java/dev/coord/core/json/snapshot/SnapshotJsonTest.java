package dev.coord.core.json.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotJsonTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItWrote(@ForAll("snapshots") Snapshot snapshot) {
        byte[] document = SnapshotJson.write(snapshot);

        assertThat(SnapshotJson.read(document)).isEqualTo(snapshot);
    }

    @Example
    void readsEveryPhaseOfAFeatureAsItWroteIt() {
        for (Class<?> variant : AnySnapshot.variants(FeaturePhase.class)) {
            FeaturePhase phase = (FeaturePhase) AnySnapshot.any(variant).sample();
            FeatureRun feature = new FeatureRun("digest", 2, phase, Duration.ZERO);
            Snapshot snapshot = Snapshot.EMPTY.withRun(run().with(new FeatureId("P1"), feature));

            assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
        }
    }

    @Example
    void readsEveryPhaseOfARunAsItWroteIt() {
        for (Class<?> variant : AnySnapshot.variants(RunPhase.class)) {
            RunPhase phase = (RunPhase) AnySnapshot.any(variant).sample();
            Snapshot snapshot = Snapshot.EMPTY.withRun(run().in(phase));

            assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsADamagedDocumentOrSaysThatItIsCorrupt(
            @ForAll("snapshots") Snapshot snapshot, @ForAll @IntRange(max = 1_000_000) int place, @ForAll byte damage) {
        byte[] document = SnapshotJson.write(snapshot);
        document[place % document.length] = damage;

        try {
            assertThat(SnapshotJson.read(document)).isNotNull();
        } catch (StoreFailed corrupt) {
            assertThat(corrupt).hasMessageStartingWith("cannot read coord's snapshot: ");
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void refusesADocumentThatIsCutOff(
            @ForAll("snapshots") Snapshot snapshot, @ForAll @IntRange(max = 1_000_000) int length) {
        byte[] document = SnapshotJson.write(snapshot);

        assertThatThrownBy(() -> SnapshotJson.read(Arrays.copyOf(document, length % document.length)))
                .isInstanceOf(StoreFailed.class);
    }

    @Test
    void writesAsciiWithTheNumberOfItsFormatFirst() {
        String document = text(Snapshot.EMPTY);

        assertThat(document).startsWith("{\"format\":1,\"revision\":0,").doesNotContain("null");
        assertThat(document.chars()).allMatch(character -> character < 128);
    }

    @Test
    void readsFormat1AndLosesNothingOfIt() throws IOException {
        byte[] document = resource("snapshot-format-1.json");

        Snapshot snapshot = SnapshotJson.read(document);

        assertThat(tree(SnapshotJson.write(snapshot))).isEqualTo(tree(document));
        assertThat(snapshot.revision()).isEqualTo(17);
        assertThat(snapshot.run().orElseThrow().features().values())
                .extracting(feature -> (Object) feature.phase().getClass())
                .containsExactlyInAnyOrderElementsOf(AnySnapshot.variants(FeaturePhase.class));
    }

    @Test
    void readsFinishedWorkOfBeforeItsLeaseWasKept() throws IOException {
        Snapshot snapshot = SnapshotJson.read(resource("snapshot-format-1.json"));

        assertThat(snapshot.run().orElseThrow().features().values())
                .extracting(FeatureRun::phase)
                .filteredOn(FeaturePhase.Finished.class::isInstance)
                .singleElement()
                .satisfies(phase ->
                        assertThat(((FeaturePhase.Finished) phase).fence()).isEmpty());
        assertThat(((RunPhase.Landing) snapshot.run().orElseThrow().phase())
                        .candidate()
                        .work()
                        .tips())
                .isNotEmpty()
                .allMatch(tip -> tip.fence().isEmpty());
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        String document = text(Snapshot.EMPTY)
                .replace("\"revision\"", "\"later\":{\"a\":[null]},\"revision\"")
                .replace("\"last_token\"", "\"later\":1.5,\"last_token\"");

        assertThat(read(document)).isEqualTo(Snapshot.EMPTY);
    }

    @Test
    void refusesALaterFormat() {
        assertThatThrownBy(() -> read("{\"format\":2,\"everything\":\"else\"}"))
                .isInstanceOf(StoreFailed.class)
                .hasMessage("cannot read coord's snapshot: it has format 2 and this version reads format 1; "
                        + "use the version of coord that wrote it, or a later one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\":0       | \"revision\":1.0              | /revision: a whole number",
                "\"revision\":0       | \"revision\":1e400            | /revision: a whole number",
                "\"revision\":0       | \"revision\":9223372036854775808 | /revision: a whole number",
                "\"revision\":0       | \"rev\":0                     | /revision: a whole number",
                "\"leases\":[]        | \"leases\":{}                 | /locks/leases: a list",
                "\"leases\":[]        | \"leases\":[3]                | /locks/leases/0: an object",
                "\"leases\":[]        | \"leases\":[{\"id\":\"a b\"}] | /locks/leases/0/id: this is not the id of a lease",
                "\"last_token\":0     | \"last_token\":-1             | /locks: a fencing token is never negative",
                "\"current_wave\":0   | \"current_wave\":2147483648   | /state/current_wave: a whole number",
                "\"completed\":[]     | \"completed\":[\"P1\",null]   | /state/completed/1: a text",
                "\"completed\":[]     | \"completed\":[\"\"]          | /state/completed/0: feature id '' is not allowed",
                "\"format\":1         | \"format\":1,\"format\":1     | Duplicate field 'format'",
                "\"format\":1         | \"form\":1                    | /format: a whole number",
            })
    void saysWhatIsCorruptAndWhere(String sound, String corrupt, String message) {
        String document = text(Snapshot.EMPTY);
        assertThat(document).contains(sound);

        assertThatThrownBy(() -> read(document.replace(sound, corrupt)))
                .isInstanceOf(StoreFailed.class)
                .hasMessageStartingWith("cannot read coord's snapshot: ")
                .hasMessageContaining(message)
                .hasMessageContaining(
                        "; restore it from a copy, or move the coordination directory away to begin anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "{", "{}", "{\"format\":1}", "{\"format\":1}x"})
    void refusesWhatIsNoSnapshot(String document) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(StoreFailed.class)
                .hasMessageStartingWith("cannot read coord's snapshot: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready", "landing"})
    void refusesAPhaseItDoesNotKnow(String known) throws IOException {
        String document = new String(resource("snapshot-format-1.json"), StandardCharsets.UTF_8)
                .replace("\"type\": \"" + known + "\"", "\"type\": \"dancing\"");

        assertThatThrownBy(() -> read(document))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("/phase/type: 'dancing' is not known to this version of coord");
    }

    private static RunRecord run() {
        return AnySnapshot.any(RunRecord.class).sample();
    }

    private static Snapshot read(String document) {
        return SnapshotJson.read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Snapshot snapshot) {
        return new String(SnapshotJson.write(snapshot), StandardCharsets.UTF_8);
    }

    private static JsonNode tree(byte[] document) throws IOException {
        return new ObjectMapper().readTree(document);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SnapshotJsonTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return AnySnapshot.any();
    }
}
