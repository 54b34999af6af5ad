package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.RepoPath;
import dev.coord.core.Coordinator;
import dev.coord.core.lock.LockTable;
import dev.coord.fs.edits.Edit;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import dev.coord.store.Durability;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryReaderTest {

    private static final Instant NOW = Instant.parse("2025-10-30T14:30:00Z");

    @TempDir
    Path home;

    private Snapshot kept;

    @BeforeEach
    void keepSomething() {
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.fixed(NOW), Durability.PROCESS_CRASH)) {
            Coordinator coordinator = new Coordinator(store);
            coordinator.tryAcquire(LockRequest.builder("a", "A")
                    .write("x", "z")
                    .ttl(Duration.ofHours(2))
                    .build());
            coordinator.tryAcquire(LockRequest.builder("b", "B").write("x").build());
            coordinator.apply(new Command.RequestLocks(LockRequest.builder("c", "C")
                    .read("x")
                    .policy(ContentionPolicy.WAIT)
                    .patience(Duration.ofMinutes(1))
                    .build()));
            kept = coordinator.status();
        }
    }

    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    @Test
    void seesWhatIsKeptAndWritesNothing() throws IOException {
        Map<String, FileTime> before = files();

        assertThat(DirectoryStore.reader(home, () -> NOW).read()).isEqualTo(kept);

        assertThat(DirectoryStore.reader(home, () -> NOW).conflicts()).hasSize(1);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void showsWhatIsOverAsOver() throws IOException {
        Map<String, FileTime> before = files();

        Snapshot later =
                DirectoryStore.reader(home, () -> NOW.plusSeconds(7200)).read();

        assertThat(later.locks().leases()).isEmpty();
        assertThat(later.locks().queue()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void countsWhatOthersEdited() throws IOException {
        Path locks = home.resolve("coordination-locks.json");
        ObjectNode file = Edit.tree(Files.readString(locks));
        file.withArrayProperty("locks").remove(1);
        Files.writeString(locks, file.toString());

        Snapshot seen = DirectoryStore.reader(home, () -> NOW).read();

        assertThat(seen.locks().leases().get(0).locks()).hasSize(1);
        assertThat(seen.revision()).isGreaterThan(kept.revision());
    }

    @Test
    void leavesAnEditThatCannotBeUsedInItsPlace() throws IOException {
        Path locks = Files.writeString(home.resolve("coordination-locks.json"), "no JSON");

        assertThat(DirectoryStore.reader(home, () -> NOW).read()).isEqualTo(kept);

        assertThat(locks).hasContent("no JSON");
    }

    @Test
    void tellsByTheFilesOfTheProtocolAloneWhoHoldsWhat() throws IOException {
        Snapshot seen = SharedLocks.in(home, Snapshot.EMPTY);

        assertThat(seen.locks().leases()).hasSize(1);
        assertThat(seen.locks().leases().get(0).locks()).hasSize(2);
        assertThat(LockTable.expire(seen, NOW)).isEqualTo(seen);
        assertThat(seen.locks().leases().get(0).id())
                .isEqualTo(kept.locks().leases().get(0).id());
        assertThat(seen.locks().queue().get(0).request().locks().get(0).path()).isEqualTo(new RepoPath("x"));
    }

    @Test
    void seesNothingWhereNothingWasEverKept() {
        assertThat(DirectoryStore.reader(home.resolve("missing"), () -> NOW).read())
                .isEqualTo(Snapshot.EMPTY);
        assertThat(DirectoryStore.reader(home.resolve("missing"), () -> NOW).conflicts())
                .isEmpty();
        assertThat(home.resolve("missing")).doesNotExist();
    }

    @Test
    void tellsOfADamagedStore() throws IOException {
        Files.writeString(home.resolve("coordination.d/snapshot.json"), "{");

        assertThatThrownBy(() -> DirectoryStore.reader(home, () -> NOW).read()).isInstanceOf(StoreFailed.class);
    }
}
