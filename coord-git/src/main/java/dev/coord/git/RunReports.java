package dev.coord.git;

import dev.coord.SafeText;
import dev.coord.core.answer.run.ReportAnswer;
import dev.coord.core.file.PlainFile;
import dev.coord.core.report.Report;
import dev.coord.core.report.ReportText;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.spi.FailureText;
import dev.coord.run.RunDriver;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reports of runs in a coordination directory. That one cannot be written is told, and harms no run. */
final class RunReports {

    private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);

    private static final String DOCUMENT = "report.json";
    private static final String TEXT = "report.md";

    private final Path directory;
    private final StoreReader store;
    private final Consumer<RunNotice> observer;

    RunReports(Path directory, StoreReader store, Consumer<RunNotice> observer) {
        this.directory = directory;
        this.store = store;
        this.observer = observer;
    }

    /**
     * Writes the report of the latest run, if nobody drives it: after a run, however it ended, and before one, since that which was killed
     * left nobody to do so.
     */
    void write() {
        boolean interrupted = Thread.interrupted(); // a run that was stopped is reported as well
        try {
            Snapshot snapshot = store.read();
            snapshot.run()
                    .filter(run -> run.hasEnded()
                            || run.driver().filter(RunDriver::hasSignedOff).isPresent())
                    .filter(Report::isOf)
                    .ifPresent(run -> write(run, snapshot));
        } catch (RuntimeException e) { // the run fails by it as well
            LOG.debug("cannot read the store for the report of a run", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(RunRecord run, Snapshot snapshot) {
        try {
            Report report = Report.of(run, snapshot.features());
            put(file(run, TEXT), ReportText.of(report));
            put(file(run, DOCUMENT), SafeText.json(ReportAnswer.of(report).document()));
        } catch (IOException e) {
            observer.accept(RunNotice.Warning.of("the report of run " + run.id() + " could not be written: "
                    + FailureText.of(e) + "; mend that, and 'coord report' prints it"));
        }
    }

    /** What is there stays as it is, so that a start that is refused changes nothing. */
    private void put(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(PlainFile.read(file), text.getBytes(StandardCharsets.UTF_8))) {
            PlainFile.swap(directory, file, text);
        }
    }

    private Path file(RunRecord run, String name) {
        return directory.resolve("runs").resolve(run.id().value()).resolve(name);
    }
}
