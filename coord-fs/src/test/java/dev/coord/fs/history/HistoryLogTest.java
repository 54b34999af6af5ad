package dev.coord.fs.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.history.Step;
import dev.coord.core.json.history.HistoryJson;
import dev.coord.fs.DirectoryStore;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.state.Command;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.History.HistoryEvent.Ended;
import dev.coord.store.History.HistoryEvent.Ending;
import dev.coord.store.History.HistoryEvent.Gap;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryLogTest {

    @TempDir
    Path home;

    @Nested
    class OfAStore {

        @Test
        void tellsTheLifeOfALock() {
            try (DirectoryStore store = open()) {
                Lease lease = Sample.granted(store, Sample.request("a", "x.ts").build());
                Sample.apply(
                        store,
                        new Command.RequestLocks(Sample.request("b", "x.ts").build()));
                Sample.apply(store, new Command.ReleaseLease(lease.id()));
            }

            assertThat(events())
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("Granted", "Waiting", "Conflicted", "Ended", "Granted");
            assertThat(entries()).extracting(HistoryEntry::revision).containsExactly(1L, 2L, 2L, 3L, 3L);
        }

        @Test
        void tellsWhatAnEditTookAway() throws IOException {
            try (DirectoryStore store = open()) {
                Sample.granted(store, Sample.request("a", "x.ts").build());
                Files.writeString(
                        home.resolve("coordination-locks.json"), "{\"locks\":[],\"pending_locks\":[],\"revision\":1}");

                store.read();
            }

            assertThat(last())
                    .isInstanceOfSatisfying(
                            Ended.class, ended -> assertThat(ended.why()).isEqualTo(Ending.EDITED));
        }

        @Test
        void tellsAConflictThatChangedNothingElse() {
            try (DirectoryStore store = open()) {
                store.update((before, now) -> new Transition<>(before, "", List.of(Sample.conflict("Wait"))));
            }

            assertThat(events()).containsExactly(new HistoryEvent.Conflicted(Sample.conflict("Wait")));
        }

        @Test
        void accountsForEveryRevisionOverManyOpenings() {
            for (int i = 0; i < 3; i++) {
                try (DirectoryStore store = open()) {
                    wave(store);
                    wave(store);
                }
            }

            assertThat(entries()).extracting(HistoryEntry::since).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(events()).doesNotHaveAnyElementsOfTypes(Gap.class);
        }

        @Test
        void failsNoCommitWhereItCannotBeWritten() throws IOException {
            Path victim = Files.writeString(home.resolve("victim"), "mine");
            Files.createSymbolicLink(home.resolve("history.jsonl"), victim);
            try (DirectoryStore store = open()) {
                wave(store);
                assertThat(store.read().state().currentWave()).isEqualTo(1);
                assertThat(victim).hasContent("mine");

                Files.delete(home.resolve("history.jsonl"));
                wave(store);
            }

            assertThat(entries()).extracting(HistoryEntry::revision).containsExactly(1L, 2L);
            assertThat(events().get(0)).isEqualTo(new Gap());
        }

        private void wave(DirectoryStore store) {
            store.update((before, now) -> Transition.of(
                    before.withState(before.state().atWave(before.state().currentWave() + 1)), ""));
        }

        private DirectoryStore open() {
            return DirectoryStore.open(home, new ManualClock());
        }
    }

    @Test
    void marksWhatAKilledProcessDidNotComeToWrite() throws IOException {
        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(0, 1));
            log.append(step(4, 6));
        }

        assertThat(entries()).extracting(HistoryEntry::revision).containsExactly(1L, 4L, 6L);
        assertThat(entries().get(1)).isEqualTo(HistoryEntry.gap(1, 4, ManualClock.START));
    }

    @Test
    void endsATornLineAndMarksWhatIsMissing() throws IOException {
        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(0, 1));
            log.append(step(1, 2));
        }
        byte[] whole = Files.readAllBytes(latest());
        Files.write(latest(), Arrays.copyOf(whole, whole.length - 5));

        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(2, 3));
        }

        assertThat(Files.readAllLines(latest())).hasSize(4);
        assertThat(entries()).extracting(HistoryEntry::revision).containsExactly(1L, 2L, 3L);
        assertThat(entries().get(1)).isEqualTo(HistoryEntry.gap(1, 2, ManualClock.START));
    }

    @Test
    void marksATornLineOfACommitThatLeftTheRevisionAsItWas() throws IOException {
        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(0, 1));
        }
        Files.writeString(latest(), "{\"revision\":1,\"since\":1,\"at\"", StandardOpenOption.APPEND);

        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(1, 2));
        }

        assertThat(entries()).extracting(HistoryEntry::event).element(1).isEqualTo(new Gap());
    }

    @Test
    void doesNotTakeACommitForWholeThatEndsWithItsFirstLine() throws IOException {
        HistoryEntry half = new HistoryEntry(2, 1, ManualClock.START, true, new HistoryEvent.WaveBegun(1));
        Files.writeString(latest(), HistoryJson.line(half));

        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(2, 3));
        }

        assertThat(entries().get(1)).isEqualTo(HistoryEntry.gap(1, 2, ManualClock.START));
    }

    @Test
    void keepsTheLatestFullFilesAndGoesOnWithoutAGap() throws IOException {
        try (HistoryLog one = new HistoryLog(home, 300);
                HistoryLog other = new HistoryLog(home, 300)) {
            for (int i = 0; i < 61; i++) {
                (i % 3 == 0 ? one : other).append(step(i, i + 1));
            }
        }

        assertThat(new HistoryFiles(home).newestFirst().stream().filter(Files::exists))
                .hasSize(5);
        assertThat(home.resolve("history.5.jsonl")).doesNotExist();
        List<HistoryEntry> kept = entries();
        assertThat(kept)
                .extracting(HistoryEntry::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(62 - kept.size(), 61).boxed().toList());
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Gap.class);
    }

    @Test
    void findsALastLineThatIsLongerThanOnePiece() throws IOException {
        String parts = String.join(",", Collections.nCopies(3_000, "\"part\""));
        Files.writeString(
                latest(),
                "{\"revision\":3,\"since\":0,\"at\":\"2025-10-30T14:30:00Z\",\"event\":\"other\",\"parts\":[" + parts
                        + "]}\n",
                StandardOpenOption.CREATE);

        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(3, 4));
        }

        assertThat(entries()).extracting(HistoryEntry::revision).containsExactly(3L, 4L);
    }

    @Test
    void mendsTheEndOfAHistoryThatNobodyContinued() throws IOException {
        try (HistoryLog log = new HistoryLog(home, HistoryLog.LARGEST)) {
            log.append(step(0, 1));
            log.mend(1, ManualClock.START);
            assertThat(entries()).hasSize(1);

            log.mend(5, ManualClock.START);
        }

        assertThat(entries()).last().isEqualTo(HistoryEntry.gap(1, 5, ManualClock.START));
    }

    private Path latest() {
        return home.resolve("history.jsonl");
    }

    private HistoryEvent last() {
        return events().get(events().size() - 1);
    }

    private List<HistoryEvent> events() {
        return entries().stream().map(HistoryEntry::event).toList();
    }

    private List<HistoryEntry> entries() {
        try (Stream<HistoryEntry> entries = new FileHistory(home).since(-1)) {
            return entries.toList();
        }
    }

    private static Step step(int from, int to) {
        return Step.of(at(from), at(to), ManualClock.START);
    }

    private static Snapshot at(int revision) {
        return Snapshot.EMPTY.withState(Snapshot.EMPTY.state().atWave(revision)).withRevision(revision);
    }
}
