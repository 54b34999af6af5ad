package dev.coord.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.store.Snapshot;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItWrote(@ForAll("snapshots") Snapshot snapshot) {
        byte[] document = SnapshotJson.write(snapshot);

        assertThat(SnapshotJson.read(document)).isEqualTo(snapshot);
    }

    @Test
    void writesAsciiWithTheNumberOfItsFormatFirst() {
        String document = text(Snapshot.EMPTY);

        assertThat(document).startsWith("{\"format\":1,\"revision\":0,").doesNotContain("features\":null");
        assertThat(document.chars()).allMatch(character -> character < 128);
    }

    private static String text(Snapshot snapshot) {
        return new String(SnapshotJson.write(snapshot), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        return AnySnapshot.any();
    }
}
