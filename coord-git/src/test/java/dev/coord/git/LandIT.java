package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.process.ProcessLife;
import dev.coord.git.command.LockPatience;
import dev.coord.git.land.CheckoutIndex;
import dev.coord.git.land.LandingIntent;
import dev.coord.git.land.TargetCheckouts;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.LandingOutcome.CheckoutInTheWay;
import dev.coord.merge.LandingOutcome.Landed;
import dev.coord.merge.LandingOutcome.TargetMoved;
import dev.coord.merge.MergeOutcome;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private CommitId base;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("a 'repo'"));
        base = sandbox.commit("main");
    }

    private Candidate candidate(FeatureTip... tips) {
        try {
            MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tips));
            return ((MergeOutcome.Merged) outcome).candidate();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Candidate candidate() {
        return candidate(sandbox.made("P1", "new/file", "new\n"), sandbox.made("P2", "shared.txt", "changed\n"));
    }

    private LandingOutcome land(Candidate candidate) {
        return sandbox.integrator().land(candidate);
    }

    private void assertBroughtForward(Path workTree) {
        assertThat(workTree.resolve("new/file")).hasContent("new");
        assertThat(workTree.resolve("shared.txt")).hasContent("changed");
        assertThat(Scripts.run(workTree, "git status --porcelain --untracked-files=no"))
                .isEmpty();
    }

    @Test
    void landsBesideAWorkTreeThatIsBeingRemoved() throws IOException {
        Workspace other = sandbox.prepared("P3");
        Files.delete(other.directory().resolve(".git"));
        Candidate candidate = candidate();

        assertThat(sandbox.integrator().land(candidate)).isEqualTo(new Landed(candidate.commit()));
    }

    @Nested
    class Swap {

        @Test
        void movesTheBranchAndItsCheckoutsAndKeepsABackup() {
            Path linked = temp.resolve("linked");
            sandbox.git("switch", "--quiet", "--create", "aside");
            sandbox.git("worktree", "add", "--quiet", linked.toString(), "main");
            Candidate candidate = candidate();

            assertThat(land(candidate)).isEqualTo(new Landed(candidate.commit()));

            assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
            assertThat(sandbox.commit("refs/coord/backup/r1/0")).isEqualTo(base);
            assertBroughtForward(linked);
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
            assertThat(sandbox.directory.resolve("new")).doesNotExist();
        }

        @Test
        void leavesADetachedHeadAlone() {
            sandbox.git("switch", "--quiet", "--detach");
            Candidate candidate = candidate();

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertThat(sandbox.commit("HEAD")).isEqualTo(base);
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }

        @Test
        void keepsUntrackedFilesAndRunsNoHook() {
            sandbox.write("mine", "untracked\n");
            sandbox.write("new/mine", "untracked\n");
            Path hook = sandbox.directory.resolve(".git/hooks/reference-transaction");
            Sandbox.write(hook, "#!/bin/sh\nexit 1\n");
            Scripts.run(hook.resolveSibling("."), "chmod +x reference-transaction");
            Candidate candidate = candidate();

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            Scripts.run(hook.resolveSibling("."), "rm reference-transaction");
            assertBroughtForward(sandbox.directory);
            assertThat(sandbox.directory.resolve("mine")).hasContent("untracked");
            assertThat(sandbox.directory.resolve("new/mine")).hasContent("untracked");
        }

        @Test
        void refusesATargetThatMoved() {
            Candidate candidate = candidate();
            sandbox.write("README", "moved\n");
            CommitId moved = sandbox.commitAll("moved");

            assertThat(land(candidate)).isEqualTo(new TargetMoved(moved));

            assertThat(sandbox.commit("main")).isEqualTo(moved);
        }

        @Test
        void saysThatTheTargetIsGone() {
            Candidate candidate = candidate();
            sandbox.git("switch", "--quiet", "--create", "aside");
            sandbox.git("branch", "--quiet", "-D", "main");

            assertThatThrownBy(() -> land(candidate))
                    .isInstanceOf(RepositoryFailed.class)
                    .hasMessageContaining("there is no such branch any more");
        }

        @RepeatedTest(5)
        void letsOneOfTwoWin() throws Exception {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            FeatureTip second = sandbox.made("P2", "b", "2\n");
            Candidate one = candidate(first);
            Candidate other = candidate(second);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Callable<LandingOutcome>> both = List.of(() -> land(one), () -> land(other));

            List<LandingOutcome> outcomes = new java.util.ArrayList<>();
            for (Future<LandingOutcome> future : threads.invokeAll(both)) {
                outcomes.add(future.get());
            }
            threads.shutdown();

            assertThat(outcomes).filteredOn(Landed.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(TargetMoved.class::isInstance).hasSize(1);
            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        }
    }

    @Nested
    class InTheWay {

        private CheckoutInTheWay refused(Candidate candidate) {
            LandingOutcome outcome = land(candidate);
            assertThat(outcome).isInstanceOf(CheckoutInTheWay.class);
            assertThat(sandbox.commit("main")).isEqualTo(base);
            return (CheckoutInTheWay) outcome;
        }

        @Test
        void areTrackedChangesAndTheCommandLandsByHand() {
            Candidate candidate = candidate();
            sandbox.write("README", "mine\n");

            CheckoutInTheWay refused = refused(candidate);

            assertThat(refused.reason()).contains("'README'");
            assertThat(sandbox.commit(refused.keptAt())).isEqualTo(candidate.commit());
            Scripts.run(temp, refused.command());
            assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
            assertThat(sandbox.directory.resolve("README")).hasContent("mine");
            assertThat(sandbox.integrator().land(candidate)).isEqualTo(new Landed(candidate.commit()));
        }

        @Test
        void areUntrackedFilesThatWouldBeOverwritten() {
            Candidate candidate = candidate();
            sandbox.write("new/file", "mine\n");

            assertThat(refused(candidate).reason()).contains("overwritten: 'new/file'");
            assertThat(sandbox.directory.resolve("new/file")).hasContent("mine");
        }

        @Test
        void areIgnoredFilesThatWouldBeOverwritten() {
            Candidate candidate = candidate();
            sandbox.write(".git/info/exclude", "new\n");
            sandbox.write("new/file", "mine\n");

            CheckoutInTheWay refused = refused(candidate);
            assertThat(refused.reason()).contains("overwritten: 'new/file'");

            Scripts.run(temp, refused.command() + " || true");
            assertThat(sandbox.directory.resolve("new/file")).hasContent("mine");
            assertThat(sandbox.commit("main")).isEqualTo(base);
            Scripts.run(temp, "rm \"" + sandbox.directory + "/new/file\"; " + refused.command());
            assertBroughtForward(sandbox.directory);
        }

        @Test
        void isABranchThatSomethingMovedWithoutItsFiles() {
            Candidate candidate = candidate();
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            sandbox.write(".git/info/exclude", "new\n");
            sandbox.write("new/file", "mine\n");

            assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("something moved the branch")
                    .satisfies(failure -> {
                        String text = String.valueOf(failure.getMessage());
                        String command = text.substring(text.indexOf("git -C "));
                        Scripts.run(temp, command + " || true");
                        assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
                        assertThat(sandbox.directory.resolve("new/file")).hasContent("mine");
                        Scripts.run(sandbox.directory, "rm -r new");
                        Scripts.run(temp, command);
                    });

            assertBroughtForward(sandbox.directory);
            assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
        }

        @Test
        void isAFileThatIsStagedAfterTheFirstLook() {
            Candidate candidate = candidate();
            TargetCheckouts checkouts = new TargetCheckouts(
                    sandbox.repository().internal(), Sandbox.MAIN, new LockPatience(LockPatience.USUAL));
            assertThat(checkouts.unfinished()).isEmpty();
            sandbox.write("note", "mine\n");
            sandbox.git("add", "note");

            assertThat(checkouts.prepare(base, candidate.commit()))
                    .isInstanceOfSatisfying(
                            TargetCheckouts.Obstacle.class,
                            it -> assertThat(it.reason()).contains("changes to tracked files: 'note'"));
            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-landing*'"))
                    .isEmpty();
        }

        @Test
        void isAFileThatIsStagedWhileTheLockIsTaken() throws IOException {
            Candidate candidate = candidate();
            LandingIntent intent =
                    LandingIntent.write(sandbox.directory.resolve(".git"), Sandbox.MAIN, base, candidate.commit());
            sandbox.write("note", "mine\n");
            sandbox.git("add", "note");

            intent.takeLock();

            assertThat(new CheckoutIndex(sandbox.repository().internal().git(), intent.index()).is(base))
                    .isFalse();
            intent.end();
        }

        @Test
        void isAnIgnoredFileThatIsMadeWhileTheCheckoutFollows() {
            sandbox.write(".gitattributes", "*.big filter=disk\n");
            sandbox.write(".gitignore", "*.log\n");
            sandbox.commitAll("attributes");
            sandbox.git("config", "filter.disk.smudge", "cat");
            Workspace workspace = sandbox.prepared("P1");
            Sandbox.write(workspace.directory().resolve("a.big"), "big\n");
            Sandbox.write(workspace.directory().resolve("z.log"), "theirs\n");
            Scripts.run(workspace.directory(), "git add --force .");
            Candidate candidate = candidate(sandbox.collected(workspace));
            sandbox.git("config", "filter.disk.smudge", "echo mine >z.log; cat");
            GitIntegrator integrator = sandbox.integrator();

            assertThat(integrator.land(candidate)).isInstanceOf(Landed.class);

            assertThat(sandbox.directory.resolve("z.log")).hasContent("mine");
            assertThat(sandbox.directory.resolve("a.big")).hasContent("big");
            assertThat(integrator.behind()).singleElement().asString().contains("'z.log'");
        }

        @Test
        void isAnIgnoredFileWhereADirectoryHasToBe() {
            Candidate candidate = candidate();
            sandbox.write(".git/info/exclude", "new\n");
            sandbox.write("new", "mine\n");

            CheckoutInTheWay refused = refused(candidate);
            assertThat(refused.reason()).contains("overwritten: 'new/file'");
            Scripts.run(temp, refused.command() + " || true");
            assertThat(sandbox.directory.resolve("new")).hasContent("mine");
        }

        @Test
        void isAnIgnoredDirectoryWhereAFileHasToBe() {
            Candidate candidate = candidate(sandbox.made("P1", "new", "file\n"));
            sandbox.write(".git/info/exclude", "mine\n");
            sandbox.write("new/mine", "mine\n");

            CheckoutInTheWay refused = refused(candidate);
            assertThat(refused.reason()).contains("overwritten: 'new'");
            Scripts.run(temp, refused.command() + " || true");
            assertThat(sandbox.directory.resolve("new/mine")).hasContent("mine");
        }

        @Test
        void isAnIgnoredFileWhoseNameIsNotText() {
            sandbox.write(".git/info/exclude", "*.log\n");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.run(workspace.directory(), "echo theirs >\"$(printf 'b\\351.log')\" && git add --force .");
            Candidate candidate = candidate(sandbox.collected(workspace));
            Scripts.run(sandbox.directory, "echo mine >\"$(printf 'b\\351.log')\"");

            assertThat(refused(candidate).reason()).contains("overwritten: 'b");

            assertThat(Scripts.run(sandbox.directory, "cat b*.log")).isEqualTo("mine\n");
        }

        @Test
        void areChangesThatTheUserHidFromGit() {
            Candidate candidate = candidate();
            sandbox.git("update-index", "--assume-unchanged", "shared.txt");
            sandbox.write("shared.txt", "mine\n");

            CheckoutInTheWay refused = refused(candidate);
            assertThat(refused.reason()).contains("--assume-unchanged").contains("'shared.txt'");

            Scripts.run(temp, refused.command() + " || true");
            assertThat(sandbox.directory.resolve("shared.txt")).hasContent("mine");
        }

        @Test
        void areChangesBehindSkipWorktreeButNotWhatIsHiddenAndUnchanged() {
            Candidate candidate = candidate();
            sandbox.git("update-index", "--skip-worktree", "shared.txt");
            sandbox.write("shared.txt", "mine\n");
            refused(candidate);
            sandbox.write("shared.txt", "one\ntwo\nthree\n");

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertBroughtForward(sandbox.directory);
            assertThat(sandbox.git("ls-files", "-v", "shared.txt")).isEqualTo("S shared.txt");
        }

        @Test
        void isNotAFileThatWasOnlyTouched() throws IOException {
            Candidate candidate = candidate();
            Files.setLastModifiedTime(
                    sandbox.directory.resolve("shared.txt"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertBroughtForward(sandbox.directory);
        }

        @Test
        void isASettingOfAnAgentsThatHidesTheCheckout() {
            Candidate candidate = candidate();
            GitIntegrator integrator = sandbox.integrator();
            sandbox.git("config", "core.bare", "true");

            LandingOutcome outcome = integrator.land(candidate);

            assertThat(outcome).isInstanceOfSatisfying(CheckoutInTheWay.class, it -> {
                assertThat(it.reason()).contains("core.bare");
                Scripts.run(temp, it.command());
            });
            assertBroughtForward(sandbox.directory);
        }

        @Test
        void isAnUnfinishedRebaseOfTheTarget() {
            sandbox.git("switch", "--quiet", "--create", "aside");
            sandbox.write("README", "aside\n");
            sandbox.commitAll("aside");
            sandbox.git("switch", "--quiet", "main");
            sandbox.write("README", "main\n");
            base = sandbox.commitAll("main");
            Candidate candidate = candidate();
            assertThat(sandbox.ask("rebase", "aside").succeeded()).isFalse();

            assertThat(refused(candidate).reason()).contains("unfinished rebase", "finish or abort");
            assertThat(refused(candidate).command()).isEmpty(); // a merge would go into the rebase
        }

        @ParameterizedTest
        @ValueSource(strings = {"MERGE_HEAD", "REVERT_HEAD", "sequencer/todo", "rebase-apply/applying"})
        void isAnythingElseUnfinishedThere(String state) {
            Candidate candidate = candidate();
            sandbox.write(".git/" + state, base + "\n");

            assertThat(refused(candidate).reason()).contains(state, "finish or abort");
            assertThat(refused(candidate).command()).isEmpty();
        }
    }

    @Nested
    class Again {

        @Test
        void answersLandedAlsoWhenTheTargetWentOn() {
            Candidate candidate = candidate();
            land(candidate);
            assertThat(land(candidate)).isEqualTo(new Landed(candidate.commit()));

            sandbox.write("README", "more\n");
            sandbox.commitAll("more");

            assertThat(land(candidate)).isEqualTo(new Landed(candidate.commit()));
        }

        @Test
        void bringsTheCheckoutForwardAfterAKillBetweenSwapAndCheckout() {
            Candidate candidate = candidate();
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertBroughtForward(sandbox.directory);
        }

        @Test
        void bringsTheCheckoutForwardAfterAKillInTheMiddleOfIt() {
            Candidate candidate = candidate();
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            sandbox.killedLanding(base, candidate.commit());
            sandbox.write("new/file", "ne");

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertBroughtForward(sandbox.directory);
            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-landing*'"))
                    .isEmpty();
        }

        @Test
        void isMendedByTheNextRunThatKnowsNothingOfTheLanding() {
            Candidate candidate = candidate();
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            sandbox.killedLanding(base, candidate.commit());
            sandbox.write("new/file", "ne");

            assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target())
                    .isEqualTo(candidate.commit());

            assertBroughtForward(sandbox.directory);
        }

        @Test
        void overwritesNoIgnoredFileThatWasMadeAfterAKill() {
            Candidate candidate = candidate();
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            sandbox.killedLanding(base, candidate.commit());
            sandbox.write(".git/info/exclude", "new\n");
            sandbox.write("new/file", "mine\n");

            assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("'new/file'")
                    .satisfies(failure -> {
                        String text = String.valueOf(failure.getMessage());
                        Scripts.run(temp, text.substring(text.indexOf("git -C ")));
                    });

            assertBroughtForward(sandbox.directory);
            assertThat(sandbox.git("show", "stash@{0}:new/file")).isEqualTo("mine");
        }

        @Test
        void followsWhereAFileBecomesADirectoryAndADirectoryAFile() {
            sandbox.write("one", "file\n");
            sandbox.write("two/file", "file\n");
            base = sandbox.commitAll("both");
            Workspace workspace = sandbox.prepared("P1");
            Scripts.run(workspace.directory(), "rm -r one two; mkdir one; echo a >one/a; ln -s one two");
            Candidate candidate = candidate(sandbox.collected(workspace));

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
            assertThat(sandbox.directory.resolve("two/a")).hasContent("a");
        }

        @Test
        void isToldOfNothingWhereTheBranchWasToBeSetBackAndDidNotMove() {
            CommitId landed = landed();
            sandbox.killedLanding(landed, base);

            assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target())
                    .isEqualTo(landed);

            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-landing*'"))
                    .isEmpty();
        }

        @Test
        void isToldOfNothingWhereSomebodyCommittedOnWhatWasToBeSetBack() {
            sandbox.killedLanding(landed(), base);
            Scripts.run(sandbox.directory, "rm .git/index.lock; echo mine >note; git add note; git commit -qm note");

            assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target())
                    .isEqualTo(sandbox.commit("main"));
        }

        @Test
        void followsABranchThatWasSetBackAfterAKill() {
            CommitId landed = landed();
            sandbox.killedLanding(landed, base);
            sandbox.git("update-ref", Sandbox.MAIN, base.value());

            assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target())
                    .isEqualTo(base);

            assertThat(sandbox.git("status", "--porcelain")).isEmpty();
            assertThat(sandbox.directory.resolve("new/file")).doesNotExist();
        }

        private CommitId landed() {
            Candidate candidate = candidate();
            assertThat(land(candidate)).isInstanceOf(Landed.class);
            return candidate.commit();
        }

        @Test
        void tellsThatACommitTookTheLandingBackAfterAKill() {
            Candidate candidate = candidate();
            LandingIntent intent = sandbox.killedLanding(base, candidate.commit());
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            Scripts.run(sandbox.directory, "rm .git/index.lock; echo mine >note; git add note; git commit -qm note");

            assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("took back 'new/file', 'shared.txt'")
                    .satisfies(failure -> {
                        String text = String.valueOf(failure.getMessage());
                        Scripts.run(temp, text.substring(text.indexOf("git -C ")));
                    });

            assertThat(sandbox.git("status", "--porcelain").lines().map(String::strip))
                    .containsExactly("A  new/file", "M  shared.txt");
            sandbox.git("commit", "-qm", "again");
            assertBroughtForward(sandbox.directory);
            assertThat(sandbox.directory.resolve("note")).hasContent("mine");
            assertThat(intent.place()).doesNotExist();
            assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target())
                    .isEqualTo(sandbox.commit("main"));
        }

        @Test
        void tellsSoToARunThatGoesOnWithThatLanding() {
            Candidate candidate = candidate();
            sandbox.killedLanding(base, candidate.commit());
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            Scripts.run(sandbox.directory, "rm .git/index.lock; echo mine >note; git add note; git commit -qm note");
            GitIntegrator integrator = sandbox.integrator();

            assertThat(integrator.land(candidate)).isEqualTo(new Landed(candidate.commit()));

            assertThat(integrator.behind()).singleElement().asString().contains("took back 'new/file'");
        }

        @Test
        void undoesWhatWasNotYetBegun() {
            Candidate candidate = candidate();
            sandbox.killedLanding(base, candidate.commit());

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertBroughtForward(sandbox.directory);
        }

        @Test
        void leavesWhatTheUserWroteMeanwhile() {
            Candidate candidate = candidate();
            sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
            sandbox.write("new/file", "new\n");
            sandbox.write("shared.txt", "mine\n");
            sandbox.write("README", "mine\n");

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertThat(sandbox.directory.resolve("shared.txt")).hasContent("mine");
            assertThat(sandbox.directory.resolve("README")).hasContent("mine");
        }

        @Test
        void removesTheLocksOfItsOwnKilledSwap() {
            Candidate candidate = candidate();
            sandbox.write(
                    ".git/coord-swap",
                    candidate.commit() + "\n1\n1970-01-01T00:00:00Z\n"
                            + ProcessLife.current().host() + "\n");
            sandbox.write(".git/refs/heads/main.lock", candidate.commit() + "\n");
            sandbox.write(".git/HEAD.lock", "");

            assertThat(land(candidate)).isInstanceOf(Landed.class);

            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock'"))
                    .isEmpty();
            assertBroughtForward(sandbox.directory);
        }

        @Test
        void leavesALockOfSomebodyElse() {
            Candidate candidate = candidate();
            for (String lock : List.of("index.lock", "HEAD.lock", "refs/heads/main.lock")) {
                sandbox.write(".git/" + lock, lock.startsWith("refs") ? candidate.commit() + "\n" : "");

                LandingOutcome outcome = sandbox.hastyIntegrator().land(candidate);

                assertThat(outcome).isInstanceOfSatisfying(CheckoutInTheWay.class, it -> {
                    assertThat(it.reason()).contains(lock + ", since").contains("no process");
                    assertThat(sandbox.commit(it.keptAt())).isEqualTo(candidate.commit());
                });
                assertThat(sandbox.commit("main")).isEqualTo(base);
                assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-*'"))
                        .isEqualTo(".git/" + lock + "\n");
                Scripts.run(sandbox.directory, "rm .git/" + lock);
            }
            assertThat(land(candidate)).isInstanceOf(Landed.class);
        }

        @Test
        void namesTheProgramThatHoldsTheLock() throws IOException {
            Candidate candidate = candidate();
            Path lock = sandbox.directory.resolve(".git/index.lock");
            try (OutputStream held = Files.newOutputStream(lock)) {
                held.write('x');

                assertThat(sandbox.hastyIntegrator().land(candidate))
                        .isInstanceOfSatisfying(
                                CheckoutInTheWay.class,
                                it -> assertThat(it.reason())
                                        .contains("process "
                                                + ProcessHandle.current().pid()));
            }
            assertThat(lock).hasContent("x");
        }
    }

    @Nested
    class Ask {

        private Survey survey(CommitId... commits) {
            return sandbox.integrator().survey(Sandbox.MAIN, Set.of(commits));
        }

        @Test
        void tellsTheLatestLandingOfEachFeature() {
            land(candidate(sandbox.made("P1", "a", "1\n")));
            FeatureTip again = sandbox.made("P3", "b", "2\n");
            land(candidate(new FeatureTip(new FeatureId("P1"), "later", again.tip())));
            sandbox.git("commit", "--quiet", "--allow-empty", "-m", "no merge\n\nCoord-Feature: P7\nCoord-Digest: x");

            assertThat(survey().landed())
                    .isEqualTo(Map.of(new FeatureId("P1"), new Integrator.Landed(sandbox.commit("main^"), "later")));
        }

        @Test
        void findsWavesThatTheUserMergedFromAnotherBranch() {
            Candidate candidate = candidate();
            sandbox.write("README", "moved\n");
            sandbox.commitAll("moved");
            sandbox.git("merge", "--quiet", "--no-edit", "refs/coord/waves/r1/0/candidate");

            assertThat(survey().landed()).containsOnlyKeys(new FeatureId("P1"), new FeatureId("P2"));
            assertThat(land(candidate)).isEqualTo(new Landed(candidate.commit()));
        }

        @Test
        void tellsWhichCommitsAreThere() {
            CommitId missing = new CommitId("0123456789012345678901234567890123456789");

            assertThat(survey(base, missing).present()).containsExactly(base);
            assertThat(survey().target()).isEqualTo(base);
        }

        @Test
        void refusesTrackedChangesButNotUntrackedFiles() {
            sandbox.write("untracked", "x");
            assertThat(survey().target()).isEqualTo(base);
            sandbox.write("README", "mine\n");

            assertThatThrownBy(() -> survey()).isInstanceOf(BadInput.class).hasMessageContaining("'README'");
        }

        @Test
        void refusesAMissingOrUnbornTarget() throws IOException {
            for (String revision : List.of("main~1", "main~0", "main^{}", "main@{0}", "main:README", "main..main")) {
                assertThatThrownBy(() -> sandbox.integrator().survey("refs/heads/" + revision, Set.of()))
                        .isInstanceOf(BadInput.class)
                        .hasMessageContainingAll(revision, "did you mean 'main'?");
            }
            assertThatThrownBy(() -> sandbox.integrator().survey("refs/heads/none", Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("refs/heads/none");
            Path empty = Files.createDirectory(temp.resolve("empty"));
            Scripts.run(empty, "git init -q -b main");

            assertThatThrownBy(() -> Sandbox.at(empty).integrator().survey(Sandbox.MAIN, Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("first commit");
        }
    }
}
