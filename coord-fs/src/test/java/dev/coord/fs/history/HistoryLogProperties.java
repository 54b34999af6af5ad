package dev.coord.fs.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.history.Step;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent.Gap;
import dev.coord.store.Snapshot;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.jqwik.Histories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Two processes write one history in turn; some of their writes are cut off anywhere, or do not happen. */
class HistoryLogProperties {

    private static final int WHOLE = -1;

    @Property(tries = 200)
    void everyRevisionIsToldOrMarkedAsMissing(
            @ForAll("histories") List<Snapshot> history, @ForAll("cuts") List<Integer> cuts) throws IOException {
        Path home = Files.createTempDirectory("coord-history");
        try (HistoryLog one = new HistoryLog(home, 4_000);
                HistoryLog other = new HistoryLog(home, 4_000)) {
            List<HistoryEntry> written = new ArrayList<>();
            for (int i = 1; i < history.size(); i++) {
                Step step = Step.of(history.get(i - 1), history.get(i), ManualClock.START);
                long length = length(home);
                (i % 2 == 0 ? one : other).append(step);
                int left = i < cuts.size() ? cuts.get(i) : WHOLE;
                if (left == WHOLE) {
                    written.addAll(step.entries());
                } else {
                    cut(home, length + left);
                }
            }
            one.mend(history.get(history.size() - 1).revision(), ManualClock.START);

            List<HistoryEntry> read = read(home);
            assertThat(read).containsAll(lastOf(written, read));
            assertThat(gapless(read)).isTrue();
            assertThat(Files.readString(home.resolve("history.jsonl")))
                    .satisfies(text ->
                            assertThat(text.isEmpty() || text.endsWith("\n")).isTrue());
        } finally {
            delete(home);
        }
    }

    /** What was written at a revision that is still kept. */
    private static List<HistoryEntry> lastOf(List<HistoryEntry> written, List<HistoryEntry> read) {
        long oldest = read.isEmpty() ? Long.MAX_VALUE : read.get(0).revision() + 1;
        return written.stream().filter(entry -> entry.revision() >= oldest).toList();
    }

    private static boolean gapless(List<HistoryEntry> read) {
        long reached = -1;
        for (HistoryEntry entry : read) {
            boolean follows = entry.since() == reached || entry.revision() == reached;
            if (reached >= 0 && !follows && !(entry.event() instanceof Gap)) {
                return false;
            }
            reached = entry.revision();
        }
        return true;
    }

    private static List<HistoryEntry> read(Path home) {
        try (Stream<HistoryEntry> entries = new FileHistory(home).since(-1)) {
            return entries.toList();
        }
    }

    private static long length(Path home) throws IOException {
        Path file = home.resolve("history.jsonl");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** As a kill in the middle of a write leaves it. */
    private static void cut(Path home, long length) throws IOException {
        Path file = home.resolve("history.jsonl");
        if (Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Provide
    Arbitrary<List<Snapshot>> histories() {
        return Histories.histories(40);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.just(WHOLE)),
                        Tuple.of(1, Arbitraries.integers().between(0, 900)))
                .list()
                .ofMaxSize(41);
    }
}
