package dev.coord.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.bench.contender.Contender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadThreadTest {

    @TempDir
    Path home;

    @Test
    void whoGrantsOnePathToTwoIsFoundOut() throws Exception {
        GrantHistory history = new GrantHistory(grantsBy(new Careless(new Semaphore(2))));

        assertThat(history.doubles()).isNotEmpty();
        assertThat(new Counters(home).sum(1)).isLessThan(history.size());
    }

    @Test
    void whoGrantsOnePathToOneIsNotBlamed() throws Exception {
        GrantHistory history = new GrantHistory(grantsBy(new Careless(new Semaphore(1))));

        assertThat(history.size()).isPositive();
        assertThat(history.doubles()).isEmpty();
        assertThat(new Counters(home).sum(1)).isEqualTo(history.size());
    }

    private List<Grant> grantsBy(Contender contender) throws Exception {
        Load load = Load.shared(1, Duration.ofMillis(500), 1, Duration.ZERO);
        long start = System.nanoTime();
        List<LoadThread> threads = List.of(
                new LoadThread(contender, new Counters(home), load, start, 0, 0),
                new LoadThread(contender, new Counters(home), load, start, 1, 0));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (Future<Ran> ran : pool.invokeAll(threads)) {
                assertThat(ran.get().errors()).isZero();
            }
        } finally {
            pool.shutdown();
        }
        List<Grant> grants = new ArrayList<>();
        threads.forEach(thread -> grants.addAll(thread.history()));
        return grants;
    }

    /** Lets as many in as it has permits, whatever the path. */
    private record Careless(Semaphore permits) implements Contender {

        @Override
        public Optional<Grip> acquire(String agent, String path, Duration patience) throws InterruptedException {
            permits.acquire();
            return Optional.of(() -> {
                permits.release();
                return true;
            });
        }

        @Override
        public int held() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
