package dev.coord.cli.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RunId;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.word.Word;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.ReportAnswer;
import dev.coord.core.report.Report;
import dev.coord.core.report.ReportText;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord report}. */
@Command(
        name = "report",
        header =
                "Print the report of a run or an integration: what landed, what was found, and what it saved and cost.",
        description = {
            "What became of each feature and each wave, over all starts of the run: commits, conflicts, merges, lines, audits, tests and"
                    + " times; what broke a wave, with the evidence; at the end what was saved and what it cost. It is Markdown for the"
                    + " text of a pull request: what agents and users wrote stands in it as code. Of a run that is under way it is what is"
                    + " known so far. Changes nothing.",
            "",
            "Each run leaves the same as runs/<run>/report.md and report.json in the coordination directory.",
            "",
            "--json prints the document that report.json holds."
        },
        exitCodeList = {
            "0:the report was printed",
            "1:the coordination directory could not be read",
            "2:bad options, or there is no run yet, or no report of the one that was named"
        },
        footer = {
            "  coord report",
            "  coord report --json",
            "  coord report | gh pr create --title Features --body-file -"
        })
public final class ReportCommand extends CoordCommand {

    @Option(
            names = "--run",
            parameterConsumer = Word.class,
            paramLabel = "RUN",
            description = "The run, as 'coord run' names it. Default: the latest one.")
    private @Nullable String run;

    public ReportCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() {
        Optional<RunId> wanted = Optional.ofNullable(run).map(RunId::new);
        Path home = directory.require(shell());
        Snapshot snapshot = StoreOpener.look(home).read();
        Optional<RunRecord> latest = snapshot.run()
                .filter(Report::isOf)
                .filter(record -> wanted.map(record.id()::equals).orElse(true));
        if (latest.isPresent()) {
            Report report = Report.of(latest.get(), snapshot.features());
            answer(() -> ReportAnswer.of(report), () -> Page.document(ReportText.of(report)));
            return ExitCode.DONE;
        }
        KeptReports kept = new KeptReports(home);
        RunId id = wanted.or(kept::newest)
                .orElseThrow(() -> new BadInput("there is no run yet in '" + home
                        + "', and so no report; 'coord run' and 'coord integrate' make one"));
        print(kept.read(id, json()));
        return ExitCode.DONE;
    }

    private void print(String report) {
        if (json()) {
            document(out -> write(out, report));
        } else {
            print(Page.document(report));
        }
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
