package dev.coord.cli.kept;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.cli.JsonTrees;
import dev.coord.cli.golden.Golden;
import dev.coord.cli.golden.Placeholders;
import dev.coord.cli.run.KilledRun;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.directory.ConflictsAnswer;
import dev.coord.core.answer.state.StatusAnswer;
import dev.coord.core.json.snapshot.SnapshotJson;
import dev.coord.core.process.ProcessLife;
import dev.coord.fs.DirectoryStore;
import dev.coord.store.Snapshot;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coordination directories that earlier builds wrote are read as they were meant, and killed runs in them go on. */
class PackedDirectoriesTest {

    @TempDir
    Path temp;

    static List<String> atRest() throws IOException {
        return packed("store");
    }

    static List<String> killed() throws IOException {
        return packed("killed");
    }

    private static List<String> packed(String kind) throws IOException {
        try (Stream<Path> files = Files.list(Golden.DIRECTORIES.directory())) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches(".*-" + kind + "-[a-z]+\\.zip"))
                    .map(file -> file.replace(".zip", ""))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("atRest")
    void isReadAsItWasMeant(String name) throws Exception {
        Path home = unpacked(name).resolve("coord");

        Snapshot looked = DirectoryStore.reader(home, () -> ManualClock.START).read();
        Snapshot read;
        Answer conflicts;
        try (DirectoryStore store = DirectoryStore.open(home, new ManualClock())) {
            read = store.read();
            conflicts = ConflictsAnswer.of(store.conflicts());
        }

        Golden.DIRECTORIES.check(name, told(read, conflicts, home));
        assertThat(looked).isEqualTo(read);
    }

    /** All that is kept, all that is shown, and the files of the protocol as they are then. */
    private String told(Snapshot snapshot, Answer conflicts, Path home) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = JsonTrees.object();
        document.set("snapshot", sorted(SnapshotJson.write(snapshot)));
        document.set("status", JsonTrees.of(StatusAnswer.of(snapshot, home.toString(), ProcessLife::isAlive)));
        document.set("conflicts", JsonTrees.of(conflicts).path("conflicts"));
        String history =
                Called.coord("history", "--json", "--dir", home.toString()).out();
        document.set("history", mapper.readTree(history).path("history"));
        for (String view : List.of("coordination-locks.json", "coordination-state.json")) {
            document.set(view, mapper.readTree(home.resolve(view).toFile()));
        }
        return JsonTrees.document(document)
                .replace(temp.toRealPath().toString(), "<dir>")
                .replace(ProcessLife.current().host(), "<host>");
    }

    /** In what order the fields of the private format are written is nobody's concern. */
    private static JsonNode sorted(byte[] document) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        return mapper.valueToTree(mapper.readValue(document, Map.class));
    }

    @ParameterizedTest
    @MethodSource("killed")
    void goesOnAndLands(String name) throws Exception {
        Path root = unpacked(name);
        Path repository = root.resolve("repo");
        String features = root.resolve("features.json").toString();
        Called before = Called.coord("status", "--json", "--repo", repository.toString());
        String landed = CoordProcess.git(repository, "rev-parse", "main").out().strip();

        Called run = Called.coord(KilledRun.words(repository.toString(), features, "--json"));

        assertThat(run.status()).as("%s", run).isZero();
        Golden.DIRECTORIES.check(name, Placeholders.in(told(before, run, repository), root));
        assertThat(repository.resolve("src/top.txt")).hasContent("top");
        assertThat(repository.resolve("src/right.txt")).hasContent("right");
        assertThat(repository.resolve("src/left/two.txt")).hasContent("two");
        assertThat(CoordProcess.git(repository, "status", "--porcelain").out()).isEmpty();
        CoordProcess.Ended fsck = CoordProcess.git(repository, "fsck", "--strict");
        assertThat(fsck.status()).as("%s", fsck).isZero();
        assertThat(CoordProcess.git(repository, "log", "--format=%H", "main").out())
                .as("what had landed")
                .contains(landed);
    }

    /** What is told before and after, and what is kept in the repository. */
    private static String told(Called before, Called run, Path repository) throws Exception {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = JsonTrees.object();
        document.set("before", mapper.readTree(before.out()));
        document.set("after", mapper.readTree(run.out()));
        JsonTrees.texts(
                document,
                "refs",
                CoordProcess.git(repository, "for-each-ref", "--format=%(refname)")
                        .out()
                        .lines()
                        .toList());
        return JsonTrees.document(document);
    }

    private Path unpacked(String name) throws IOException {
        Path root = temp.toRealPath();
        PackedDirectory.unpack(Golden.DIRECTORIES.directory().resolve(name + ".zip"), root);
        return root;
    }
}
