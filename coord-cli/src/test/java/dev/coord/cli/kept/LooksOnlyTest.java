package dev.coord.cli.kept;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.cli.Called;
import dev.coord.cli.golden.Golden;
import dev.coord.fs.DirectoryStore;
import dev.coord.store.StoreReader;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What says of itself that it writes nothing leaves every file as it is: its bytes, its times, its place. */
class LooksOnlyTest {

    private static final String KILLED = "format-2-killed-agent";

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {KILLED, "format-2-killed-landing", "format-2-store-edited", "format-2-store-rest"})
    void plansAndChecksBesideAStoreThatNobodyRepaired(String name) throws Exception {
        Path home = unpacked(name);
        Path features = features();
        Map<String, String> before = tree(home);

        Called plan = Called.coord("plan", features.toString(), "--dir", home.toString());
        Called check = Called.coord("check", features.toString(), "P8", "P9", "--dir", home.toString());
        Called schema = Called.coord("schema");

        assertThat(List.of(plan, check, schema))
                .allSatisfy(
                        called -> assertThat(called.status()).as("%s", called).isZero());
        assertThat(tree(home)).isEqualTo(before);
    }

    @Test
    void aPlanCountsWhatAPendingEditCompleted() throws Exception {
        Path home = unpacked("format-2-store-rest");
        Path state = home.resolve("coordination-state.json");
        ObjectNode file = (ObjectNode) new JsonMapper().readTree(Files.readAllBytes(state));
        file.withArrayProperty("completed_features").add("P_first");
        Files.writeString(state, file.toString());
        Map<String, String> before = tree(home);

        Called unmet =
                Called.coord("plan", features(",\"blocked_by\":[\"P_never\"]").toString(), "--dir", home.toString());
        Called met =
                Called.coord("plan", features(",\"blocked_by\":[\"P_first\"]").toString(), "--dir", home.toString());

        assertThat(unmet.status()).isEqualTo(2);
        assertThat(met.status()).as("%s", met).isZero();
        assertThat(tree(home)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {KILLED, "format-2-store-edited"})
    void readsWhereNothingMayBeWritten(String name) throws Exception {
        Path home = unpacked(name);
        StoreReader reader = DirectoryStore.reader(home, () -> ManualClock.START);
        var snapshot = reader.read();
        writable(home, false);
        try {
            Map<String, String> before = tree(home);

            assertThat(reader.read()).isEqualTo(snapshot);
            assertThat(reader.conflicts()).isNotNull();
            try (var entries = reader.history().since(-1)) {
                assertThat(entries).isNotEmpty();
            }
            assertThat(tree(home)).isEqualTo(before);
        } finally {
            writable(home, true);
        }
    }

    private Path features() throws IOException {
        return features("");
    }

    private Path features(String more) throws IOException {
        return Files.writeString(
                temp.resolve("declared.json"),
                "{\"P8\":{\"file_writes\":[\"a.ts\"]},\"P9\":{\"file_writes\":[\"b.ts\"]" + more + "}}");
    }

    private Path unpacked(String name) throws IOException {
        Path root = temp.toRealPath();
        PackedDirectory.unpack(Golden.DIRECTORIES.directory().resolve(name + ".zip"), root);
        Path inGit = root.resolve("repo/.git/coord");
        return Files.exists(inGit) ? inGit : root.resolve("coord");
    }

    private static void writable(Path home, boolean writable) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                Set<PosixFilePermission> write = Set.of(
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_WRITE,
                        PosixFilePermission.OTHERS_WRITE);
                permissions.removeAll(write);
                if (writable) {
                    permissions.add(PosixFilePermission.OWNER_WRITE);
                }
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    /** By name: kind, place on the disk, size, time of the last change, and bytes. */
    private static Map<String, String> tree(Path home) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                Map<String, Object> facts = Files.readAttributes(
                        file, "unix:ino,mode,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
                String bytes = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? HexFormat.of().formatHex(Files.readAllBytes(file))
                        : "";
                tree.put(home.relativize(file).toString(), new TreeMap<>(facts) + " " + bytes);
            }
        }
        return tree;
    }
}
