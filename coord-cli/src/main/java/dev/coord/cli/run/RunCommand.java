package dev.coord.cli.run;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.home.NewHome;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.Choice;
import dev.coord.cli.word.DatabaseOptions;
import dev.coord.cli.word.DurationConverter;
import dev.coord.cli.word.EachWord;
import dev.coord.cli.word.OverlapConverter;
import dev.coord.cli.word.ScheduleConverter;
import dev.coord.cli.word.Undescribed;
import dev.coord.cli.word.Word;
import dev.coord.core.answer.ExitCode;
import dev.coord.git.GitRepository;
import dev.coord.git.GitRun;
import dev.coord.git.ProcessAgentRunner;
import dev.coord.git.ProcessAgentRunner.Input;
import dev.coord.git.RunHandle;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord run}. */
@Command(
        name = "run",
        abbreviateSynopsis = true, // in full it would break a line within the name of the file
        header = "Make features with many agents at once: plan, lock, work, merge, test, land.",
        description = {
            "Works the plan off wave by wave. Each feature of a wave gets a branch 'feature/<id>' and a work tree of its own"
                    + " beside the repository, its write locks, and an agent. A wave whose agents have all done well is merged"
                    + " and tested aside and lands on the target branch by one compare-and-swap, or not at all.",
            "",
            "The agent is '/bin/sh -c COMMAND' in its work tree, from where the path of a script is taken, with COORD_TASK_FILE in its environment, the file of its"
                    + " task in Markdown: title, description, what it may write and read, what has landed before, and how to ask"
                    + " for more locks. Standard input has the same with --input prompt, otherwise the feature as JSON. Its"
                    + " environment has COORD_FEATURE, COORD_AGENT, COORD_DIR, COORD_LEASE, COORD_TOKEN, COORD_BRANCH,"
                    + " COORD_RUN, COORD_TRY and COORD_ATTEMPT as well. What it leaves uncommitted is committed. One that changed nothing has failed if its"
                    + " feature declares what it writes, unless that says \"allow_empty\": true. Its output goes to runs/<run>/<feature>.log in"
                    + " the coordination directory.",
            "",
            "A feature's \"check\" runs in its work tree once its agent has ended, on what was committed: '/bin/sh -c CHECK' with"
                    + " COORD_FEATURE, COORD_DIR, COORD_BRANCH, COORD_RUN and COORD_ATTEMPT. Where it fails or does not end, the feature goes back to"
                    + " its agent with what it printed. What it does to the work tree is taken back, except for what git ignores. Its"
                    + " output goes to runs/<run>/check/<feature>.log. It runs again before each wave that may break it lands.",
            "",
            "What does not merge goes back to its agent, up to --tries calls; COORD_TRY is the number of the call. The work tree is"
                    + " then the newest target with the agent's last work merged in, conflicts between marks, and its task ends with"
                    + " both sides of each. COORD_FEEDBACK_FILE is a file with that alone, for that call only.",
            "",
            "While agents work, conflicts among their work, uncommitted or not, are told as they come and go. COORD_RADAR_FILE tells each"
                    + " agent its own, with the other side's lines; it is empty as long as there are none.",
            "",
            "It may be stopped at any instant, also by kill -9; the same command goes on where it stood. What has landed is"
                    + " not made again, unless --redo names it, and no work is lost: what is not used is kept under"
                    + " refs/coord/.",
            "",
            "--json prints {\"result\", \"reasons\", \"run\"}, the result being \"landed\", \"stopped\" or \"already_running\";"
                    + " progress goes to standard error. --json=lines prints progress as well, a line for each event; where nobody"
                    + " reads it any more, the run goes on."
        },
        exitCodeList = {
            "0:everything has landed, now or before",
            "1:a wave did not land: an agent failed, features did not merge, tests were red; the message says which",
            "2:bad input or options, no repository, or tracked changes in the target's work tree; nothing was changed",
            "3:another run is under way in this repository or this coordination directory; it is named"
        },
        footer = {
            "  coord run features.json --agent 'claude -p --permission-mode acceptEdits' --input prompt --test 'npm test'",
            "  coord run features.json --agent 'my-agent --task \"$COORD_TASK_FILE\"' --carry .env --setup 'npm ci'",
            "  coord run features.json --agent 'my-agent --task \"$COORD_TASK_FILE\"' --redo P1_user_auth"
        })
public final class RunCommand extends LandingCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Option(
            names = "--agent",
            parameterConsumer = Word.class,
            required = true,
            paramLabel = "COMMAND",
            description = "The command that makes a feature.")
    private String agent = "";

    @Option(
            names = "--input",
            paramLabel = "WHAT",
            converter = InputConverter.class,
            description =
                    "What an agent finds on its standard input: 'prompt', its task in Markdown, or 'json', the feature."
                            + " Default: json.")
    private Input input = Input.JSON;

    @Option(
            names = "--agents",
            paramLabel = "N",
            description = "How many agents work at once; ${DEFAULT-VALUE} unless said otherwise.")
    private int agents = RunSettings.DEFAULT_AGENTS;

    @Option(
            names = "--schedule",
            paramLabel = "SCHEDULE",
            converter = ScheduleConverter.class,
            description =
                    "'waves', one after the other, or 'continuous': a feature begins the moment its prerequisites have"
                            + " landed and nothing it contends with is under way. Default: waves.")
    private Schedule schedule = Schedule.WAVES;

    @Option(
            names = "--overlap",
            paramLabel = "POLICY",
            converter = OverlapConverter.class,
            description = {
                "What to do with unordered features that write the same file: 'serialize' them, or be 'optimistic': they work"
                        + " at the same time, and the merge decides. Default: serialize."
            })
    private OverlapPolicy overlap = OverlapPolicy.SERIALIZE;

    @Option(
            names = "--tries",
            paramLabel = "N",
            description =
                    "How often the agent of one feature is called at most: what does not merge goes back to it. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int tries = RunSettings.DEFAULT_TRIES;

    @Option(
            names = "--radar",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How often to look for conflicts among work that is under way; 0s for never. Looking takes a twentieth of the time"
                            + " at most. Default: 10s.")
    private Duration radar = RunSettings.DEFAULT_RADAR;

    @Mixin
    private LandingOptions landing = new LandingOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--allow-empty",
            description =
                    "An agent that changed nothing has done well, although its feature declares what it writes; as"
                            + " \"allow_empty\": true in the declarations of all features.")
    private boolean allowEmpty;

    @Option(
            names = "--redo",
            parameterConsumer = EachWord.class,
            paramLabel = "FEATURE",
            description =
                    "Makes a feature once more that has landed, on the target as it is: nothing is reverted, and what builds on"
                            + " it is not made again. Give it again for more features.")
    private List<String> redo = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How long an agent may take, a feature wait for its locks, a set-up and the tests run, and a merge or"
                            + " another work of git on files. Default: 30m.")
    private Duration timeout = RunSettings.DEFAULT_TIMEOUT;

    /** The inputs by their names. */
    static final class InputConverter extends Choice<Input> {

        InputConverter() {
            super(Input.values());
        }
    }

    public RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        landing.idle().refuse();
        GitRepository repository = GitRepository.open(directory.repository(), timeout);
        FeatureSet set = features.read(directory, shell());
        landing.idle().warning(set).ifPresent(text -> say("coord: " + text));
        Undescribed.warning(set.features().values()).ifPresent(text -> say("coord: " + text));
        Path home = directory.require(shell());
        NewHome.require(home);
        tellNotUndone(home);
        GitRun run = GitRun.in(repository)
                .directory(home)
                .storeIn(StoreOpener::open)
                .agents(new ProcessAgentRunner(agent, home, repository, input, OwnCommand.anywhere()))
                .settings(said -> said.agents(agents)
                        .schedule(schedule)
                        .overlap(overlap)
                        .tries(tries)
                        .radar(radar)
                        .timeout(timeout)
                        .allowEmpty(allowEmpty)
                        .redo(redo.stream().map(FeatureId::new).collect(Collectors.toSet())));
        landing.tell(run, repository, home, set);
        database.tell(run, shell(), home, landing.migrations(), observer());
        try (RunHandle handle = run.start(set)) {
            return await(handle, landing, repository);
        } catch (InterruptedException e) {
            say("coord: the agents have ended; the same command goes on where the run stood");
            throw e;
        } catch (StoreFailed e) {
            if (Files.isDirectory(repository.workspaces())) {
                say("coord: what agents made lies below " + repository.workspaces()
                        + "; the same command goes on, or keeps it, once the directory can be used");
            }
            throw e;
        }
    }
}
