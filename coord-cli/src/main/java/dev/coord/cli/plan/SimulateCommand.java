package dev.coord.cli.plan;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.ScheduleConverter;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.plan.SimulationAnswer;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.plan.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord simulate}. */
@Command(
        name = "simulate",
        header = "Tell how a run is expected to go: timeline, makespan, and what costs most.",
        description = {
            "Plays the plan by the estimates of the features; a feature without one counts as the median of the others, or"
                    + " as ten minutes. Merging and testing are not counted. Names the three resources that cost most time"
                    + " and what splitting each would gain. Writes nothing.",
            "",
            "--json prints {\"schedule\", \"makespan\", \"work\", \"speed_up\", \"idle_share\", \"bottlenecks\", \"cost\","
                    + " \"timeline\"}; durations are ISO-8601."
        },
        exitCodeList = {"0:the simulation was printed", "2:bad input or options; every problem is named with its place"
        },
        footer = "  coord simulate features.json --agents 8 --schedule continuous")
public final class SimulateCommand extends CoordCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            converter = ScheduleConverter.class,
            description = "'waves', one after the other, or 'continuous': each feature begins as soon as it can."
                    + " Default: waves.")
    private Schedule schedule = Schedule.WAVES;

    public SimulateCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        FeatureSet set = features.declared(directory, shell()).features();
        Simulation simulation = Coordinator.simulate(set, options.agents(), options.overlap(), schedule);
        if (json()) {
            document(SimulationAnswer.of(simulation)::write);
        } else {
            print(SimulationText.of(simulation, shell().paint()));
        }
        return ExitCode.DONE;
    }
}
