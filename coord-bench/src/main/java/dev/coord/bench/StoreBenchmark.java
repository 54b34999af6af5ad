package dev.coord.bench;

import dev.coord.bench.contender.DurableFiles;
import dev.coord.bench.contender.DurableFiles.Forced;
import dev.coord.bench.contender.UpdateSizes;
import dev.coord.core.Coordinator;
import dev.coord.fs.DirectoryStore;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.store.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Updates of a file store by threads of one JVM, beside the bare writing of as many files and bytes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class StoreBenchmark {

    private static final String PATH = "src/mine.ts";

    /** A store with some locks held. */
    @State(Scope.Benchmark)
    public static class Store {

        /** Where the disk is. */
        @Param({"/var/tmp", "/dev/shm"})
        String directory;

        /** How many locks others hold. */
        @Param({"0", "2000"})
        int held;

        /** What an update outlives. */
        @Param({"POWER_LOSS", "PROCESS_CRASH"})
        Durability durability;

        private final AtomicInteger threads = new AtomicInteger();
        private Path home;
        private DirectoryStore store;
        private Coordinator coordinator;
        private byte[] truth;
        private byte[] view;

        /** Opens it. */
        @Setup
        public void open() throws IOException {
            home = Files.createTempDirectory(Path.of(directory), "coord-store-");
            store = DirectoryStore.open(home.resolve("store"), InstantSource.system(), durability);
            coordinator = new Coordinator(store);
            IntStream.range(0, held)
                    .parallel()
                    .forEach(i -> acquire("holder-" + i, "src/dir" + i % 50 + "/file-" + i + ".ts"));
            LeaseId lease = acquire("me", PATH);
            UpdateSizes sizes = UpdateSizes.of(home.resolve("store"));
            coordinator.release(lease);
            truth = DurableFiles.filled(sizes.truth());
            view = DurableFiles.filled(sizes.view());
        }

        /** Removes it. */
        @TearDown
        public void close() throws IOException {
            store.close();
            try (var files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }

        private LeaseId acquire(String agent, String path) {
            LockRequest request = LockRequest.builder(agent, "P1")
                    .write(path)
                    .ttl(Duration.ofHours(1))
                    .build();
            return ((LockOutcome.Granted) coordinator.tryAcquire(request))
                    .lease()
                    .id();
        }

        private Forced forced() {
            return durability == Durability.POWER_LOSS ? Forced.FILE_AND_DIRECTORY : Forced.NOTHING;
        }
    }

    /** A thread with a path of its own. */
    @State(Scope.Thread)
    public static class Agent {

        private String name;
        private String path;

        /** Names it. */
        @Setup
        public void name(Store store) {
            int number = store.threads.incrementAndGet();
            name = "agent-" + number;
            path = "own/file-" + number + ".ts";
        }
    }

    /** One thread that acquires and releases its own path. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void oneThread(Store store, Agent agent) {
        store.coordinator.release(store.acquire(agent.name, agent.path));
    }

    /** Sixty-four threads, each with a path of its own. */
    @Benchmark
    @Threads(64)
    @OperationsPerInvocation(2)
    public void sixtyFourThreads(Store store, Agent agent) {
        store.coordinator.release(store.acquire(agent.name, agent.path));
    }

    /** The bare writing of the snapshot and of the view of the locks, one after the other. */
    @Benchmark
    public void bareWritingOfBothFiles(Store store) throws IOException {
        DurableFiles.replace(store.home.resolve("store/coordination.d/bare"), store.truth, store.forced());
        DurableFiles.replace(store.home.resolve("bare"), store.view, store.forced());
    }

    /** The bare writing of one file of as many bytes. */
    @Benchmark
    public void bareWritingOfOneFile(Store store) throws IOException {
        byte[] both = new byte[store.truth.length + store.view.length];
        DurableFiles.replace(store.home.resolve("bare"), both, store.forced());
    }
}
