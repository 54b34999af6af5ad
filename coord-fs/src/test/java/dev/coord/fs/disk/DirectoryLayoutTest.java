package dev.coord.fs.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.fs.DirectoryStore;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLayoutTest {
    @TempDir
    Path home;

    @Test
    void namesEveryFileThatAStoreKeeps() throws IOException {
        DirectoryLayout layout = new DirectoryLayout(home);
        assertThat(layout.holdsState()).isFalse();

        try (DirectoryStore store = DirectoryStore.open(home, new ManualClock())) {
            store.update((before, now) -> Transition.of(before, ""));
        }

        try (Stream<Path> all = Files.walk(home)) {
            List<Path> kept = all.filter(Files::isRegularFile).toList();
            assertThat(kept).contains(layout.truth(), layout.lock()).isSubsetOf(layout.examples());
        }
        assertThat(layout.holdsState()).isTrue();
    }

    @Test
    void seesAStoreByAnyOneOfItsFiles() throws IOException {
        for (String name : List.of("coordination.d", "coordination-state.json", "coordination-locks.json")) {
            Path other = Files.createDirectory(home.resolve("of-" + name));
            Files.createSymbolicLink(other.resolve(name), Path.of("nowhere"));

            assertThat(new DirectoryLayout(other).holdsState()).as(name).isTrue();
        }
    }
}
