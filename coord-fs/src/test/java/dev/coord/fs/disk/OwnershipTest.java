package dev.coord.fs.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {

    private static final int LOOKS = 100_000;

    @TempDir
    Path temp;

    @Test
    void aFileThatIsReplacedWhileItIsLookedAtIsNoHardLink() throws Exception {
        Path file = Files.createFile(temp.resolve("snapshot.json"));
        Ownership ours = Ownership.in(temp);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> {
            try {
                while (!done.get()) {
                    Path next = Files.createFile(temp.resolve("next"));
                    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            for (int look = 0; look < LOOKS && !replacing.isDone(); look++) {
                assertThat(ours.objection(file)).isEqualTo(Optional.empty());
            }
        } finally {
            done.set(true);
        }
        replacing.join();
    }
}
