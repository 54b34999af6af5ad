package dev.coord.cli.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.word.Choice;
import dev.coord.cli.word.DurationConverter;
import dev.coord.cli.word.EachWord;
import dev.coord.cli.word.Imports;
import dev.coord.cli.word.Word;
import dev.coord.content.ContentChecks;
import dev.coord.content.ContentImports;
import dev.coord.content.ContentMergers;
import dev.coord.git.GitRepository;
import dev.coord.git.GitStart;
import dev.coord.git.ProcessAgentRunner;
import dev.coord.git.ProcessAgentRunner.Input;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityCheck;
import dev.coord.run.ConflictResolver;
import dev.coord.run.Regeneration;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where work lands, how it is tested before, and what makes a work tree a working copy. */
final class LandingOptions {

    @Option(
            names = "--into",
            parameterConsumer = Word.class,
            paramLabel = "BRANCH",
            description = "The branch to land on. Default: the one that is checked out.")
    private @Nullable String into;

    @Option(
            names = "--test",
            parameterConsumer = Word.class,
            paramLabel = "COMMAND",
            description = "Tests a merged wave before it lands, in a work tree of its own. Default: no tests.")
    private @Nullable String test;

    @Option(
            names = "--test-reports",
            parameterConsumer = EachWord.class,
            paramLabel = "GLOB",
            description =
                    "JUnit XML files that the tests write, such as '**/TEST-*.xml', which tell the tests that fail from each other; may be"
                            + " given more than once. Without them, what tests print in the Test Anything Protocol does.")
    private List<String> reports = new ArrayList<>();

    @Option(
            names = "--checks",
            paramLabel = "touched|all",
            converter = ChecksConverter.class,
            description =
                    "Which checks of features that have landed, or are about to, run before a wave lands: 'touched' runs those of features"
                            + " whose declared files, or what these import, the wave changed, and before the last wave all; 'all' runs"
                            + " every one. Default: touched.")
    private @Nullable ChecksPolicy checks;

    @Option(
            names = "--check-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the \"check\" of a feature may take, each time it runs. Default: 10m.")
    private @Nullable Duration checkTimeout;

    @Option(
            names = "--carry",
            parameterConsumer = EachWord.class,
            paramLabel = "PATTERN",
            description =
                    "Copies files that git ignores, such as '.env', from the work tree you are in into each new one and into"
                            + " that of the tests: a file, a directory ('config/') or a glob ('**/*.local'); may be given more than once."
                            + " They never land. What git does not ignore is refused; what it tracks comes as it was committed.")
    private List<String> carried = new ArrayList<>();

    @Option(
            names = "--setup",
            parameterConsumer = Word.class,
            paramLabel = "COMMAND",
            description =
                    "Runs once in each new work tree before its agent, and in that of the tests, such as 'npm ci'. It may make only"
                            + " what git ignores. What it leaves running is ended and told. Its output goes to runs/<run>/setup/<feature>.log and"
                            + " runs/<run>/integration/setup-<wave>.log in the coordination directory. Default: none.")
    private @Nullable String setup;

    @Option(
            names = "--undeclared",
            paramLabel = "auto|warn|reject",
            converter = UndeclaredConverter.class,
            description =
                    "What becomes of a feature that changed what it did not declare. 'auto': it is stopped where a feature at work at the"
                            + " same time declares the path, except with '--overlap optimistic' and for branches that are there; otherwise"
                            + " you are told. 'warn': you are told. 'reject': it is stopped. Links to commits that are no submodules, names"
                            + " that lead out of the repository, and names that differ by case or Unicode form only always stop it."
                            + " Default: auto.")
    private UndeclaredPolicy undeclared = UndeclaredPolicy.AUTO;

    @Option(
            names = "--deletions",
            paramLabel = "POLICY",
            converter = DeletionsConverter.class,
            description =
                    "What becomes of a feature whose own commits delete or revert what another one landed: 'warn' lets it land and tells who"
                            + " took away how much of whom, but refuses it where it did not declare the file; 'reject' refuses it."
                            + " Default: warn.")
    private DeletionPolicy deletions = DeletionPolicy.WARN;

    /** The policies by their names. */
    static final class ChecksConverter extends Choice<ChecksPolicy> {

        ChecksConverter() {
            super(ChecksPolicy.values());
        }
    }

    /** The policies by their names. */
    static final class DeletionsConverter extends Choice<DeletionPolicy> {

        DeletionsConverter() {
            super(DeletionPolicy.values());
        }
    }

    @Option(
            names = "--structured",
            paramLabel = "on|off",
            converter = SwitchConverter.class,
            description =
                    "Merges what git cannot merge by lines by what the files mean, where that is certain: imports, exports, JSON,"
                            + " TOML, lists, functions, cases or entries that both sides added. Each file is told. Default: on.")
    private Switch structured = Switch.ON;

    @Option(
            names = "--imports",
            paramLabel = "reject|warn|off",
            converter = Imports.Converter.class,
            description =
                    "What becomes of a feature that breaks imports of JavaScript, TypeScript, Python or Java within the repository, or closes"
                            + " a new circle of them: 'reject' sends it back with the line, 'warn' tells you, 'off' does not look."
                            + " Default: reject.")
    private Imports imports = Imports.REJECT;

    @Option(
            names = "--regenerate",
            parameterConsumer = EachWord.class,
            paramLabel = "FILE=COMMAND",
            description =
                    "Makes a file anew that git cannot merge, by '/bin/sh -c COMMAND' in a work tree of its own that has everything else"
                            + " merged, such as 'package-lock.json=npm install --package-lock-only'. Nothing else that it changes"
                            + " counts. FILE may be a glob, and COORD_FILE is the file's path; may be given more than once.")
    private List<String> regenerate = new ArrayList<>();

    @Mixin
    private MigrationOptions migrations = new MigrationOptions();

    @Option(
            names = "--resolver",
            parameterConsumer = Word.class,
            paramLabel = "COMMAND",
            description =
                    "Asked once about a feature that does not merge, when the calls of its agent are used up, and by 'integrate' at"
                            + " once: '/bin/sh -c COMMAND' in a work tree with both sides between marks, and files, environment and"
                            + " standard input as an agent's that is called again with --input prompt. Default: nobody, and the feature"
                            + " is left out.")
    private @Nullable String resolver;

    /** The policies by their names. */
    static final class UndeclaredConverter extends Choice<UndeclaredPolicy> {

        UndeclaredConverter() {
            super(UndeclaredPolicy.values());
        }
    }

    /** Whether something is done. */
    enum Switch {
        ON,
        OFF
    }

    /** The two by their names. */
    static final class SwitchConverter extends Choice<Switch> {

        SwitchConverter() {
            super(Switch.values());
        }
    }

    @Option(
            names = "--allow-red-base",
            description =
                    "Goes on where the tests are red on the target before anything lands on it: a wave lands that is green itself or, where"
                            + " tests can be told apart, fails in nothing that the target does not.")
    private boolean allowRedBase;

    @Option(
            names = "--no-baseline",
            description =
                    "Does not test the target before anything lands on it, such as a new project that cannot be tested yet. A wave that is"
                            + " red does not land all the same.")
    private boolean noBaseline;

    @Option(
            names = "--keep-good",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether the rest of a red wave lands without what breaks it, which goes back to its agent. Otherwise a red wave does not land"
                            + " at all. Default: --keep-good.")
    private boolean keepGood = true;

    /** Those given that may do nothing. */
    IdleOptions idle() {
        return new IdleOptions(
                test != null,
                given(Map.of(
                        "--test-reports",
                        !reports.isEmpty(),
                        "--allow-red-base",
                        allowRedBase,
                        "--no-baseline",
                        noBaseline)),
                given(Map.of("--checks", checks != null, "--check-timeout", checkTimeout != null)),
                given(Map.of("--no-keep-good", !keepGood)));
    }

    private static List<String> given(Map<String, Boolean> options) {
        return options.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * Says it to what is about to begin.
     *
     * @param features what is declared
     */
    void tell(GitStart<?> start, GitRepository repository, Path home, FeatureSet features) {
        Optional.ofNullable(into).ifPresent(start::into);
        Optional.ofNullable(test).ifPresent(start::test);
        start.testReports(reports.toArray(String[]::new));
        if (allowRedBase && noBaseline) {
            throw new BadInput(
                    "--allow-red-base and --no-baseline exclude each other: the one tests the target first, the other does not");
        }
        start.baseline(
                noBaseline
                        ? BaselinePolicy.UNTESTED
                        : allowRedBase ? BaselinePolicy.ALLOW_RED : BaselinePolicy.REQUIRED);
        start.keepGood(keepGood);
        Optional.ofNullable(checks).ifPresent(start::checks);
        Optional.ofNullable(checkTimeout).ifPresent(start::checkTimeout);
        start.deletions(deletions);
        start.carry(carried.toArray(String[]::new));
        Optional.ofNullable(setup).ifPresent(start::setUp);
        start.undeclared(undeclared);
        start.imports(ContentImports.all());
        start.integrityChecks(integrityChecks(features));
        start.mergers(ContentMergers.all()).structured(structured == Switch.ON);
        Optional.ofNullable(resolver)
                .map(command -> new ProcessAgentRunner(command, home, repository, Input.PROMPT, OwnCommand.anywhere()))
                .map(ConflictResolver::of)
                .ifPresent(start::resolver);
        migrations.tell(start);
        start.regenerate(regenerate.stream().map(Regeneration::parse).toList());
    }

    /** What people have to know of the options once all has ended. */
    List<String> told(GitRepository repository, String target) {
        return migrations.empty(repository::files, target);
    }

    /** Whether a file lies where somebody said that migrations are. */
    Predicate<String> migrations() {
        return migrations.places();
    }

    private List<IntegrityCheck> integrityChecks(FeatureSet features) {
        List<IntegrityCheck> asked = new ArrayList<>();
        asked.add(ContentChecks.schema(features, migrations.places()));
        imports.check().ifPresent(asked::add);
        return asked;
    }
}
