package dev.coord.cli.directory;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.NotUndone;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.directory.DoctorAnswer;
import dev.coord.fs.doctor.Doctor;
import dev.coord.fs.doctor.Finding;
import dev.coord.fs.doctor.Finding.Level;
import dev.coord.fs.doctor.LockProbe;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord doctor}. */
@Command(
        name = "doctor",
        header = "Check a coordination directory, and mend what is safe to mend.",
        description = {
            "Looks at the directory and its file system, the snapshot and the files made from it, the lock file, a lock"
                    + " that two processes contend for, what killed processes left, stale locks, migrations of work that was taken back,"
                    + " and the clock. Changes"
                    + " nothing without --repair, and works on a broken directory.",
            "",
            "--json prints {\"healthy\", \"version\", \"findings\": [{\"check\", \"level\", \"what\", \"advice\"}]}; a level is"
                    + " ok, mended, warning or error."
        },
        exitCodeList = {"0:all is well, or was mended", "1:problems remain", "2:bad options"},
        footer = {"  coord doctor", "  coord doctor --repair"})
public final class DoctorCommand extends CoordCommand {

    @Option(
            names = "--repair",
            description =
                    "Mend what takes nothing from anybody: files that are missing or unusable, what killed processes left,"
                            + " leases that are over, gaps, permissions.")
    private boolean repair;

    public DoctorCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        Path home = directory.require(shell());
        List<String> probe = OwnCommand.words("dev.coord.fs", LockProbe.class.getName(), List.of());
        Doctor doctor = new Doctor(home, InstantSource.system(), probe);
        List<Finding> findings = new ArrayList<>(repair ? doctor.repair() : doctor.examine());
        Consumer<String> unknown = why -> findings.add(new Finding("migrations taken back", Level.WARNING, why, ""));
        NotUndone.in(directory.repository(), home, unknown)
                .forEach(left -> findings.add(new Finding(
                        "migrations taken back",
                        Level.WARNING,
                        left.message(),
                        left.command().orElse(""))));
        requireNoInterrupt();
        boolean healthy = findings.stream().noneMatch(Finding::isProblem);
        answer(() -> document(findings, healthy), () -> text(findings, healthy, shell().paint()));
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Answer document(List<Finding> findings, boolean healthy) {
        return DoctorAnswer.of(
                healthy,
                OwnCommand.version(),
                findings.stream()
                        .map(finding -> new DoctorAnswer.Found(
                                finding.check(), finding.level().jsonName(), finding.what(), finding.advice()))
                        .toList());
    }

    public static Page text(List<Finding> findings, boolean healthy, Paint paint) {
        Page page = Page.of(OwnCommand.version());
        for (Finding finding : findings) {
            String level = String.format("%-8s", finding.level().jsonName());
            page.line(finding.isProblem() ? paint.bad(level) : level, finding.check(), ": ", finding.what());
            if (!finding.advice().isEmpty()) {
                page.line("        -> ", finding.advice());
            }
        }
        return page.line(healthy ? "all is well" : "problems remain");
    }
}
