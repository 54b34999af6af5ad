package dev.coord.cli.directory;

import dev.coord.cli.command.LookCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.Words;
import dev.coord.core.answer.directory.ConflictsAnswer;
import dev.coord.state.ConflictEntry;
import dev.coord.store.StoreReader;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code coord conflicts}. */
@Command(
        name = "conflicts",
        header = "Print the conflict log, oldest first.",
        description =
                "--json prints {\"conflicts\": [...]}, each with timestamp, type, severity, features, what they contend for, and"
                        + " the resolution.",
        exitCodeList = {
            "0:the log was printed",
            "1:the coordination directory could not be read or written",
            "2:bad options"
        },
        footer = "  coord conflicts")
public final class ConflictsCommand extends LookCommand<List<ConflictEntry>> {

    public ConflictsCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected List<ConflictEntry> read(StoreReader store) {
        return store.conflicts();
    }

    @Override
    protected void show(List<ConflictEntry> found, Path home) {
        answer(() -> ConflictsAnswer.of(found), () -> text(found));
    }

    public static Page text(List<ConflictEntry> entries) {
        Page page = new Page();
        for (ConflictEntry entry : entries) {
            page.line("[" + Words.time(entry.at()) + "] CONFLICT: "
                            + entry.type().jsonName())
                    .line("Features: ", Painted.joined(", ", entry.features()))
                    .line(entry.type().subjectLabel() + ": ", Painted.joined(", ", entry.subjects()))
                    .line("Resolution: " + entry.resolution());
        }
        return entries.isEmpty() ? Page.of("no conflicts were logged") : page;
    }
}
