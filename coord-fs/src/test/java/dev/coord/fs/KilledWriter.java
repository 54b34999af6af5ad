package dev.coord.fs;

import dev.coord.store.Transition;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** One process of {@link KilledWriterIT}: counts up, logs every count as a conflict, and says what was acknowledged. */
final class KilledWriter {

    private KilledWriter() {}

    /** Arguments: the directory, threads. */
    public static void main(String[] arguments) {
        FileStore store = FileStore.open(Path.of(arguments[0]), InstantSource.system());
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            new Thread(() -> countFor(store)).start();
        }
    }

    private static void countFor(FileStore store) {
        while (true) {
            int count = store.update((before, now) -> {
                        int next = before.state().currentWave() + 1;
                        return new Transition<>(
                                before.withState(before.state().atWave(next)),
                                next,
                                List.of(Sample.conflict(Integer.toString(next))));
                    })
                    .outcome();
            System.out.println(count);
        }
    }
}
