package dev.coord.core.json.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HistoryJsonTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatItWroteOnOneLine(@ForAll("entries") HistoryEntry entry) {
        String line = HistoryJson.line(entry);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(HistoryJson.read(line)).contains(entry);
    }

    @Example
    void readsEveryEventAsItWroteIt() {
        for (Class<?> variant : AnySnapshot.variants(HistoryEvent.class)) {
            HistoryEvent event = (HistoryEvent) AnySnapshot.any(variant).sample();
            HistoryEntry entry = new HistoryEntry(7, 5, Instant.EPOCH, true, event);

            assertThat(HistoryJson.read(HistoryJson.line(entry))).contains(entry);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void makesNothingOfATornLine(@ForAll("entries") HistoryEntry entry, @ForAll @IntRange(max = 1_000_000) int length) {
        String line = HistoryJson.line(entry).stripTrailing();

        assertThat(HistoryJson.read(line.substring(0, length % line.length()))).isEmpty();
    }

    @Test
    void writesTheFieldsThatScriptsLookFor() {
        HistoryEntry entry = HistoryEntry.gap(5, 7, Instant.parse("2025-10-30T14:30:00Z"));

        assertThat(HistoryJson.line(entry))
                .isEqualTo("{\"revision\":7,\"since\":5,\"at\":\"2025-10-30T14:30:00Z\",\"event\":\"gap\"}\n");
    }

    @Test
    void makesNothingOfAnEventOfALaterVersion() {
        String line = HistoryJson.line(HistoryEntry.gap(5, 7, Instant.EPOCH)).replace("gap", "teleported");

        assertThat(HistoryJson.read(line)).isEmpty();
    }

    @Provide
    Arbitrary<HistoryEntry> entries() {
        return AnySnapshot.any(HistoryEntry.class);
    }
}
