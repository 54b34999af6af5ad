package dev.coord.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.bench.contender.Contender.Grip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // nobody interrupts a test while it closes
class ContenderTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PATH = "src/a.ts";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                Contenders.COORD,
                Contenders.JQ,
                Contenders.SQLITE_WAL,
                Contenders.SQLITE_DELETE,
                Contenders.RESOLVER,
                Contenders.RESOLVER_KEEPING,
                Contenders.JGIT
            })
    void keepsTwoAgentsOfOneProcessApart(String name) throws Exception {
        assumeTrue(!name.equals(Contenders.JQ) || isJqInstalled(), "skipped: there is no jq here");
        try (Contender contender = Contenders.open(name, home)) {
            Grip first = contender.acquire("first", PATH, LONG).orElseThrow();

            assertThat(anotherAgentGets(contender, PATH, SHORT)).isFalse();
            assertThat(anotherAgentGets(contender, "src/b.ts", LONG)).isTrue();
            assertThat(first.release()).isTrue();
            assertThat(anotherAgentGets(contender, PATH, LONG)).isTrue();
            assertThat(contender.held()).isZero();
        }
    }

    @Test
    void aLockThatVanishedIsSeenWhenItIsReleased() throws Exception {
        try (Contender contender = Contenders.open(Contenders.JGIT, home)) {
            Grip grip = contender.acquire("first", PATH, LONG).orElseThrow();
            assertThat(contender.held()).isOne();

            Files.writeString(home.resolve("coordination-locks.json"), LockRows.EMPTY);

            assertThat(grip.release()).isFalse();
        }
    }

    /** On a thread of its own: to some, who holds a lock is a thread. */
    private static boolean anotherAgentGets(Contender contender, String path, Duration patience) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            Optional<Grip> grip = contender.acquire("second", path, patience);
            return grip.isPresent() && grip.get().release();
        });
        new Thread(task).start();
        return task.get();
    }

    private static boolean isJqInstalled() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "jq")));
    }
}
