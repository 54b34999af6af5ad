package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.process.ProcessLife;
import dev.coord.git.land.LandingIntent;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.LandingOutcome.CheckoutInTheWay;
import dev.coord.merge.LandingOutcome.Landed;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Landing that broke off is finished. */
class LandAgainIT extends LandingFixture {

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

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(candidate.commit());

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

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(landed);

        assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-landing*'"))
                .isEmpty();
    }

    @Test
    void isToldOfNothingWhereSomebodyCommittedOnWhatWasToBeSetBack() {
        sandbox.killedLanding(landed(), base);
        Scripts.run(sandbox.directory, "rm .git/index.lock; echo mine >note; git add note; git commit -qm note");

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(sandbox.commit("main"));
    }

    @Test
    void followsABranchThatWasSetBackAfterAKill() {
        CommitId landed = landed();
        sandbox.killedLanding(landed, base);
        sandbox.git("update-ref", Sandbox.MAIN, base.value());

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(base);

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
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(sandbox.commit("main"));
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

        assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock'")).isEmpty();
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
                                    .contains(
                                            "process " + ProcessHandle.current().pid()));
        }
        assertThat(lock).hasContent("x");
    }
}
