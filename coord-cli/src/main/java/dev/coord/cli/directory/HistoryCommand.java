package dev.coord.cli.directory;

import dev.coord.FeatureId;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.command.Word;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.HistoryAnswer;
import dev.coord.store.History.HistoryEntry;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coord history}. */
@Command(
        name = "history",
        header = "Print what happened, oldest first: grants, waits, endings, features and conflicts.",
        description = {
            "Read from history.jsonl, which is a record and not the truth: the oldest entries are dropped in time, and what a"
                    + " killed process did not come to write is told as a gap.",
            "",
            "The steps of a run that change nothing but its record are left out; --json has them, too.",
            "",
            "--json prints {\"history\": [...]} with the lines of history.jsonl."
        },
        exitCodeList = {"0:the history was printed", "1:it could not be read", "2:bad options"},
        footer = {"  coord history", "  coord history --feature P2_user_profile --since 120"})
public final class HistoryCommand extends CoordCommand {

    @Option(
            names = "--feature",
            parameterConsumer = Word.class,
            paramLabel = "FEATURE",
            description = "Only what concerns this feature.")
    @Nullable
    private String feature;

    @Option(names = "--since", paramLabel = "REVISION", description = "Only what happened after this revision.")
    private long since = -1;

    public HistoryCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() {
        FeatureId only = feature == null ? null : new FeatureId(feature);
        Path home = directory.require(shell());
        try (Stream<HistoryEntry> all = StoreOpener.look(home).history().since(since)) {
            Stream<HistoryEntry> wanted =
                    all.filter(entry -> only == null || HistoryText.concerns(entry.event(), only));
            if (json()) {
                document(out -> HistoryAnswer.write(wanted, out));
            } else {
                wanted.filter(entry -> HistoryText.tells(entry.event()))
                        .map(HistoryText::of)
                        .map(Page::of)
                        .forEach(this::print);
            }
        }
        return ExitCode.DONE;
    }
}
