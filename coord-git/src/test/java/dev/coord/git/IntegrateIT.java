package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.IntegrationOutcome;
import dev.coord.merge.IntegrationOutcome.Conflicted;
import dev.coord.merge.IntegrationOutcome.Integrated;
import dev.coord.merge.IntegrationOutcome.TestsFailed;
import dev.coord.merge.WaveWork;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IntegrateIT {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    private Candidate integrated(FeatureTip... tips) throws InterruptedException {
        IntegrationOutcome outcome = sandbox.integrator().integrate(Sandbox.wave(tips));
        assertThat(outcome).isInstanceOf(Integrated.class);
        return ((Integrated) outcome).candidate();
    }

    private IntegrationOutcome outcome(FeatureTip... tips) throws InterruptedException {
        return sandbox.integrator().integrate(Sandbox.wave(tips));
    }

    @Test
    void doesNotBringBackWhatTheUserTookOffTheTarget() throws InterruptedException {
        CommitId landed = sandbox.commitAll("landed");
        FeatureTip tip = sandbox.made("P1", "a", "a\n");
        sandbox.git("reset", "-q", "--hard", "HEAD^");
        WaveWork work = new WaveWork(Sandbox.RUN, 0, Sandbox.MAIN, List.of(tip), Optional.of(landed));

        IntegrationOutcome.TargetRewound rewound =
                (IntegrationOutcome.TargetRewound) sandbox.integrator().integrate(work);

        assertThat(rewound.now()).isEqualTo(sandbox.commit("main"));
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of(landed)).contained())
                .isEmpty();
        Scripts.run(temp, rewound.command());
        assertThat(sandbox.commit("main")).isEqualTo(landed);
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of(landed)).contained())
                .containsExactly(landed);
    }

    @Test
    void namesACommandForATargetThatNobodyHasCheckedOut() throws InterruptedException {
        CommitId landed = sandbox.commitAll("landed");
        FeatureTip tip = sandbox.made("P1", "a", "a\n");
        sandbox.git("checkout", "-q", "-b", "other", "HEAD^");
        sandbox.git("branch", "-q", "-f", "main", "HEAD");
        WaveWork work = new WaveWork(Sandbox.RUN, 0, Sandbox.MAIN, List.of(tip), Optional.of(landed));

        IntegrationOutcome outcome = sandbox.integrator().integrate(work);

        Scripts.run(temp, ((IntegrationOutcome.TargetRewound) outcome).command());
        assertThat(sandbox.commit("main")).isEqualTo(landed);
    }

    @Nested
    class Merge {

        @Test
        void makesOneMergeCommitForEachFeatureInTheirOrder() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            FeatureTip second = sandbox.collected(sandbox.prepared("P2"));
            CommitId base = sandbox.commit("main");

            Candidate candidate = integrated(first, second);

            String last = candidate.commit().value();
            assertThat(candidate.base()).isEqualTo(base);
            assertThat(sandbox.git("log", "--first-parent", "--format=%s", last).lines())
                    .startsWith("Merge feature P2", "Merge feature P1");
            assertThat(sandbox.commit(last + "^2")).isEqualTo(second.tip());
            assertThat(sandbox.commit(last + "^1^2")).isEqualTo(first.tip());
            assertThat(sandbox.git("log", "-1", "--format=%(trailers)", last).lines())
                    .startsWith("Coord-Feature: P2", "Coord-Digest: digest-P2", "Coord-Run: r1", "Coord-Wave: 0");
            assertThat(sandbox.commit("main")).isEqualTo(base);
            assertThat(sandbox.commit("refs/coord/waves/r1/0/base")).isEqualTo(base);
            assertThat(sandbox.commit("refs/coord/waves/r1/0/candidate")).isEqualTo(candidate.commit());
        }

        @Test
        void givesTheSameCommitAgain() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            FeatureTip second = sandbox.made("P2", "b", "2\n");

            Candidate once = integrated(first, second);

            assertThat(integrated(first, second)).isEqualTo(once);
        }

        @Test
        void goesOnInACloneThatWasKilledInTheMiddle() throws Exception {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            Candidate once = integrated(first);
            Path clone = sandbox.coordination.resolve("integration");
            for (String lock : List.of("index.lock", "HEAD.lock", "config.lock")) {
                Sandbox.write(clone.resolve(lock), "");
            }
            Files.delete(clone.resolve("HEAD"));

            assertThat(integrated(first)).isEqualTo(once);
        }

        @Test
        void leavesTheUsersRepositoryWithoutLocksAndItsWorkTreeAlone() throws InterruptedException {
            sandbox.write("untracked", "mine");
            integrated(sandbox.made("P1", "a", "1\n"));

            assertThat(sandbox.git("status", "--porcelain")).isEqualTo("?? untracked");
            assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock'"))
                    .isEmpty();
            assertThat(sandbox.git("fsck", "--strict")).isEmpty();
        }

        @Test
        void followsRenames() throws InterruptedException {
            Workspace renaming = sandbox.prepared("P1");
            Scripts.run(renaming.directory(), "git mv shared.txt moved.txt");
            FeatureTip editing = sandbox.made("P2", "shared.txt", "one\ntwo\nthree\nfour\n");

            Candidate candidate = integrated(sandbox.collected(renaming), editing);

            assertThat(sandbox.content(candidate.commit().value(), "moved.txt")).endsWith("four");
        }

        @Test
        void honoursUnionAttributesAlsoOfDirectories() throws InterruptedException {
            sandbox.write("web/.gitattributes", "index.ts merge=union\n");
            sandbox.write("web/index.ts", "a\n");
            sandbox.commitAll("union");
            FeatureTip first = sandbox.made("P1", "web/index.ts", "a\nb\n");
            FeatureTip second = sandbox.made("P2", "web/index.ts", "a\nc\n");

            Candidate candidate = integrated(first, second);

            assertThat(sandbox.content(candidate.commit().value(), "web/index.ts"))
                    .isEqualTo("a\nb\nc");
        }

        @Test
        void honoursSettingsWhereverTheyAreAndWhatTheyNameInTheWorkTree() throws InterruptedException {
            sandbox.write("tools/first.sh", "#!/bin/sh\n. \"$(dirname \"$0\")/lib.sh\"\nkeep \"$1\"\n");
            sandbox.write("tools/lib.sh", "keep() { echo driven >\"$1\"; }\n");
            sandbox.write("tools/.keep/é.gitattributes", "");
            sandbox.commitAll("tools");
            sandbox.write(".git/more.config", "[merge \"first\"]\n\tdriver = sh ./tools/first.sh %A\n");
            sandbox.git("config", "include.path", "more.config");
            sandbox.git("config", "core.attributesFile", "local.attributes");
            sandbox.write(".git/info/exclude", "local.attributes\n");
            sandbox.write("local.attributes", "shared.txt merge=first\n");
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P2", "shared.txt", "2\n");

            Candidate candidate = integrated(first, second);

            assertThat(sandbox.content(candidate.commit().value(), "shared.txt"))
                    .isEqualTo("driven");
            assertThat(sandbox.directory.resolve("tools/lib.sh")).exists();
        }

        @Test
        void forgetsAttributesOfAnEarlierTarget() throws InterruptedException {
            sandbox.write(".gitattributes", "shared.txt merge=union\n");
            sandbox.commitAll("union");
            integrated(sandbox.made("P1", "a", "1\n"));
            sandbox.git("rm", "--quiet", ".gitattributes");
            sandbox.commitAll("no union");
            FeatureTip first = sandbox.made("P2", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P3", "shared.txt", "2\n");

            assertThat(sandbox.integrator().integrate(Sandbox.wave(first, second)))
                    .isInstanceOf(IntegrationOutcome.Conflicted.class);
        }

        @Test
        void runsMergeDriversOfTheRepository() throws InterruptedException {
            sandbox.write(".gitattributes", "shared.txt merge=ours-always\n");
            sandbox.commitAll("driver");
            sandbox.git("config", "merge.ours-always.driver", "true");
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P2", "shared.txt", "2\n");

            Candidate candidate = integrated(first, second);

            assertThat(sandbox.content(candidate.commit().value(), "shared.txt"))
                    .isEqualTo("1");
        }

        @Test
        void mergesARepositoryWithAnotherHashFunction() throws InterruptedException {
            Path directory = temp.resolve("sha256");
            Scripts.run(
                    temp,
                    "git init -q -b main --object-format=sha256 sha256; cd sha256; git config user.name n; git config user.email e; echo a > a; git add a; git commit -qm a");
            sandbox = Sandbox.at(directory);

            Candidate candidate = integrated(sandbox.made("P1", "b", "1\n"));

            assertThat(candidate.commit().value()).hasSize(64);
        }
    }

    @Nested
    class Conflict {

        @Test
        void namesBothFeaturesAndTheFiles() throws InterruptedException {
            FeatureTip bystander = sandbox.made("P0", "other", "0\n");
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            FeatureTip second = sandbox.made("P2", "shared.txt", "2\n");

            IntegrationOutcome outcome = outcome(bystander, first, second);

            assertThat(outcome).isEqualTo(new Conflicted(P2, List.of(P1), List.of("shared.txt")));
            assertThat(sandbox.has("refs/coord/waves/r1/0/candidate")).isFalse();
        }

        @Test
        void namesNobodyWhereSomebodyElseChangedTheTarget() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "shared.txt", "1\n");
            sandbox.write("shared.txt", "mine\n");
            sandbox.commitAll("meanwhile");

            assertThat(outcome(first)).isEqualTo(new Conflicted(P1, List.of(), List.of("shared.txt")));
        }

        @Test
        void namesAFeatureThatLandedMeanwhile() throws InterruptedException {
            FeatureTip late = sandbox.made("P2", "shared.txt", "2\n");
            Candidate candidate = integrated(sandbox.made("P1", "shared.txt", "1\n"));
            sandbox.integrator().land(candidate);

            assertThat(outcome(late)).isEqualTo(new Conflicted(P2, List.of(P1), List.of("shared.txt")));
        }

        @Test
        void isFoundWhereOneDeletesWhatTheOtherEdits() throws InterruptedException {
            Workspace deleting = sandbox.prepared("P1");
            Scripts.run(deleting.directory(), "rm shared.txt");
            FeatureTip editing = sandbox.made("P2", "shared.txt", "2\n");

            assertThat(outcome(sandbox.collected(deleting), editing))
                    .isEqualTo(new Conflicted(P2, List.of(P1), List.of("shared.txt")));
        }
    }

    @Nested
    class Tests {

        @Test
        void tellsTheFeaturesAndTheOutputOfRedTests() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            FeatureTip second = sandbox.made("P2", "b", "2\n");
            CommitId base = sandbox.commit("main");

            IntegrationOutcome outcome =
                    sandbox.integrator("echo broken; exit 3").integrate(Sandbox.wave(first, second));

            assertThat(outcome).isEqualTo(new TestsFailed(List.of(P1, P2), "exit status 3", "broken\n"));
            assertThat(sandbox.commit("main")).isEqualTo(base);
        }

        @Test
        void runsOnTheMergedFilesOutsideOfDotGit() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");

            IntegrationOutcome outcome = sandbox.integrator(
                            "cat a; pwd; git status --porcelain; echo $COORD_RUN $COORD_WAVE; echo left > left")
                    .integrate(Sandbox.wave(first));

            assertThat(((Integrated) outcome).testOutput())
                    .isEqualTo("1\n" + temp.toAbsolutePath().resolve("repo.coord/r1/integration") + "\nr1 0\n");
            assertThat(temp.resolve("repo.coord/r1/integration")).doesNotExist();
        }

        @Test
        void beginsFromCleanFilesAfterAFailure() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            sandbox.integrator("echo x > left; echo x > a; exit 1").integrate(Sandbox.wave(first));

            IntegrationOutcome outcome =
                    sandbox.integrator("test ! -e left && cat a").integrate(Sandbox.wave(first));

            assertThat(((Integrated) outcome).testOutput()).isEqualTo("1\n");
        }

        @Test
        void shortensLongOutputToItsEnd() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");

            IntegrationOutcome outcome =
                    sandbox.integrator("seq 1 100000; exit 1").integrate(Sandbox.wave(first));

            String output = ((TestsFailed) outcome).output();
            assertThat(output).startsWith("...\n").endsWith("\n100000\n").hasSizeLessThan(9000);
            assertThat(sandbox.coordination.resolve("runs/r1/integration/wave-0.log"))
                    .content()
                    .contains("\n1\n2\n");
        }

        @Test
        @Timeout(20)
        void endsTestsThatTakeTooLong() throws InterruptedException {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            TestCommand slow = new TestCommand("echo begun; sleep 60", Duration.ofMillis(300));

            IntegrationOutcome outcome = new GitIntegrator(
                            sandbox.repository(), sandbox.coordination, Optional.of(slow))
                    .integrate(Sandbox.wave(first));

            assertThat(((TestsFailed) outcome).result()).contains("still running");
        }

        @Test
        @Timeout(20)
        void endsTestsWhenInterrupted() throws Exception {
            FeatureTip first = sandbox.made("P1", "a", "1\n");
            Path begun = temp.resolve("begun");
            Scripts.run(temp, "mkfifo begun");
            GitIntegrator integrator = sandbox.integrator("echo > " + begun + "; sleep 60");
            ExecutorService thread = Executors.newSingleThreadExecutor();
            CountDownLatch interrupted = new CountDownLatch(1);

            Future<?> run = thread.submit(() -> {
                try {
                    return integrator.integrate(Sandbox.wave(first));
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            });
            Files.readString(begun);
            thread.shutdownNow();

            assertThatThrownBy(run::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(interrupted.getCount()).isZero();
        }
    }
}
