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
import java.util.LinkedHashMap;
import java.util.Map;
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

    static Map<String, CoordCommand> verbs(Shell shell) {
        Map<String, CoordCommand> verbs = new LinkedHashMap<>();
        verbs.put("plan", new PlanCommand(shell));
        verbs.put("check", new CheckCommand(shell));
        verbs.put("why", new WhyCommand(shell));
        verbs.put("simulate", new SimulateCommand(shell));
        verbs.put("schema", new SchemaCommand(shell));
        verbs.put("init", new InitCommand(shell));
        verbs.put("next", new NextCommand(shell));
        verbs.put("start", new StartCommand(shell));
        verbs.put("complete", new CompleteCommand(shell));
        verbs.put("block", new BlockCommand(shell));
        verbs.put("fail", new FailCommand(shell));
        verbs.put("retry", new RetryCommand(shell));
        verbs.put("run", new RunCommand(shell));
        verbs.put("integrate", new IntegrateCommand(shell));
        verbs.put("report", new ReportCommand(shell));
        verbs.put("rollback", new RollbackCommand(shell));
        verbs.put("clean", new CleanCommand(shell));
        verbs.put("radar", new RadarCommand(shell));
        verbs.put("demo", new DemoCommand(shell, Main::run));
        verbs.put("status", new StatusCommand(shell));
        verbs.put("conflicts", new ConflictsCommand(shell));
        verbs.put("history", new HistoryCommand(shell));
        verbs.put("jq", new JqCommand(shell));
        verbs.put("doctor", new DoctorCommand(shell));
        return verbs;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {OwnCommand.version()};
        }
    }
}
