package dev.coord.bench;

import dev.coord.bench.imported.ImportComparison;
import java.io.IOException;
import java.nio.file.Path;

/** Looks at the imports of a directory as if a wave had brought all of it, beside other tools where they are given. */
public final class ImportReport {

    private ImportReport() {}

    /**
     * Looks and prints.
     *
     * @param args a directory and, for scripts, one in which npm has installed madge and dependency-cruiser
     * @throws IOException if a file cannot be read, or a tool fails
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        ImportComparison comparison = ImportComparison.of(Path.of(args[0]));
        comparison.print();
        if (args.length > 1) {
            comparison.printBeside(Path.of(args[1]).toAbsolutePath());
        }
    }
}
