package dev.coord.cli.run;

import dev.coord.FeatureId;
import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.home.NewHome;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.DatabaseOptions;
import dev.coord.cli.word.DurationConverter;
import dev.coord.cli.word.Word;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.PreviewAnswer;
import dev.coord.core.integrate.IntegrationPreview;
import dev.coord.git.GitIntegration;
import dev.coord.git.GitRepository;
import dev.coord.git.RunHandle;
import dev.coord.plan.FeatureSet;
import dev.coord.run.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord integrate}. */
@Command(
        name = "integrate",
        abbreviateSynopsis = true, // in full it would break a line within the name of the file
        header = "Land branches that are there already: merge, test, land, wave by wave.",
        description = {
            "Integrates the branch of each feature as 'run' does with what agents make: merged and tested aside, each wave landed"
                    + " by one compare-and-swap. The branch is that of \"branch\" in the feature file, otherwise 'feature/<id>'."
                    + " Waves follow dependencies, schema conflicts and stacks: a branch that contains another one comes after it."
                    + " Nothing is locked and no work tree made.",
            "",
            "A feature has landed when the tip of its branch is reachable from the target; a branch that gained commits is new work."
                    + " One that was taken back by a revert, coord's or that of a merge by 'git revert -m 1', is brought back whole.",
            "",
            "The \"check\" of each feature runs where all is merged, before the wave lands, with COORD_FEATURE, COORD_DIR, COORD_RUN and"
                    + " COORD_WAVE in its environment.",
            "",
            "What does not merge is left out, with what needs or contains it, and everything else lands. It may be stopped at any"
                    + " instant, also by kill -9: the same command goes on with the tips that the branches had.",
            "",
            "--json prints {\"result\", \"reasons\", \"run\"} as 'run' does; progress goes to standard error. --json=lines prints"
                    + " progress as well, a line for each event. With --dry-run it is one document of its own, {\"result\", \"target\","
                    + " \"landed\", \"waves\", \"left_out\"}."
        },
        exitCodeList = {
            "0:everything has landed, now or before",
            "1:something did not land, or would not: branches did not merge, tests were red; the message says which",
            "2:bad input or options, a missing branch, or tracked changes in the target's work tree; nothing was changed",
            "3:another run is under way in this repository or this coordination directory; it is named"
        },
        footer = {
            "  coord integrate features.json --into main --test 'npm test'",
            "  coord integrate features.json --dry-run",
            "  coord integrate features.json --features P1_user_auth,P2_user_profile"
        })
public final class IntegrateCommand extends LandingCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Option(
            names = "--features",
            parameterConsumer = Word.class,
            paramLabel = "A,B",
            description = "Integrates these only; what they need must have landed or be among them. Default: all.")
    private @Nullable String chosen;

    @Option(
            names = "--dry-run",
            description =
                    "Shows the waves, what does not merge and what would land, and changes nothing. Tests are taken to pass.")
    private boolean dryRun;

    @Mixin
    private LandingOptions landing = new LandingOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How long a set-up and the tests may run, and a merge or another work of git on files. Default: 30m.")
    private Duration timeout = RunSettings.DEFAULT_TIMEOUT;

    public IntegrateCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        landing.idle().refuse();
        GitRepository repository = GitRepository.open(directory.repository(), timeout);
        FeatureSet set = features.read(directory, shell());
        landing.idle().warning(set).ifPresent(text -> say("coord: " + text));
        Path home = directory.require(shell());
        NewHome.require(home);
        tellNotUndone(home);
        GitIntegration integration = GitIntegration.in(repository)
                .directory(home)
                .storeIn(StoreOpener::open)
                .features(chosen())
                .timeout(timeout);
        landing.tell(integration, repository, home, set);
        if (!dryRun) {
            database.tell(integration, shell(), home, landing.migrations(), observer());
        }
        if (dryRun) {
            return show(integration.preview(set, StoreOpener.look(home)));
        }
        try (RunHandle handle = integration.start(set)) {
            return await(handle, landing, repository);
        } catch (InterruptedException e) {
            say("coord: the same command goes on where the integration stood");
            throw e;
        }
    }

    private ExitCode show(IntegrationPreview preview) {
        answer(() -> PreviewAnswer.of(preview), () -> PreviewText.of(preview, shell().paint()));
        return preview.leftOut().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Set<FeatureId> chosen() {
        return chosen == null
                ? Set.of()
                : Stream.of(chosen.split(",", -1))
                        .map(String::strip)
                        .map(FeatureId::new)
                        .collect(Collectors.toSet());
    }
}
