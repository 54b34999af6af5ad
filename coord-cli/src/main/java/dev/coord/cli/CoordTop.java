package dev.coord.cli;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.demo.DemoCommand;
import dev.coord.cli.directory.ConflictsCommand;
import dev.coord.cli.directory.DoctorCommand;
import dev.coord.cli.directory.HistoryCommand;
import dev.coord.cli.directory.JqCommand;
import dev.coord.cli.feature.BlockCommand;
import dev.coord.cli.feature.CompleteCommand;
import dev.coord.cli.feature.FailCommand;
import dev.coord.cli.feature.InitCommand;
import dev.coord.cli.feature.NextCommand;
import dev.coord.cli.feature.RetryCommand;
import dev.coord.cli.feature.StartCommand;
import dev.coord.cli.feature.StatusCommand;
import dev.coord.cli.plan.CheckCommand;
import dev.coord.cli.plan.PlanCommand;
import dev.coord.cli.plan.SchemaCommand;
import dev.coord.cli.plan.SimulateCommand;
import dev.coord.cli.plan.WhyCommand;
import dev.coord.cli.radar.RadarCommand;
import dev.coord.cli.rollback.CleanCommand;
import dev.coord.cli.rollback.RollbackCommand;
import dev.coord.cli.run.IntegrateCommand;
import dev.coord.cli.run.ReportCommand;
import dev.coord.cli.run.RunCommand;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code coord} without a verb. */
@Command(
        name = "coord",
        header = "Lets several coding agents work on one repository without overwriting each other.",
        description = {
            "Plans features so that those that run at the same time do not collide, hands out locks on files, runs agents"
                    + " in work trees of their own, merges and tests what they made, and lands it as a whole or not at all.",
            "",
            "State is kept in the coordination directory: --dir, else $COORD_DIR, else 'coord' in the common git directory"
                    + " of --repo or of where you are."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes of all commands:%n",
        footerHeading = "%nExample:%n",
        footer = {"  coord demo", "  coord plan features.json", "  coord run features.json --agent 'my-agent'"},
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = CoordTop.Version.class)
final class CoordTop {

    /** Every verb, in the order of the help. */
    static final List<String> VERBS = List.of(
            "plan",
            "check",
            "why",
            "simulate",
            "schema",
            "init",
            "next",
            "start",
            "complete",
            "block",
            "fail",
            "retry",
            "run",
            "integrate",
            "report",
            "rollback",
            "clean",
            "radar",
            "demo",
            "status",
            "conflicts",
            "history",
            "jq",
            "doctor");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help; 'coord help COMMAND' for a command.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean version;

    @Option(
            names = "--json",
            description = "As --json behind the command; with --version, show that as one JSON document.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Makes one; making all of them is most of the time that a short command takes. */
    static CoordCommand verb(String name, Shell shell) {
        return switch (name) {
            case "plan" -> new PlanCommand(shell);
            case "check" -> new CheckCommand(shell);
            case "why" -> new WhyCommand(shell);
            case "simulate" -> new SimulateCommand(shell);
            case "schema" -> new SchemaCommand(shell);
            case "init" -> new InitCommand(shell);
            case "next" -> new NextCommand(shell);
            case "start" -> new StartCommand(shell);
            case "complete" -> new CompleteCommand(shell);
            case "block" -> new BlockCommand(shell);
            case "fail" -> new FailCommand(shell);
            case "retry" -> new RetryCommand(shell);
            case "run" -> new RunCommand(shell);
            case "integrate" -> new IntegrateCommand(shell);
            case "report" -> new ReportCommand(shell);
            case "rollback" -> new RollbackCommand(shell);
            case "clean" -> new CleanCommand(shell);
            case "radar" -> new RadarCommand(shell);
            case "demo" -> new DemoCommand(shell, Main::run);
            case "status" -> new StatusCommand(shell);
            case "conflicts" -> new ConflictsCommand(shell);
            case "history" -> new HistoryCommand(shell);
            case "jq" -> new JqCommand(shell);
            case "doctor" -> new DoctorCommand(shell);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {OwnCommand.version()};
        }
    }
}
