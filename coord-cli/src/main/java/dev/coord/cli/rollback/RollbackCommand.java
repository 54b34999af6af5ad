package dev.coord.cli.rollback;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.SafeText;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.NewHome;
import dev.coord.cli.home.NotUndone;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.DatabaseOptions;
import dev.coord.cli.word.EachWord;
import dev.coord.cli.word.Imports;
import dev.coord.cli.word.MigrationPlaces;
import dev.coord.cli.word.Word;
import dev.coord.content.ContentChecks;
import dev.coord.content.ContentMigrations;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.RollbackAnswer;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackOutcome.WithSchema;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.GitRepository;
import dev.coord.git.GitRollback;
import dev.coord.proof.IntegrityCheck;
import dev.coord.schema.MigrationReader;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord rollback}. */
@Command(
        name = "rollback",
        header = "Take back what runs have landed: a wave, or one feature.",
        description = {
            "Takes the features of a landing back, or the latest landing of one feature. Where that landing is the tip of the"
                    + " branch, and no other branch, tag or work tree has it, the branch is set back to the commit before it."
                    + " Otherwise a commit on top reverts each feature, latest first. Either way the branch moves by one"
                    + " compare-and-swap, its clean checkouts follow, and what it was is kept under refs/coord/rollbacks/.",
            "",
            "Refused, with nothing changed, where a feature that landed later needs what is taken back, where what came later"
                    + " changed the same lines, or where somebody works on it. What was taken back is pending again: the next run"
                    + " calls its agents anew.",
            "",
            "Without --wave and --feature it says what can be taken back, and ends with 2.",
            "",
            "--json prints {\"result\", \"message\", ...}, the result being \"taken_back\", \"nothing_to_do\", \"noted\", \"refused\","
                    + " \"already_running\" or \"in_the_way\"."
        },
        exitCodeList = {
            "0:it is taken back, now or before",
            "1:a checkout of the branch could not follow, something keeps git from moving the branch, or a migration is not undone",
            "2:bad input or options, or tracked changes in a checkout of the branch; nothing was changed",
            "3:it is needed, active or in conflict, or a run is under way; the message says which"
        },
        footer = {
            "  coord rollback --wave 2",
            "  coord rollback --wave 2 --migrate-down 'psql -v ON_ERROR_STOP=1 -f \"$COORD_DOWN_FILE\"'",
            "  coord rollback --feature P1_user_auth --with-dependents",
            "  coord rollback --undone db/migrations/004_titles.sql"
        })
public final class RollbackCommand extends CoordCommand {

    /** A migration may rewrite a large table. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Option(
            names = "--wave",
            paramLabel = "N",
            description = "The number of a landing, from 0, as the run told it; 'coord history' lists them.")
    private @Nullable Integer wave;

    @Option(
            names = "--run",
            parameterConsumer = Word.class,
            paramLabel = "RUN",
            description = "The run that landed the wave. Default: the latest one.")
    private @Nullable String run;

    @Option(
            names = "--feature",
            parameterConsumer = Word.class,
            paramLabel = "FEATURE",
            description = "One feature, of which the latest landing is taken back.")
    private @Nullable String feature;

    @Option(
            names = "--with-dependents",
            description = "Takes back, too, what landed later and needs it, or changed the same lines.")
    private boolean withDependents;

    @Option(
            names = "--imports",
            paramLabel = "reject|warn|off",
            converter = Imports.Converter.class,
            description =
                    "What becomes of taking back what breaks imports of JavaScript, TypeScript, Python or Java that stay, or closes a new circle"
                            + " of them: 'reject' refuses it, 'warn' tells you, 'off' does not look. Default: reject.")
    private Imports imports = Imports.REJECT;

    @Option(
            names = "--migrate-down",
            parameterConsumer = Word.class,
            paramLabel = "COMMAND",
            description =
                    "Undoes the migrations of what is taken back on your databases, last first: '/bin/sh -c COMMAND' once for each, after"
                            + " the branch has moved. COORD_MIGRATION is its name, COORD_MIGRATIONS_DIR a copy of its directory as it was"
                            + " with it, COORD_DOWN_FILE the SQL that undoes it where there is some, COORD_AGAIN is 1 where an earlier"
                            + " call for it failed or was killed. What fails ends it; the same command goes on there.")
    private @Nullable String migrateDown;

    @Option(
            names = "--undone",
            parameterConsumer = EachWord.class,
            paramLabel = "PATH",
            description =
                    "In place of --wave or --feature: notes that you have undone this migration by hand, so that no command tells of it any"
                            + " more. Its name is the one that 'coord status' tells, or relative to where you are. May be given more than once.")
    private List<String> undone = new ArrayList<>();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private MigrationPlaces migrations = new MigrationPlaces();

    public RollbackCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() {
        Optional<RollbackRequest> request = undone.isEmpty() ? Optional.of(request()) : none();
        GitRepository repository = GitRepository.open(directory.repository());
        Path home = directory.require(shell());
        NewHome.require(home);
        try (CoordinationStore store = StoreOpener.open(home)) {
            GitRollback rollback =
                    GitRollback.in(repository, store).directory(home).withDependents(withDependents);
            List<IntegrityCheck> checks = new ArrayList<>();
            checks.add(ContentChecks.remainingMigrations(migrations.places()));
            imports.check().ifPresent(checks::add);
            rollback.integrityChecks(checks);
            database.tell(
                    rollback,
                    shell(),
                    home,
                    migrations.places(),
                    notice -> say("coord: trying the migrations that are left on the database"));
            MigrationReader reader = ContentMigrations.reader(migrations.places());
            rollback.migrations(reader);
            if (migrateDown != null) {
                rollback.migrateDown(reader, ContentMigrations::down, migrateDown, LONGEST)
                        .onUndoing(path -> say("coord: undoing " + SafeText.line(path)));
            }
            ExitCode code = report(request.map(rollback::takeBack)
                    .orElseGet(() -> rollback.noteUndone(undone, directory.repository())));
            NotUndone.in(directory.repository(), home, why -> say("coord: " + why))
                    .forEach(left -> say("coord: " + left.message()));
            return code;
        }
    }

    private Optional<RollbackRequest> none() {
        if (wave != null
                || feature != null
                || run != null
                || withDependents
                || migrateDown != null
                || database.isSaid()) {
            throw new BadInput("--undone goes alone: it takes nothing back, and runs nothing");
        }
        return Optional.empty();
    }

    private RollbackRequest request() {
        if (wave != null && feature == null) {
            return new RollbackRequest.OfWave(wave, Optional.ofNullable(run).map(RunId::new));
        }
        if (feature == null || wave != null) {
            throw new BadInput("say what to take back: either --wave N or --feature FEATURE" + landed());
        }
        if (run != null) {
            throw new BadInput("--run goes with --wave: of a feature the latest landing is taken back");
        }
        return new RollbackRequest.OfFeature(new FeatureId(feature));
    }

    /** What there is to choose from, where the repository can be asked. */
    private String landed() {
        List<LandedWork> landings;
        try {
            GitRepository repository = GitRepository.open(directory.repository());
            landings = GitRollback.landings(
                    repository, StoreOpener.look(directory.require(shell())).read());
        } catch (BadInput e) {
            return "";
        }
        return RollbackText.landed(landings);
    }

    private ExitCode report(RollbackOutcome outcome) {
        changed(outcome.message(), () -> RollbackAnswer.of(outcome), () -> RollbackText.of(outcome, shell().paint()));
        RollbackOutcome branch = outcome instanceof WithSchema with ? with.branch() : outcome;
        if (branch instanceof TakenBack taken) {
            taken.behind().forEach(text -> say("coord: " + text));
        }
        return ExitCode.of(outcome);
    }
}
