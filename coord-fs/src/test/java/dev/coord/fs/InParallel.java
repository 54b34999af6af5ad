package dev.coord.fs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Cases that do not know each other, several at a time: a store is patient with files that do not parse. */
final class InParallel {

    interface Case<T> {
        void of(T value) throws Exception;
    }

    private static final int THREADS = 8;

    private InParallel() {}

    static <T> void forEach(Collection<T> values, Case<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> cases = new ArrayList<>();
            for (T value : values) {
                cases.add(threads.submit(() -> {
                    work.of(value);
                    return null;
                }));
            }
            for (Future<?> one : cases) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdownNow();
            boolean unused = threads.awaitTermination(1, TimeUnit.MINUTES); // their directories are removed next
        }
    }
}
