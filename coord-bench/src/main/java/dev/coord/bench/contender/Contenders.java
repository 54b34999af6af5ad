package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The contenders by name. */
public final class Contenders {

    /** coord with the durability it has by default. */
    public static final String COORD = "coord";

    private Contenders() {}

    /**
     * Opens a contender in this process.
     *
     * @param name its name, as {@link BareWriting#name} gives it for the floor
     * @param directory where it keeps what it keeps
     * @return the contender
     * @throws IOException if that fails
     */
    public static Contender open(String name, Path directory) throws IOException {
        if (name.startsWith(BareWriting.PREFIX)) {
            return BareWriting.parse(name, directory);
        }
        return switch (name) {
            case COORD -> new CoordContender(directory);
            default -> throw new IllegalArgumentException("there is no contender '" + name + "'");
        };
    }

    /**
     * What a process needs on its command line to open a contender.
     *
     * @param name its name
     * @return options of the JVM
     */
    public static List<String> jvmOptions(String name) {
        return List.of();
    }
}
