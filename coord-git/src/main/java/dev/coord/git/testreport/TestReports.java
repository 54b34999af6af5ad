package dev.coord.git.testreport;

import dev.coord.SafeText;
import dev.coord.core.file.LogFile;
import dev.coord.core.file.PlainFile;
import dev.coord.core.path.PathPattern;
import dev.coord.core.spi.FailureText;
import dev.coord.core.verdict.FailedTests;
import dev.coord.core.verdict.TapOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamException;

/**
 * Finds out which of the tests failed that ran in a work tree: from the report files that they wrote, otherwise from what they
 * printed. Where one of the reports is of no use, tests cannot be told apart, and the log says why.
 */
public final class TestReports {

    private static final int MOST_FILES = 1_000;
    private static final long LARGEST = 16L << 20;
    private static final int MOST_NAMES = 100_000;
    private static final int MOST_OUTPUT = 16 << 20;

    private final Path workTree;
    private final List<PathPattern> patterns;
    private final ReportFiles before;

    private TestReports(Path workTree, List<PathPattern> patterns, ReportFiles before) {
        this.workTree = workTree;
        this.patterns = patterns;
        this.before = before;
    }

    /**
     * Remembers which reports are there before tests run.
     *
     * @param patterns which files are reports
     */
    public static TestReports before(Path workTree, List<PathPattern> patterns) throws IOException {
        return new TestReports(workTree, patterns, ReportFiles.in(workTree, patterns));
    }

    /**
     * Which tests failed.
     *
     * @param start where in the log their output begins
     */
    public FailedTests failed(LogFile log, long start) throws IOException {
        SortedSet<Path> written = ReportFiles.in(workTree, patterns).since(before);
        if (written.isEmpty()) {
            return log.whole(start, MOST_OUTPUT).map(TapOutput::failed).orElse(FailedTests.UNKNOWN);
        }
        if (written.size() > MOST_FILES) {
            log.note(written.size() + " test reports are too many to be read");
            return FailedTests.UNKNOWN;
        }
        SortedSet<String> names = new TreeSet<>();
        SortedSet<String> suites = new TreeSet<>();
        boolean isWhole = true;
        for (Path file : written) {
            Optional<JunitXml> report = read(file, log);
            report.ifPresent(told -> names.addAll(told.failed()));
            report.ifPresent(told -> suites.addAll(told.suites()));
            isWhole &= report.isPresent();
            if (names.size() + suites.size() > MOST_NAMES) {
                log.note("the test reports name too many tests that failed to tell them apart");
                return FailedTests.UNKNOWN;
            }
        }
        return isWhole ? new FailedTests(names, suites) : FailedTests.UNKNOWN;
    }

    private Optional<JunitXml> read(Path file, LogFile log) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is too large");
            }
            return Optional.of(JunitXml.read(PlainFile.read(file)));
        } catch (IOException e) {
            tell(file, FailureText.of(e), log);
        } catch (XMLStreamException e) {
            tell(file, String.valueOf(e.getMessage()), log);
        }
        return Optional.empty();
    }

    private void tell(Path file, String why, LogFile log) {
        log.note("the test report " + SafeText.line(workTree.relativize(file).toString()) + " is of no use: "
                + SafeText.line(why));
    }
}
