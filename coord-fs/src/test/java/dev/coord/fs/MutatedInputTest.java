package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.core.lock.LockTable;
import dev.coord.core.path.PathPattern;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.state.Rules;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.Sample;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.fs.edits.DocumentEdit;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged inputs, 5,000 in all: each is refused as documented or understood, within a second. What is understood can be
 * written and read again. {@code -Dcoord.mutations=} plays more, {@code -Dcoord.seed=} the same again.
 */
@Timeout(600)
class MutatedInputTest {

    private static final int PERCENT = Integer.getInteger("coord.mutations", 5_000) / 500;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Instant NOW = ManualClock.START;

    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 13);

    @TempDir
    Path directory;

    @Test
    void damagedViewsAreRefusedOrUnderstood() {
        StoredDocument document = sample();
        int[] understood = new int[1];

        play("views", 60 * PERCENT * 5, random -> {
            View view = View.values()[random.nextInt(2)];
            byte[] damaged = new Mutator(random).damaged(render(view, document));
            try {
                ObjectNode edit = EditReader.understood(view, damaged);
                understood[0]++;
                assertCanBeKept(view, document, edit);
            } catch (BadInput e) {
                assertIsBriefAndHarmless(e.getMessage());
            }
        });

        assertThat(understood[0]).isGreaterThan(60 * PERCENT / 5);
    }

    @Test
    void damagedSnapshotsAreRefusedOrTheSame() {
        StoredDocument document = sample();
        byte[] good = Sample.written(document);

        play("snapshots", 20 * PERCENT * 5, random -> {
            byte[] damaged = random.nextBoolean()
                    ? flipped(good, random.nextInt(good.length * 8))
                    : new Mutator(random).damaged(good);
            assertIsRefusedOr(document, damaged);
        });
    }

    @Test
    void everyFlippedBitOfASnapshotIsNoticed() {
        StoredDocument document = sample();
        byte[] good = Sample.written(document);

        for (int bit = 0; bit < good.length * 8; bit++) {
            assertIsRefusedOr(document, flipped(good, bit));
        }
    }

    @Test
    void strangePathsAreRefusedOrDecided() {
        play("paths", 18 * PERCENT * 5, random -> {
            try {
                RepoPath one = new RepoPath(StrangePaths.one(random));
                RepoPath other = new RepoPath(StrangePaths.one(random));
                boolean overlap = PathPattern.of(one).overlaps(PathPattern.of(other));
                assertThat(PathPattern.of(other).overlaps(PathPattern.of(one))).isEqualTo(overlap);
                boolean mayBeEmpty = one.value().contains("{"); // "{,}" covers no path at all
                assertThat(mayBeEmpty || PathPattern.of(one).overlaps(PathPattern.of(one)))
                        .as(one.value())
                        .isTrue();
                PathPattern.of(one).matches(other.value());
                Snapshot held = LockTable.request(
                                Snapshot.EMPTY,
                                Sample.request("one", one.value()).build(),
                                NOW)
                        .after();
                Snapshot both = LockTable.request(
                                held, Sample.request("two", other.value()).build(), NOW)
                        .after();
                assertThat(both.locks().queue().isEmpty()).isEqualTo(!overlap);
            } catch (BadInput e) {
                assertIsBriefAndHarmless(e.getMessage());
            }
        });
    }

    @Test
    void aStoreKeepsWhatItCannotUseAndGoesOn() {
        List<Path> homes = IntStream.range(0, 16)
                .mapToObj(i -> directory.resolve("store-" + i))
                .toList();

        homes.parallelStream()
                .forEach(
                        home -> { // most of the time is spent in waiting for a shell that writes in place
                            try (DirectoryStore store = DirectoryStore.open(home, new ManualClock())) {
                                Sample.granted(
                                        store,
                                        Sample.request("keeper", "kept.ts").build());
                                play(
                                        "files of a store",
                                        2 * PERCENT * 5 / homes.size(),
                                        home.hashCode(),
                                        random -> edit(store, home, random));
                            }
                        });
    }

    private static void edit(DirectoryStore store, Path home, Random random) {
        View view = View.values()[random.nextInt(2)];
        Path file = home.resolve(view.fileName());
        try {
            byte[] damaged = new Mutator(random).damaged(Files.readAllBytes(file));
            Files.write(home.resolve("temp.json"), damaged);
            Files.move(home.resolve("temp.json"), file, StandardCopyOption.ATOMIC_MOVE);

            Snapshot after = store.read();

            assertThat(EditReader.read(view, Files.readAllBytes(file)).rows()).isEqualTo(Rows.of(view, after));
            try {
                EditReader.read(view, damaged);
            } catch (BadInput e) {
                assertThat(rejected(home)).anyMatch(kept -> Arrays.equals(kept, damaged));
            }
            for (Path aside : list(home, ".rejected-")) {
                Files.delete(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertCanBeKept(View view, StoredDocument document, ObjectNode edit) {
        StoredDocument merged = DocumentEdit.found(view, document, edit, NOW).document();
        Draft draft = Draft.of(document, merged, new LogState(0, ""), new Views());

        assertThat(DocumentJson.read(Sample.written(draft.document()), "snapshot.json"))
                .isEqualTo(draft.document());
        for (View each : View.values()) {
            assertThat(EditReader.read(each, render(each, draft.document())).rows())
                    .isEqualTo(Rows.of(each, draft.document().snapshot()));
        }
    }

    private static void assertIsRefusedOr(StoredDocument document, byte[] damaged) {
        try {
            assertThat(DocumentJson.read(damaged, "snapshot.json")).isEqualTo(document);
        } catch (StoreFailed e) {
            assertThat(e).hasMessageContaining("snapshot.json");
        }
    }

    private static void assertIsBriefAndHarmless(String message) {
        assertThat(message).hasSizeLessThan(1_000);
        assertThat(message.chars().anyMatch(Character::isISOControl))
                .as(message)
                .isFalse();
    }

    private void play(String what, int inputs, Consumer<Random> game) {
        System.out.println(inputs + " damaged " + what + ", seed " + seed);
        play(what, inputs, 0, game);
    }

    private void play(String what, int inputs, long salt, Consumer<Random> game) {
        for (int i = 0; i < inputs; i++) {
            long own = new Random(seed + salt * 31 + i).nextLong();
            try {
                assertThat(time(() -> game.accept(new Random(own)))).isLessThan(LONGEST);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "number " + i + " of the damaged " + what + "; rerun with -Dcoord.seed=" + seed + ": " + e, e);
            }
        }
    }

    /** Of this thread, so that what else the machine does is not counted. */
    private static Duration time(Runnable action) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        action.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] render(View view, StoredDocument document) {
        return new Views()
                .render(
                        view,
                        document.snapshot(),
                        document.snapshot().revision(),
                        document.view(view).extras());
    }

    private static List<byte[]> rejected(Path home) throws IOException {
        return list(home, ".rejected-").stream()
                .map(file -> {
                    try {
                        return Files.readAllBytes(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static List<Path> list(Path home, String part) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.toString().contains(part)).toList();
        }
    }

    /** A document with something in every place, as an edit left it. */
    private static StoredDocument sample() {
        Snapshot snapshot = Snapshot.EMPTY;
        ProcessId owner = ProcessLife.current();
        for (Command<?> command : List.of(
                new Command.RequestLocks(
                        Sample.request("one", "a.ts", "lib/").owner(owner).build()),
                new Command.RequestLocks(Sample.request("two", "a.ts").build()),
                new Command.RequestLocks(Sample.request("three", "app/**").build()),
                new Command.StartFeature(new FeatureId("P1_user_auth"), new AgentId("one")),
                new Command.StartFeature(new FeatureId("P2_user_profile"), new AgentId("three")))) {
            snapshot = Rules.apply(snapshot, command, NOW).after().withRevision(snapshot.revision() + 1);
        }
        StoredDocument document = StoredDocument.empty().with(snapshot).withSessions(Set.of(owner));
        document = edited(
                document,
                View.LOCKS,
                "{\"note\": {\"by\": [\"me\", 1.5]}, \"locks\": [{\"file_path\": \"b.ts\","
                        + " \"locked_by\": \"shell\", \"feature_id\": \"P9\", \"timestamp\": \"2025-10-30T14:30:00Z\","
                        + " \"operation\": \"read\", \"why\": \"because\"}], \"pending_locks\": [{\"file_path\": \"c.ts\"}]}");
        return edited(
                document,
                View.STATE,
                "{\"current_wave\": 2, \"completed_features\": [\"P0\"], \"blocked_features\":"
                        + " [\"P7\"], \"schema_changes\": [{\"feature_id\": \"P0\", \"table\": \"users\", \"operation\":"
                        + " \"create\", \"committed\": true, \"by\": \"x\"}], \"shared_resources\": {\"mailer\":"
                        + " {\"initialized\": true, \"features_using\": [\"P0\", \"P7\"], \"url\": null}}, \"extra\": true}");
    }

    private static StoredDocument edited(StoredDocument document, View view, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StoredDocument merged = DocumentEdit.found(view, document, EditReader.understood(view, bytes), NOW)
                .document();
        return Draft.of(document, merged, new LogState(0, ""), new Views()).document();
    }
}
