package dev.coord.cli.plan;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.json.input.FeatureFile;
import picocli.CommandLine.Command;

/** {@code coord schema}. */
@Command(
        name = "schema",
        header = "Print the JSON Schema of the feature file.",
        description = {
            "For editors, and for asking a language model for a valid feature file. Draft 2020-12, with descriptions and"
                    + " examples. Writes nothing.",
            "",
            "--json prints the same."
        },
        exitCodeList = {"0:the schema was printed", "2:bad options"},
        footer = "  coord schema > feature-file.schema.json")
public final class SchemaCommand extends CoordCommand {

    public SchemaCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() {
        print(Page.document(FeatureFile.schema()));
        return ExitCode.DONE;
    }
}
