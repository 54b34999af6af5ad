package dev.coord.cli.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Words;
import dev.coord.cli.word.Choice;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.plan.PlanAnswer;
import dev.coord.core.diagram.Dot;
import dev.coord.core.diagram.Mermaid;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord plan}. */
@Command(
        name = "plan",
        header = "Show how features can be worked off: conflicts, waves, who does what, and the cost.",
        description = {
            "Finds every pair of features that contends for a file, a table or a shared resource, and puts the features"
                    + " into waves: the features of one wave can run at the same time. Says how far the plan is from the"
                    + " best possible, and what each overlap policy would cost. Writes nothing.",
            "",
            "--json prints {\"waves\", \"assignments\", \"conflicts\"} with the field names of the specification, then"
                    + " {\"hidden_dependencies\", \"overlap\", \"costs\"}; and {\"directories\", \"warnings\"} where a"
                    + " name counts as a directory, or a path is probably not meant."
        },
        exitCodeList = {"0:the plan was printed", "2:bad input or options; every problem is named with its place"},
        footer = {
            "  coord plan features.json --agents 3",
            "  coord plan features.json --format dot | dot -Tsvg > plan.svg"
        })
public final class PlanCommand extends CoordCommand {

    /** How a plan is shown. */
    enum Format {
        TEXT,
        JSON,
        MERMAID,
        DOT
    }

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "text, json, mermaid or dot. Default: text.")
    private @Nullable Format format;

    public PlanCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        if (json() && format != null && format != Format.JSON) {
            throw new BadInput("--json and --format " + Words.of(format) + " ask for two things; leave one out");
        }
        FeatureFileParameter.Declared declared = features.declared(directory, shell());
        FeatureSet set = declared.features();
        Plan plan = Coordinator.plan(set, options.agents(), options.overlap());
        if (json() || format == Format.JSON) {
            document(PlanAnswer.of(plan, declared.resolved().directories(), declared.warnings())::write);
        } else if (format == Format.MERMAID) {
            print(Page.document(Mermaid.of(set, plan)));
        } else if (format == Format.DOT) {
            print(Page.document(Dot.of(set, plan)));
        } else {
            print(PlanText.of(plan, shell().paint()));
        }
        return ExitCode.DONE;
    }

    /** The formats by their names. */
    static final class FormatConverter extends Choice<Format> {

        FormatConverter() {
            super(Format.values());
        }
    }
}
