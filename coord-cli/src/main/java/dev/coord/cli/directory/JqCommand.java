package dev.coord.cli.directory;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.NewHome;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.WaitNotice;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.directory.EditAnswer;
import dev.coord.fs.StorePatience;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coord jq}. */
@Command(
        name = "jq",
        header = "Ask or edit the protocol's files with jq, without losing anybody's work.",
        description = {
            "Runs jq on the document as it is. What is not the document any more is printed, as jq prints it. An edited"
                    + " document, which is one that has its \"revision\" still, takes the place of the old one, as with"
                    + " 'jq ... > temp && mv temp', but so that nobody comes in between: if the document changed meanwhile, jq"
                    + " is run again on the new one. Rows that are added or removed are honoured by the same rules as those"
                    + " that are moved into the file's place; a lock that is added so is not checked against others.",
            "",
            "Options of jq, such as -r, -e and --arg NAME VALUE, stand behind the document, before or behind the filter. With -r and -j texts are"
                    + " printed as they are, control characters too; without, as escapes. jq has to be installed.",
            "",
            "--json prints {\"result\": \"edited\", \"revision\"} for an edit."
        },
        exitCodeList = {
            "0:printed, or edited",
            "1:jq is not installed, or the coordination directory could not be read or written; with -e: what was made last counts as false",
            "2:jq refused the filter, or made a document that is not allowed: nothing was changed",
            "4:with -e: the filter made nothing"
        },
        footer = {
            "  coord jq state '.active_features'",
            "  coord jq state '.completed_features += [\"P2_user_profile\"]'",
            "  coord jq locks --arg me implementor-1 'del(.locks[] | select(.locked_by == $me))'"
        })
public final class JqCommand extends CoordCommand {

    /** Tries with nobody waiting for jq; who changes things faster than jq can look has to wait for it after that. */
    private static final int TRIES = 3;

    private static final Pattern RAW = Pattern.compile("-[a-zA-Z]*[rj][a-zA-Z]*|--raw-output0?|--join-output");

    private static final Duration LONGEST = StorePatience.DEFAULT;

    /** While everybody waits for it. */
    private static final Duration LONGEST_FOR_ALL = Duration.ofSeconds(5);

    @Parameters(index = "0", paramLabel = "state|locks", description = "Which of the two documents.")
    private String document = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILTER", description = "What jq is called with.")
    private List<String> filter = new ArrayList<>();

    public JqCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        View view = view(document);
        Path home = directory.require(shell());
        NewHome.require(home);
        StorePatience patience = StorePatience.ofAllCalls(LONGEST).telling(line -> say("coord: " + line));
        try (StoreOpener.Documents store = StoreOpener.documents(home, patience)) {
            return new Attempt(store, view, patience).carryOut();
        }
    }

    private static View view(String name) {
        return switch (name) {
            case "state" -> View.STATE;
            case "locks" -> View.LOCKS;
            default ->
                throw new BadInput((name.startsWith("-")
                                ? "'" + name + "', as every option of jq, stands behind the document"
                                : "'" + name + "' is none of the documents")
                        + "; say 'coord jq state FILTER' or 'coord jq locks FILTER'");
        };
    }

    private final class Attempt {

        private final StoreOpener.Documents store;
        private final View view;
        private final StorePatience patience;
        private byte[] latest = new byte[0];
        private Optional<Jq> made = Optional.empty();

        Attempt(StoreOpener.Documents store, View view, StorePatience patience) {
            this.store = store;
            this.view = view;
            this.patience = patience;
        }

        ExitCode carryOut() throws InterruptedException {
            store.edit(view, this::note);
            for (int tries = 0; tries < TRIES; tries++) {
                byte[] seen = latest;
                Jq result = alone(seen);
                if (!isEdit(result, seen)) {
                    return printed(result);
                }
                Snapshot after = edited(now -> Arrays.equals(note(now), seen) ? result.out() : now);
                if (Arrays.equals(latest, seen)) {
                    return done(after);
                }
            }
            Snapshot after = edited(now -> {
                Jq result = beforeAll(note(now));
                made = Optional.of(result);
                return isEdit(result, now) ? result.out() : now;
            });
            return made.filter(result -> !isEdit(result, latest))
                    .map(this::printed)
                    .orElseGet(() -> done(after));
        }

        @SuppressWarnings("try") // it is told of by being open
        private Jq alone(byte[] seen) throws InterruptedException {
            try (WaitNotice notice = WaitNotice.of(() -> Optional.of("jq has not ended yet"), JqCommand.this::say)) {
                return Jq.run(filter, seen, patience.left());
            }
        }

        private Jq beforeAll(byte[] now) {
            try {
                return Jq.run(filter, now, LONGEST_FOR_ALL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreFailed("interrupted while jq ran; nothing was changed", e);
            }
        }

        private byte[] note(byte[] now) {
            latest = now;
            return now;
        }

        private boolean isEdit(Jq result, byte[] of) {
            return result.isEditOf(of) && !result.saysTheSameAs(of);
        }

        private Snapshot edited(UnaryOperator<byte[]> edit) {
            try {
                return store.edit(view, edit);
            } catch (BadInput e) {
                throw new BadInput("cannot edit the " + document + " document: " + e.getMessage()
                        + "; nothing was changed; mend the filter");
            }
        }

        private ExitCode done(Snapshot after) {
            changed("the " + document + " document is edited", () -> EditAnswer.of(after.revision()), Page::new);
            return ExitCode.DONE;
        }

        /** Whether texts are wanted as they are, and not as JSON. */
        private boolean isRaw() {
            return filter.stream().anyMatch(word -> RAW.matcher(word).matches());
        }

        private ExitCode printed(Jq result) {
            if (result.isRefused() && json()) {
                throw new BadInput(result.err().strip());
            }
            shell().out().raw(isRaw() ? result.out() : result.shown());
            shell().out().deliver();
            if (!result.err().isEmpty()) {
                say(result.err());
            }
            return switch (result.status()) {
                case 0 -> ExitCode.DONE;
                case 1 -> ExitCode.FAILED;
                case 4 -> ExitCode.TIMED_OUT;
                default -> ExitCode.BAD_INPUT;
            };
        }
    }
}
