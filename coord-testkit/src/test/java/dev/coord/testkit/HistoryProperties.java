package dev.coord.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.history.Step;
import dev.coord.core.json.history.HistoryJson;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.Snapshot;
import dev.coord.testkit.jqwik.Histories;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class HistoryProperties {

    @Property(tries = 300)
    void whoReadsTheHistoryKnowsEveryLeaseWaiterAndFeature(
            @ForAll("histories") List<Snapshot> history, @ForAll @IntRange(min = 1, max = 5) int atOnce) {
        Replayed known = Replayed.of(history.get(0));
        Snapshot before = history.get(0);

        for (int i = atOnce; i < history.size(); i += atOnce) {
            Snapshot after = history.get(i);
            for (HistoryEntry entry : Step.of(before, after, ManualClock.START).entries()) {
                known.learn(
                        HistoryJson.read(HistoryJson.line(entry)).orElseThrow().event());
            }

            assertThat(known).isEqualTo(Replayed.of(after));
            before = after;
        }
    }

    @Property(tries = 300)
    void everyCommitThatChangesSomethingLeavesALine(@ForAll("histories") List<Snapshot> history) {
        for (int i = 1; i < history.size(); i++) {
            List<HistoryEvent> events = Step.of(history.get(i - 1), history.get(i), ManualClock.START)
                    .events();

            assertThat(events.isEmpty()).isEqualTo(history.get(i - 1).equals(history.get(i)));
        }
    }

    @Provide
    Arbitrary<List<Snapshot>> histories() {
        return Histories.histories(40);
    }
}
