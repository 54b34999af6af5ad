package dev.coord.bench.contender;

import static dev.coord.bench.contender.DurableFiles.Forced.FILE;
import static dev.coord.bench.contender.DurableFiles.Forced.FILE_AND_DIRECTORY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The floor: writes what coord's two updates write and does nothing else; excludes nobody, for one thread only. */
public final class BareWriting implements Contender {

    /** How the bytes of one update get to the disk. */
    public enum Shape {
        /** Two files, each forced with its directory. */
        EACH,
        /** Two files, the directory of the second not forced. */
        FIRST,
        /** One file of the same bytes, forced with its directory. */
        SINGLE
    }

    static final String PREFIX = "bare:";

    private final Shape shape;
    private final Path truth;
    private final Path view;
    private final byte[][] held;
    private final byte[][] free;

    private BareWriting(Path home, Shape shape, UpdateSizes held, UpdateSizes free) throws IOException {
        this.shape = shape;
        this.truth = UpdateSizes.truth(home);
        this.view = UpdateSizes.view(home);
        this.held = contents(shape, held);
        this.free = contents(shape, free);
        Files.createDirectories(truth.getParent());
    }

    /**
     * The name by which {@link Contenders} opens it.
     *
     * @param shape how the bytes get to the disk
     * @param held what is written to acquire
     * @param free what is written to release
     * @return a name without spaces
     */
    public static String name(Shape shape, UpdateSizes held, UpdateSizes free) {
        return PREFIX + shape + ":" + held.truth() + ":" + held.view() + ":" + free.truth() + ":" + free.view();
    }

    static BareWriting parse(String name, Path home) throws IOException {
        String[] words = name.split(":", -1);
        return new BareWriting(
                home,
                Shape.valueOf(words[1]),
                new UpdateSizes(Integer.parseInt(words[2]), Integer.parseInt(words[3])),
                new UpdateSizes(Integer.parseInt(words[4]), Integer.parseInt(words[5])));
    }

    @Override
    public Optional<Grip> acquire(String agent, String path, Duration patience) throws IOException {
        write(held);
        return Optional.of(() -> {
            write(free);
            return true;
        });
    }

    private void write(byte[][] contents) throws IOException {
        DurableFiles.replace(truth, contents[0], FILE_AND_DIRECTORY);
        if (shape != Shape.SINGLE) {
            DurableFiles.replace(view, contents[1], shape == Shape.EACH ? FILE_AND_DIRECTORY : FILE);
        }
    }

    private static byte[][] contents(Shape shape, UpdateSizes sizes) {
        return shape == Shape.SINGLE
                ? new byte[][] {DurableFiles.filled(sizes.truth() + sizes.view())}
                : new byte[][] {DurableFiles.filled(sizes.truth()), DurableFiles.filled(sizes.view())};
    }

    @Override
    public int held() {
        return 0;
    }

    @Override
    public void close() {}
}
