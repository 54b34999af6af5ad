package dev.coord.cli.directory;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.word.Word;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.directory.HistoryAnswer;
import dev.coord.store.History;
import dev.coord.store.History.HistoryEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
            "--json prints {\"history\": [...]} with the lines of history.jsonl, --json=lines each of them as a document of its own.",
            "",
            "With --follow it goes on with what happens next, until it is ended or nobody reads it any more."
        },
        exitCodeList = {"0:the history was printed", "1:it could not be read", "2:bad options"},
        footer = {
            "  coord history",
            "  coord history --feature P2_user_profile --since 120",
            "  coord history --follow --json=lines"
        })
public final class HistoryCommand extends CoordCommand {

    /** Between two looks at what others do. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Option(
            names = "--feature",
            parameterConsumer = Word.class,
            paramLabel = "FEATURE",
            description = "Only what concerns this feature.")
    @Nullable
    private String feature;

    @Option(names = "--since", paramLabel = "REVISION", description = "Only what happened after this revision.")
    private long since = -1;

    @Option(names = "--follow", description = "Go on with what happens next; as JSON with --json=lines only.")
    private boolean follow;

    @Option(
            names = "--json=lines",
            description = "Print a JSON object for each entry, on a line of its own, as soon as it is known.")
    private boolean lines;

    public HistoryCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected boolean jsonLines() {
        return lines;
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        if (follow && json() && !lines) {
            throw new BadInput("with --follow there is no end, and so no one document; use --json=lines");
        }
        FeatureId only = feature == null ? null : new FeatureId(feature);
        Predicate<HistoryEntry> wanted = entry -> only == null || HistoryText.concerns(entry.event(), only);
        History history = StoreOpener.look(directory.require(shell())).history();
        if (json() && !lines) {
            try (Stream<HistoryEntry> all = history.since(since)) {
                document(out -> HistoryAnswer.write(all.filter(wanted), out));
            }
            return ExitCode.DONE;
        }
        Predicate<HistoryEntry> told = lines ? wanted : wanted.and(entry -> HistoryText.tells(entry.event()));
        long seen = print(history, since, told);
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            seen = print(history, seen, told);
        }
        return ExitCode.DONE;
    }

    /** Prints, of what it goes on with, whole commits only, so that none is told by half; answers the revision of the last one. */
    private long print(History history, long after, Predicate<HistoryEntry> wanted) {
        long seen = after;
        try (Stream<HistoryEntry> all = history.since(after)) {
            List<HistoryEntry> commit = new ArrayList<>();
            for (Iterator<HistoryEntry> entries = all.iterator(); entries.hasNext(); ) {
                HistoryEntry entry = entries.next();
                commit.add(entry);
                if (!entry.more()) {
                    commit.stream().filter(wanted).forEach(this::print);
                    commit.clear();
                    seen = entry.revision();
                }
            }
            if (!follow) {
                commit.stream().filter(wanted).forEach(this::print);
            }
        }
        return seen;
    }

    private void print(HistoryEntry entry) {
        if (lines) {
            json(HistoryAnswer.event(entry));
            shell().out().deliver();
        } else {
            print(Page.of(HistoryText.of(entry)));
        }
    }
}
