package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.protocol.ConflictText;
import dev.coord.core.state.Lifecycle;
import dev.coord.fs.disk.Content;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.owner.ProcessLock;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.Invariants;
import dev.coord.testkit.history.HistoryFile;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.check.Denials;
import dev.coord.testkit.history.check.FeatureLives;
import dev.coord.testkit.history.check.Revisions;
import dev.coord.testkit.history.check.Tenures;
import dev.coord.testkit.process.ClassArchive;
import dev.coord.testkit.process.Spares;
import dev.coord.testkit.process.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that take locks and lead features are killed with -9, one after the other, and now and then all at once; others
 * take their seats. What they wrote down themselves of what they asked and were acknowledged is held against what is left.
 */
class KillSoakIT {

    private static final int SEATS = 8;
    private static final int KILLS_IN_A_ROUND = 40;
    private static final int MOST_ROUNDS = 5; // where chance has left out a fate until then
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long NOTHING_LEFT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int kills = Integer.getInteger("coord.soak.kills", KILLS_IN_A_ROUND);
    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 11);
    private final Random random = new Random(seed);
    private final List<ProcessId> everybody = new ArrayList<>();
    private final Map<String, Long> deaths = new HashMap<>();
    private final SoakReport report = new SoakReport();
    private int names;

    @TempDir
    Path temp;

    @Test
    void nothingIsLostAndNothingIsLeftWhoeverIsKilledWhenever() throws Exception {
        Path home = temp.resolve("coordination");
        ClassArchive classes = ClassArchive.of(
                temp, SoakWorker.Training.class, temp.resolve("training"), temp.resolve("training-history"));
        Snapshot last = begin(home);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        ViewReader reader = new ViewReader(home);
        try (Spares spares = new Spares(4, () -> classes.process(SoakWorker.class, home))) {
            Future<List<String>> views = pool.submit(reader);
            for (int round = 0; isToBeContinued(round); round++) {
                Path histories = Files.createDirectory(temp.resolve("round-" + round));
                long ended = killInTurn(spares, histories);
                last = check(home, histories, last, ended);
                assertThat(views.isDone()).as("the files are read without end").isFalse();
            }
            reader.end();
            assertThat(views.get()).as("seed %d", seed).isEmpty();
        } finally {
            reader.end();
            pool.shutdownNow();
        }
        report.print(seed, reader.files(), last);
        assertThat(report.unmet()).as("what never happened, seed %d", seed).isEmpty();
        assertThatNobodyIsLeft(home);
    }

    private boolean isToBeContinued(int rounds) {
        return rounds * KILLS_IN_A_ROUND < kills
                || (rounds < MOST_ROUNDS && !report.unmet().isEmpty());
    }

    private Snapshot begin(Path home) {
        List<Feature> features = new ArrayList<>();
        for (int seat = 0; seat < SEATS; seat++) {
            for (int thread = 0; thread < SoakWorker.THREADS; thread++) {
                features.add(SoakWorker.feature(seat, thread));
            }
        }
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            return store.update((before, now) -> Lifecycle.store(before, FeatureSet.of(features), now))
                    .after();
        }
    }

    /** All seats are taken, one worker after the other is killed and followed by another, and in the end all are killed. */
    private long killInTurn(Spares spares, Path histories) throws IOException {
        Map<Integer, Worker> workers = new HashMap<>();
        Map<Integer, String> seated = new HashMap<>();
        try {
            for (int seat = 0; seat < SEATS; seat++) {
                seat(seat, workers, seated, spares, histories);
            }
            long start = System.nanoTime();
            long next = start;
            for (int kill = SEATS; kill < KILLS_IN_A_ROUND; kill++) {
                next = Math.max(next + PAUSE_NANOS, System.nanoTime());
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                int seat = random.nextInt(SEATS);
                kill(seat, workers, seated);
                seat(seat, workers, seated, spares, histories);
            }
            report.kills(KILLS_IN_A_ROUND, System.nanoTime() - start);
        } finally {
            for (int seat : List.copyOf(workers.keySet())) {
                kill(seat, workers, seated);
            }
        }
        return System.nanoTime();
    }

    private void seat(
            int seat, Map<Integer, Worker> workers, Map<Integer, String> seated, Spares spares, Path histories)
            throws IOException {
        Worker worker = spares.take();
        String name = "w" + names++;
        workers.put(seat, worker);
        seated.put(seat, name);
        everybody.add(worker.id());
        worker.tell(name + " " + seat + " " + seed + " " + histories.resolve(name));
    }

    private void kill(int seat, Map<Integer, Worker> workers, Map<Integer, String> seated) throws IOException {
        Worker worker = workers.remove(seat);
        assertThat(worker.isAlive())
                .as("seed %d, %s works until it is killed", seed, seated.get(seat))
                .isTrue();
        long before = System.nanoTime();
        worker.kill();
        for (int thread = 0; thread < SoakWorker.THREADS; thread++) {
            deaths.put(seated.get(seat) + "-" + thread, before);
        }
    }

    private Snapshot check(Path home, Path histories, Snapshot start, long ended) throws Exception {
        long logged = report.logged();
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            Snapshot end = store.read();
            // what is left stays; a spare that is being opened makes files of its own, each for an instant
            List<Path> temporary = temporaryFiles(home);
            while (isSomethingLeft(end, temporary) && System.nanoTime() < ended + NOTHING_LEFT_NANOS) {
                LockSupport.parkNanos(1_000_000);
                end = store.read();
                temporary = temporaryFiles(home);
            }
            report.nothingLeft(System.nanoTime() - ended);
            List<RecordedCall> calls = calls(histories);
            assertThat(end.locks().leases()).as("seed %d", seed).isEmpty();
            assertThat(end.locks().queue()).as("seed %d", seed).isEmpty();
            assertThat(temporary).as("seed %d", seed).isEmpty();
            assertThat(Invariants.check(end)).as("seed %d", seed).isEmpty();
            assertThat(Invariants.checkStep(start, end)).as("seed %d", seed).isEmpty();
            assertThat(Revisions.violations(calls)).as("seed %d", seed).isEmpty();
            assertThat(Tenures.violations(calls, deaths)).as("seed %d", seed).isEmpty();
            assertThat(FeatureLives.violations(start.state(), calls, end.state()))
                    .as("seed %d", seed)
                    .isEmpty();
            String log = log(home, logged);
            assertThat(Denials.violations(
                            calls,
                            ConflictText.read(log.getBytes(StandardCharsets.UTF_8))
                                    .entries()))
                    .as("seed %d", seed)
                    .isEmpty();
            report.round(calls, start, end, logged + log.length());
            return undone(store);
        } finally {
            deaths.clear();
        }
    }

    /** What is completed is taken back, lest there be nothing to do any more. */
    private static Snapshot undone(DirectoryStore store) {
        return store.update((before, now) ->
                        Transition.of(Lifecycle.undo(before, before.state().completed(), now), ""))
                .after();
    }

    private static List<RecordedCall> calls(Path histories) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(histories)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(HistoryFile.lines(file));
                Files.delete(file);
            }
        }
        return RecordedCall.parse(lines);
    }

    /** The log is long in the end, and all of it is text of one byte a character. */
    private static String log(Path home, long from) throws IOException {
        byte[] all = Files.readAllBytes(home.resolve("conflicts.log"));
        return new String(all, (int) from, (int) (all.length - from), StandardCharsets.US_ASCII);
    }

    private static boolean isSomethingLeft(Snapshot snapshot, List<Path> temporary) {
        return !snapshot.locks().leases().isEmpty() || !snapshot.locks().queue().isEmpty() || !temporary.isEmpty();
    }

    private static List<Path> temporaryFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.getFileName().toString().contains("tmp"))
                    .toList();
        }
    }

    private void assertThatNobodyIsLeft(Path home) throws IOException {
        Path control = home.resolve("coordination.d");
        Path truth = control.resolve("snapshot.json");
        assertThat(DocumentJson.read(Content.of(truth).bytes(), truth.toString())
                        .sessions())
                .isEmpty();
        try (ProcessLock lock = new ProcessLock(control.resolve("coord.lck"))) {
            for (ProcessId process : everybody) {
                assertThat(lock.isInSession(process)).as("%s", process).isFalse();
                assertThat(ProcessLife.isAlive(process)).as("%s", process).isFalse();
            }
        }
    }
}
