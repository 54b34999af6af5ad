package dev.coord.cli.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.RunId;
import dev.coord.core.file.PlainFile;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The reports that earlier runs left in a coordination directory. */
record KeptReports(Path home) {

    private static final String DOCUMENT = "report.json";
    private static final String TEXT = "report.md";

    /** Of a run that found nothing to do there is none, and so the store may know of none. */
    Optional<RunId> newest() {
        Path runs = home.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(runs)) {
            return found.filter(run -> Files.isRegularFile(run.resolve(DOCUMENT)))
                    .filter(run -> RunId.isAllowed(name(run)))
                    .max(Comparator.comparing(KeptReports::written))
                    .map(run -> new RunId(name(run)));
        } catch (IOException e) {
            throw unreadable(runs, e);
        }
    }

    private static String name(Path run) {
        return String.valueOf(run.getFileName());
    }

    private static long written(Path run) {
        return run.resolve(DOCUMENT).toFile().lastModified();
    }

    /**
     * Reads a report.
     *
     * @throws BadInput if there is none of the run
     */
    String read(RunId run, boolean json) {
        Path file = home.resolve("runs").resolve(run.value()).resolve(json ? DOCUMENT : TEXT);
        if (!Files.exists(file)) {
            throw new BadInput("there is no report of run '" + run + "': no file " + file
                    + "; leave --run out for the latest one");
        }
        try {
            return new String(PlainFile.read(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static StoreFailed unreadable(Path file, IOException e) {
        return new StoreFailed("cannot read " + file + ": " + FailureText.of(e), e);
    }
}
