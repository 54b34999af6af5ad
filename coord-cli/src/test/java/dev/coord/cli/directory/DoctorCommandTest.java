package dev.coord.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.ProcessId;
import dev.coord.cli.Called;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.state.Rules;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRequest;
import dev.coord.state.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    Path temp;

    private Path home;

    @BeforeEach
    void begin() {
        home = temp.resolve("coord");
        acquire(InstantSource.system(), "me", "a.ts", List.of());
    }

    @Test
    void findsAHealthyDirectoryHealthyAndChangesNothing() throws IOException {
        Map<String, String> before = contents();

        Called doctor = doctor();

        assertThat(doctor.status()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("two-process lock: refused while it is held, handed over when it is released", "all is well");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void findsOneHealthyThatIsInUse() {
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            assertThat(doctor().status()).isZero();

            acquire(store, "you", "b.ts", List.of());
        }
    }

    @Test
    void saysThatThereIsNoDirectory() {
        home = temp.resolve("nowhere");

        assertThat(doctor().status()).isEqualTo(1);
        assertThat(doctor().out()).contains("does not exist");
        assertThat(home).doesNotExist();
    }

    @Test
    void leavesACorruptSnapshotAsItIsAndSaysWhatToDo() throws IOException {
        Path truth = home.resolve("coordination.d/snapshot.json");
        byte[] bytes = Files.readAllBytes(truth);
        bytes[bytes.length / 2] ^= 1;
        Files.write(truth, bytes);
        Files.delete(home.resolve("coordination-state.json"));
        Map<String, String> before = contents();

        Called doctor = doctor("--repair");

        assertThat(doctor.status()).isEqualTo(1);
        assertThat(levels(doctor("--json"))).containsEntry("snapshot", "error");
        assertThat(doctor.out()).contains("restore it from a copy");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void writesMissingAndUnusableViewsAnewAndKeepsWhatWasThere() throws IOException {
        Files.delete(home.resolve("coordination-state.json"));
        Files.writeString(home.resolve("coordination-locks.json"), "{\"locks\": 7}");
        assertThat(levels(doctor("--json")))
                .containsEntry("coordination-state.json", "warning")
                .containsEntry("coordination-locks.json", "warning");

        Called repaired = doctor("--repair", "--json");

        assertThat(levels(repaired))
                .containsEntry("coordination-state.json", "mended")
                .containsEntry("coordination-locks.json", "mended")
                .containsEntry("kept edits", "warning");
        assertThat(home.resolve("coordination-state.json")).exists();
        assertThat(Files.readString(home.resolve("coordination-locks.json"))).contains("\"locked_by\": \"me\"");
    }

    @Test
    void mendsWhatKilledProcessesLeft() throws IOException {
        ProcessId dead = new ProcessId(
                Long.MAX_VALUE, Instant.EPOCH, ProcessLife.current().host());
        acquire(InstantSource.system(), "dead", "b.ts", List.of(dead));
        Path orphan = Files.writeString(home.resolve("coordination.d/.coord-tmp-1"), "half");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.EPOCH));
        String history = Files.readString(home.resolve("history.jsonl"));
        Files.writeString(home.resolve("history.jsonl"), history.substring(0, history.length() - 9));
        assertThat(levels(doctor("--json")))
                .containsEntry("temporary files", "warning")
                .containsEntry("history", "warning")
                .containsEntry("leases", "warning");

        Called repaired = doctor("--repair", "--json");

        assertThat(repaired.status()).as(repaired.out()).isZero();
        assertThat(levels(repaired))
                .containsEntry("temporary files", "mended")
                .containsEntry("history", "mended")
                .containsEntry("leases", "mended");
        assertThat(orphan).doesNotExist();
        assertThat(Called.coord("lock", "list", "--dir", home.toString()).out())
                .contains("me (P1)")
                .doesNotContain("dead");
    }

    @Test
    void endsALeaseThatExpired() throws IOException {
        Instant earlier = Instant.now().minus(Duration.ofHours(1));
        acquire(() -> earlier, "gone", "b.ts", List.of());
        assertThat(levels(doctor("--json"))).containsEntry("leases", "warning");

        assertThat(levels(doctor("--repair", "--json"))).containsEntry("leases", "mended");
        assertThat(Called.coord("history", "--dir", home.toString()).out()).contains("gone (P1) holds", "expired");
    }

    @Test
    void keepsOthersOutOfTheControlDirectory() throws IOException {
        Path control = home.resolve("coordination.d");
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(levels(doctor("--repair", "--json"))).containsEntry("control directory", "mended");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                .isEqualTo("rwx------");
    }

    @Test
    void tellsThatTheClockWasSetBack() throws IOException {
        Instant later = Instant.now().plus(Duration.ofHours(2));
        acquire(() -> later, "late", "b.ts", List.of());

        assertThat(levels(doctor("--json"))).containsEntry("clock", "error");
    }

    @Test
    void tellsTheCommandThatBreaksAStaleForeignLock() throws IOException {
        Files.writeString(home.resolve("coordination-locks.json"), """
                {"locks": [{"file_path": "x.ts", "locked_by": "shell", "feature_id": "P2",
                  "timestamp": "2020-01-01T00:00:00Z", "operation": "write"}], "pending_locks": []}""");
        Called.coord("status", "--dir", home.toString());

        Called doctor = doctor("--repair");
        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.out()).contains("coord lock break --foreign 'x.ts' --agent 'shell' --reason TEXT");
        Called broken = breakForeign("x.ts", "shell");

        assertThat(broken.out()).isEqualTo("broke x.ts of shell (P2)\n");
        assertThat(doctor().status()).isZero();
        assertThat(Called.coord("conflicts", "--dir", home.toString()).out())
                .contains("Break the foreign lock of shell: gone");
        assertThat(breakForeign("x.ts", "shell").status()).isEqualTo(6);
    }

    @Test
    void findsAProcessThatUsesALockFileThatWasRemoved() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(home, InstantSource.system())) {
            store.read();
            Files.delete(home.resolve("coordination.d/coord.lck"));

            Called doctor = doctor("--repair");

            assertThat(doctor.status()).isEqualTo(1);
            assertThat(doctor.out()).contains("use a lock file that was removed or replaced");
            assertThat(home.resolve("coordination.d/coord.lck")).doesNotExist();
        }
    }

    private Called breakForeign(String path, String agent) {
        return Called.coord(
                "lock", "break", "--foreign", path, "--agent", agent, "--reason", "gone", "--dir", home.toString());
    }

    private Called doctor(String... options) {
        List<String> words = new ArrayList<>(List.of("doctor", "--dir", home.toString()));
        words.addAll(List.of(options));
        return Called.coord(words.toArray(String[]::new));
    }

    /** The worst level of each check. */
    private static Map<String, String> levels(Called doctor) throws IOException {
        Map<String, String> levels = new TreeMap<>();
        for (JsonNode finding : new JsonMapper().readTree(doctor.out()).path("findings")) {
            String level = finding.path("level").textValue();
            levels.merge(finding.path("check").textValue(), level, (one, other) -> one.equals("ok") ? other : one);
        }
        return levels;
    }

    private void acquire(InstantSource clock, String agent, String path, List<ProcessId> owner) {
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            acquire(store, agent, path, owner);
        }
    }

    private static void acquire(DirectoryStore store, String agent, String path, List<ProcessId> owner) {
        LockRequest.Builder request =
                LockRequest.builder(agent, "P1").write(path).policy(ContentionPolicy.WAIT);
        owner.forEach(request::owner);
        store.update((before, now) -> Rules.apply(before, new Command.RequestLocks(request.build()), now));
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void namesAPlaceForTasksThatLeadsElsewhere() throws IOException {
        Files.createSymbolicLink(home.resolve("tasks"), Files.createDirectories(temp.resolve("notes")));

        Called doctor = doctor();

        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.out()).contains("coord/tasks' is not a directory");
    }
}
