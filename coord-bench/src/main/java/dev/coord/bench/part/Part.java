package dev.coord.bench.part;

import java.nio.file.Path;

/** One part of the report; has its own directory. */
public interface Part {

    /**
     * Measures and prints.
     *
     * @param home an empty directory on the file system that is measured
     * @param pace how long and how often
     * @throws Exception if something fails that the part is not about
     */
    void measure(Path home, Pace pace) throws Exception;
}
