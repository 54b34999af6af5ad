package dev.coord.bench.part;

import dev.coord.bench.contender.BareWriting;
import dev.coord.bench.contender.UpdateSizes;
import dev.coord.bench.harness.Load;
import dev.coord.bench.harness.Worker;
import dev.coord.bench.harness.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The bare writing of what one update of a store writes, in each of its shapes, by one thread of a JVM of its own. */
final class Floors implements AutoCloseable {

    static final String EACH = "bare writing of both files, each forced with its directory";
    static final String FIRST = "the same, the directory of the second not forced";
    static final String SINGLE = "bare writing of one file of the same bytes";

    private static final String PATH = "src/agent-0-0/file.ts";

    private final UpdateSizes held;
    private final UpdateSizes free;
    private final List<Workers> all = new ArrayList<>();

    private Floors(UpdateSizes held, UpdateSizes free) {
        this.held = held;
        this.free = free;
    }

    /** Learns the sizes from a store whose worker acquires and releases one path, and starts the JVMs. */
    static Floors of(Worker coord, Path store, Path home) throws IOException {
        coord.hold(PATH, Duration.ofSeconds(10)).orElseThrow();
        UpdateSizes held = UpdateSizes.of(store);
        coord.drop();
        Floors floors = new Floors(held, UpdateSizes.of(store));
        for (BareWriting.Shape shape : BareWriting.Shape.values()) {
            String name = BareWriting.name(shape, held, floors.free);
            floors.all.add(Workers.start(1, name, home.resolve("bare-" + shape)));
        }
        return floors;
    }

    void warmUp(Duration time) throws IOException {
        for (Workers workers : all) {
            workers.run(1, Load.own(1, time));
        }
    }

    void addTo(Rounds rounds, Duration turn) {
        rounds.add(EACH, () -> updates(BareWriting.Shape.EACH, turn));
        rounds.add(FIRST, () -> updates(BareWriting.Shape.FIRST, turn));
        rounds.add(SINGLE, () -> updates(BareWriting.Shape.SINGLE, turn));
    }

    /** What one update writes, as a sentence. */
    String sizes() {
        return String.format(
                "To acquire, one update writes a snapshot of %d bytes and a view of %d; to release, %d and %d.",
                held.truth(), held.view(), free.truth(), free.view());
    }

    private double updates(BareWriting.Shape shape, Duration turn) throws IOException {
        return all.get(shape.ordinal()).run(1, Load.own(1, turn)).updatesPerSecond();
    }

    @Override
    public void close() throws IOException {
        for (Workers workers : all) {
            workers.close();
        }
    }
}
