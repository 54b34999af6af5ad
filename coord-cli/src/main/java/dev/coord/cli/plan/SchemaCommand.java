package dev.coord.cli.plan;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.Format;
import dev.coord.core.json.input.FeatureFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code coord schema}. */
@Command(
        name = "schema",
        header = "Print the JSON Schema of the feature file, or of what a command answers.",
        description = {
            "For editors, and for asking a language model for a valid feature file. Draft 2020-12, with descriptions and"
                    + " examples. Writes nothing.",
            "",
            "With --for it is the schema of the document that a command prints with --json: a document's first member, such as"
                    + " \"format\": \"coord.status/1\", says which schema it has. 'error' is what any command prints when it"
                    + " fails, 'run-event' and 'history-event' are lines of --json=lines. Members and words may be added to a format;"
                    + " its number grows when one goes away or means something else.",
            "",
            "--json prints the same."
        },
        exitCodeList = {"0:the schema was printed", "2:bad options"},
        footer = {"  coord schema > feature-file.schema.json", "  coord schema --for status"})
public final class SchemaCommand extends CoordCommand {

    @Option(
            names = "--for",
            paramLabel = "NAME",
            converter = FormatConverter.class,
            description =
                    "What it is the schema of: a command, such as status or lock-acquire, or 'error', 'run-event' or"
                            + " 'history-event'. Default: the feature file.")
    private @Nullable Format format;

    /** The formats by their names. */
    static final class FormatConverter implements ITypeConverter<Format> {

        @Override
        public Format convert(String text) {
            return Format.named(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is none of " + String.join(", ", Format.names())));
        }
    }

    public SchemaCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() {
        print(Page.document(format == null ? FeatureFile.schema() : format.schema()));
        return ExitCode.DONE;
    }
}
