package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.process.ProcessLife;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.merge.Candidate;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A work tree becomes a working copy: ignored files are carried into it, and a command sets it up. */
class WorkTreeSetupIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write(".gitignore", ".env\nnode_modules/\n*.local\n");
        sandbox.commitAll("ignore");
        sandbox.write(".env", "SECRET=1\n");
    }

    private static WorkTreeSetup carry(String... patterns) {
        return setUp("", patterns);
    }

    private static WorkTreeSetup setUp(String command, String... patterns) {
        return new WorkTreeSetup(
                Stream.of(patterns).map(RepoPath::new).toList(),
                Optional.of(command).filter(text -> !text.isEmpty()),
                Duration.ofSeconds(30));
    }

    private Workspace prepared(WorkTreeSetup setup, String... declared) {
        Worktrees worktrees = sandbox.worktrees(setup);
        Workspace workspace = sandbox.located(worktrees, "P1", 1)
                .declaring(Stream.of(declared).map(RepoPath::new).toList());
        worktrees.prepare(workspace);
        return workspace;
    }

    private void require(WorkTreeSetup setup) {
        sandbox.worktrees(setup).requireFree(List.of(new FeatureId("P1")));
    }

    private String log() {
        return Sandbox.read(sandbox.coordination.resolve("runs/r1/setup/P1.log"));
    }

    @Nested
    class Carry {

        @Test
        void copiesWhatGitIgnoresWithItsPermissionsAndTime() throws IOException {
            Path secret = sandbox.directory.resolve(".env");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
            sandbox.write("config/deep/one.local", "1\n");
            sandbox.write("config/deep/one.txt", "tracked\n");
            sandbox.git("add", "config/deep/one.txt");
            sandbox.commitAll("tracked");
            Files.setPosixFilePermissions(
                    sandbox.directory.resolve("config/deep"), PosixFilePermissions.fromString("rwx------"));

            Path tree = prepared(carry(".env", "config/", "**/*.txt")).directory();

            assertThat(tree.resolve(".env")).hasContent("SECRET=1");
            assertThat(Files.getPosixFilePermissions(tree.resolve(".env")))
                    .isEqualTo(PosixFilePermissions.fromString("r--------"));
            assertThat(Files.getLastModifiedTime(tree.resolve(".env"))).isEqualTo(Files.getLastModifiedTime(secret));
            assertThat(tree.resolve("config/deep/one.local")).hasContent("1");
            assertThat(Scripts.run(tree, "git status --porcelain")).isEmpty();
        }

        @Test
        void aCopySharesNothingWithItsOriginal() throws IOException {
            Path tree = prepared(carry(".env")).directory();

            Scripts.run(tree, "echo changed > .env");

            assertThat(sandbox.directory.resolve(".env")).hasContent("SECRET=1");
        }

        @Test
        void copiesLinksAsTheyAreAndLeavesOutPipesAndRepositories() throws IOException {
            Files.writeString(temp.resolve("outside"), "not yours\n");
            Scripts.run(
                    sandbox.directory,
                    "mkdir -p node_modules/.bin node_modules/a; echo x > node_modules/a/x; ln -s ../a/x node_modules/.bin/x;"
                            + " ln -s " + temp.resolve("outside")
                            + " node_modules/out; ln -s /nowhere node_modules/gone;"
                            + " mkfifo node_modules/pipe; git init -q node_modules/own; echo y > node_modules/own/y");

            Path modules = prepared(carry("node_modules")).directory().resolve("node_modules");

            assertThat(Files.readSymbolicLink(modules.resolve(".bin/x"))).isEqualTo(Path.of("../a/x"));
            assertThat(Files.readSymbolicLink(modules.resolve("out"))).isEqualTo(temp.resolve("outside"));
            assertThat(Files.readSymbolicLink(modules.resolve("gone"))).isEqualTo(Path.of("/nowhere"));
            assertThat(modules.resolve("a/x")).hasContent("x");
            assertThat(modules.resolve("pipe")).doesNotExist();
            assertThat(modules.resolve("own")).doesNotExist();
        }

        @Test
        void copiesNamesThatAreNoText() {
            Scripts.run(sandbox.directory, "echo odd > \"$(printf 'a\\377.local')\"");

            Path tree = prepared(carry("*.local")).directory();

            assertThat(Scripts.run(tree, "cat \"$(printf 'a\\377.local')\"")).isEqualTo("odd\n");
        }

        @Test
        void refusesBeforeAnythingStartsWhatGitDoesNotIgnore() {
            sandbox.write("notes.txt", "mine\n");
            sandbox.write("more/notes.txt", "mine\n");

            assertThatThrownBy(() -> require(carry(".env", "**/notes.txt")))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("'more/notes.txt', 'notes.txt'")
                    .hasMessageContaining("git does not ignore them")
                    .hasMessageNotContaining(".env");
            require(carry(".env"));
            require(carry("README", "not-there.local"));
        }

        @Test
        void refusesInAWorkTreeWhatItsOwnCommitDoesNotIgnore() {
            sandbox.write(".gitignore", "*.local\n");
            sandbox.git("commit", "--quiet", "-m", "ignore less", "--", ".gitignore");
            sandbox.write(".gitignore", ".env\n*.local\n");

            assertThatThrownBy(() -> prepared(carry(".env")))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("cannot carry '.env'");
            assertThat(temp.resolve("repo.coord/r1/P1-1/.env")).doesNotExist();
        }

        @Test
        void carriesByWhatOnlyThisRepositoryIgnores() throws Exception {
            Files.writeString(sandbox.directory.resolve(".git/info/exclude"), "mine.txt\n");
            sandbox.write("mine.txt", "mine\n");

            assertThat(prepared(carry("mine.txt")).directory().resolve("mine.txt"))
                    .hasContent("mine");
            assertThat(tested("cat mine.txt", carry("mine.txt"))
                            .combined()
                            .orElseThrow()
                            .output())
                    .isEqualTo("mine\n");
        }

        @Test
        void writesThroughNoLinkThatTheCommitHasInPlaceOfADirectory() throws IOException {
            Files.createDirectory(temp.resolve("elsewhere"));
            Files.createSymbolicLink(sandbox.directory.resolve("conf"), temp.resolve("elsewhere"));
            sandbox.commitAll("a link");
            Files.delete(sandbox.directory.resolve("conf"));
            sandbox.write("conf/a.local", "a\n");

            assertThatThrownBy(() -> prepared(carry("conf/a.local"))).isInstanceOf(RepositoryFailed.class);
            assertThat(temp.resolve("elsewhere")).isEmptyDirectory();
        }

        @Test
        void neverCarriesTheCoordinationDirectory() {
            sandbox.write("coordination.local/secret", "x\n");
            Worktrees worktrees =
                    new Worktrees(sandbox.repository(), sandbox.directory.resolve("coordination.local"), carry("**"));
            Workspace workspace = sandbox.located(worktrees, "P1", 1);

            worktrees.prepare(workspace);

            assertThat(workspace.directory().resolve(".env")).exists();
            assertThat(workspace.directory().resolve("coordination.local")).doesNotExist();
        }
    }

    @Nested
    class Command {

        @Test
        void runsOnceInTheNewWorkTreeAndIsTimedAndLogged() {
            Worktrees worktrees = sandbox.worktrees(setUp(
                    "cat .env; mkdir node_modules; echo $COORD_FEATURE $COORD_RUN $COORD_BRANCH >> node_modules/x",
                    ".env"));
            Workspace workspace = sandbox.located(worktrees, "P1", 1);

            Optional<Duration> took = worktrees.prepare(workspace);

            assertThat(took.orElseThrow()).isPositive();
            assertThat(workspace.directory().resolve("node_modules/x")).hasContent("P1 r1 feature/P1");
            assertThat(log())
                    .startsWith(
                            "=== set-up of P1, attempt 1 ===\nSECRET=1\n=== set-up of P1, attempt 1: exit status 0 after ");
        }

        @Test
        void itsFailureHasTheEndOfWhatItPrinted() {
            RepositoryFailed failed =
                    catchThrowableOfType(RepositoryFailed.class, () -> prepared(setUp("echo no network; exit 3")));

            assertThat(failed)
                    .hasMessageContaining("its set-up failed: exit status 3; its output is in ")
                    .hasMessageContaining("runs/r1/setup/P1.log");
            assertThat(failed.output()).isEqualTo("no network\n");
        }

        @Test
        void refusesWhatItChangesInTrackedFilesAndLeavesUnignored() {
            RepositoryFailed failed = catchThrowableOfType(
                    RepositoryFailed.class,
                    () -> prepared(setUp("echo x >> README; rm .gitignore; mkdir new; touch new/a new/b *.log")));

            assertThat(failed)
                    .hasMessageContaining("it changed what git tracks, '.gitignore', 'README'")
                    .hasMessageContaining("it left what git does not ignore, '*.log', 'new/'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"--skip-worktree", "--assume-unchanged"})
        void refusesAChangeThatItHidesFromGit(String how) {
            assertThatThrownBy(() -> prepared(setUp("git update-index " + how + " README; echo mine > README")))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("it changed what git tracks, 'README'");
        }

        @Test
        void aMarkWithoutAChangeIsNoChange() {
            assertThat(prepared(setUp("git update-index --assume-unchanged README"))
                            .directory())
                    .exists();
        }

        @Test
        void refusesACommitOfItsOwn() {
            assertThatThrownBy(() -> prepared(setUp("echo x >> README; git commit -qam x")))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("it moved the head");
        }

        @Test
        void whatWasThereBeforeIsNotItsFault() throws IOException {
            sandbox.write("crlf.txt", "a\r\n");
            sandbox.commitAll("with its line end");
            Files.writeString(sandbox.directory.resolve(".git/info/attributes"), "crlf.txt text eol=lf\n");

            assertThat(prepared(setUp("true")).directory()).exists();
        }

        @Test
        @Timeout(60)
        void endsWithEverythingItStartedWhenItsTimeIsOver() {
            WorkTreeSetup slow = new WorkTreeSetup(
                    List.of(),
                    Optional.of("sleep 600 & echo $! > " + temp.resolve("pid") + "; sleep 600"),
                    Duration.ofMillis(700));

            assertThatThrownBy(() -> prepared(slow))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("still running after");
            assertEnded();
        }

        @Test
        @Timeout(60)
        void endsWhenTheRunIsStopped() throws Exception {
            Scripts.run(temp, "mkfifo begun");
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<?> prepared = thread.submit(() -> prepared(
                    setUp("echo $$ > " + temp.resolve("pid") + "; echo > " + temp.resolve("begun") + "; sleep 600")));
            Files.readString(temp.resolve("begun"));

            thread.shutdownNow();

            assertThatThrownBy(prepared::get).hasRootCauseInstanceOf(InterruptedException.class);
            assertEnded();
        }

        @Test
        @Timeout(60)
        void whatAKilledCoordinatorLeftOfASetUpIsEndedBeforeItsWorkTreeGoes() throws Exception {
            Workspace workspace = prepared(setUp("true", ".env"), "**");
            Path administration = sandbox.directory.resolve(".git/worktrees/P1-1");
            Files.writeString(administration.resolve("coord-provided"), ""); // as if it was killed on the way
            Scripts.run(
                    workspace.directory(),
                    "COORD_ATTEMPT=" + AttemptFamily.marker(workspace) + " sleep 600 > /dev/null 2>&1 & echo $! > "
                            + temp.resolve("pid"));

            Collected.Kept kept = sandbox.worktrees()
                    .keep(workspace, Feature.builder("P1").writes("**").build());

            assertEnded();
            assertThat(kept.stays()).isEmpty();
            assertThat(kept.ref()).isEmpty();
            assertThat(workspace.directory()).doesNotExist();
        }

        private void assertEnded() {
            long pid = Long.parseLong(Sandbox.read(temp.resolve("pid")).strip());
            assertThat(ProcessHandle.of(pid).flatMap(ProcessLife::of).filter(ProcessLife::isAlive))
                    .isEmpty();
        }
    }

    @Nested
    class Work {

        @Test
        void nothingThatWasProvidedLandsOrCountsAsWork() {
            Workspace workspace = prepared(setUp("mkdir node_modules; echo m > node_modules/m", ".env"), "**");
            Feature all = Feature.builder("P1").writes("**").build();
            Sandbox.write(workspace.directory().resolve("a.txt"), "made\n");
            Sandbox.write(workspace.directory().resolve("own.local"), "declared\n");

            Collected.Work work = (Collected.Work) sandbox.worktrees().collect(workspace, all);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);

            assertThat(work.changed()).containsExactly("a.txt", "own.local");
            assertThat(kept).isEqualTo(new Collected.Kept(""));
            assertThat(workspace.directory()).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "git add -f .env",
                    "git add -f .env; git commit -qm work",
                    "echo node_modules/ > .gitignore",
                    "echo '!.env' >> .gitignore; git add .; git commit -qm work",
                    "git add -f .env; git commit -qm work; git rm -q --cached .env; git commit -qm without",
                    "git switch -q --orphan side; git add -f .env; git commit -qm side; git switch -q feature/P1;"
                            + " git merge -q --allow-unrelated-histories -m both side; git checkout -q HEAD^ -- .;"
                            + " git rm -q --cached .env; git commit -qm without"
                })
        void whatWasCarriedAndIsInTheWorkMakesItUnusable(String how) {
            Workspace workspace = prepared(carry(".env"), "**");
            Feature all = Feature.builder("P1").writes("**").build();
            Sandbox.write(workspace.directory().resolve("a.txt"), "made\n");
            Scripts.run(workspace.directory(), how);

            Collected.Unusable work = (Collected.Unusable) sandbox.worktrees().collect(workspace, all);

            assertThat(work.reason()).contains("it would land '.env', which was carried into its work tree");
            assertThat(work.kept().ref()).isNotEmpty();
        }

        @Test
        void whatSetUpMadeAndIsInTheWorkMakesItUnusable() {
            Workspace workspace =
                    prepared(setUp("mkdir node_modules; echo m | tee node_modules/m node_modules/n"), "a");
            Scripts.run(workspace.directory(), "git add -f node_modules; echo own > node_modules/own; echo a > a");

            Collected.Unusable work = (Collected.Unusable) sandbox.worktrees()
                    .collect(workspace, Feature.builder("P1").writes("a").build());

            assertThat(work.reason())
                    .contains("it would land 'node_modules/m', 'node_modules/n', which its set-up made;");
        }

        @Test
        void whatSetUpMadeAndAFeatureDeclaresAndChangesIsItsWork() {
            Workspace workspace =
                    prepared(setUp("mkdir node_modules; echo m | tee node_modules/m node_modules/n"), "**");
            Feature all = Feature.builder("P1").writes("**").build();
            Scripts.run(workspace.directory(), "echo changed >> node_modules/m; git add -f node_modules/m");

            Collected.Work work = (Collected.Work) sandbox.worktrees().collect(workspace, all);

            assertThat(work.changed()).containsExactly("node_modules/m");
        }

        @Test
        void whatAnAgentWritesToACarriedFileIsKeptAndDoesNotLand() {
            Workspace workspace = prepared(carry(".env"), "**");
            Feature all = Feature.builder("P1").writes("**").build();
            Sandbox.write(workspace.directory().resolve(".env"), "SECRET=1\nMORE=2\n");
            Sandbox.write(workspace.directory().resolve("a.txt"), "made\n");

            Collected.Work work = (Collected.Work) sandbox.worktrees().collect(workspace, all);
            Collected.Kept kept = sandbox.worktrees().remove(workspace);

            assertThat(work.changed()).containsExactly("a.txt");
            assertThat(sandbox.content(kept.ref(), ".env")).contains("MORE=2");
        }
    }

    @Nested
    class Integration {

        @Test
        void theTreeThatIsTestedIsSetUpToo() throws InterruptedException {
            TrialOutcome outcome = tested(
                    "cat .env node_modules/x",
                    setUp("mkdir node_modules; echo wave $COORD_WAVE > node_modules/x", ".env"));

            assertThat(outcome.combined().orElseThrow().output()).isEqualTo("SECRET=1\nwave 0\n");
            assertThat(outcome.setUp().orElseThrow()).isPositive();
            assertThat(Sandbox.read(sandbox.coordination.resolve("runs/r1/integration/setup-0.log")))
                    .contains("=== set-up of the integration tree, wave 0: exit status 0 after ");
        }

        @Test
        void itsFailureIsNoRedTest() {
            RepositoryFailed failed = catchThrowableOfType(
                    RepositoryFailed.class, () -> tested("true", setUp("echo no network; exit 1")));

            assertThat(failed).hasMessageContaining("its set-up failed: exit status 1");
            assertThat(failed.output()).isEqualTo("no network\n");
        }

        @Test
        void refusesWhatItsSetUpLeavesForGitToSee() {
            assertThatThrownBy(() -> tested("true", setUp("echo x > left")))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("it left what git does not ignore, 'left'");
        }
    }

    private TrialOutcome tested(String tests, WorkTreeSetup setup) throws InterruptedException {
        MergeOutcome merged = sandbox.integrator().merge(Sandbox.wave(sandbox.made("P2", "a", "1\n")));
        Candidate candidate = ((MergeOutcome.Merged) merged).candidate();
        return sandbox.integrator(tests, setup).test(Trial.of(candidate, List.of()));
    }

    @Test
    void refusesAnEmptyCommand() {
        assertThatThrownBy(() -> setUp(" ")).isInstanceOf(BadInput.class);
        assertThat(Files.exists(temp.resolve("repo.coord"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }
}
