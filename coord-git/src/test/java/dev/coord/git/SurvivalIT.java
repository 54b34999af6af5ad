package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which lines were seen to vanish is found, and what did it is named. */
class SurvivalIT {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    private Path temp;

    private Sandbox sandbox;
    private Workspace workspace;

    /** What P1 changes lands while the agent of P2 works. */
    @BeforeEach
    void aFeatureLandsWhileAnotherIsMade() {
        sandbox = Sandbox.in(temp.resolve("shop"));
        sandbox.write("list.txt", "alpha\nbeta\ngamma\ndelta\n");
        sandbox.write("code.ts", "function one() {\n  return 1;\n}\n");
        sandbox.commitAll("list");
        workspace = sandbox.prepared("P2");
        Workspace first = sandbox.prepared("P1");
        Scripts.in(
                first,
                "sed -i 's/^beta$/beta first/' list.txt; echo 'export two' >> code.ts; echo made > made.txt;"
                        + " printf 'a\\0b' > picture.png");
        land(sandbox.collected(first));
    }

    private void land(FeatureTip... tips) {
        sandbox.integrator().land(merged(tips));
    }

    private Candidate merged(FeatureTip... tips) {
        try {
            MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tips));
            assertThat(outcome.leftOut()).isEmpty();
            return ((MergeOutcome.Merged) outcome).candidate();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private FeatureProof proven(FeatureTip... tips) {
        return proven(merged(tips));
    }

    private FeatureProof proven(Candidate candidate) {
        try {
            List<FeatureProof> proofs = sandbox.integrator().prove(candidate).features();
            return proofs.get(proofs.size() - 1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the agent of P2 does, and what is found of it. */
    private FeatureProof after(String script) {
        Scripts.in(workspace, "git config user.name Agent; git config user.email agent@localhost; " + script);
        return proven(sandbox.collected(workspace));
    }

    private static Tuple[] lines(List<LostLine> lost) {
        return lost.stream()
                .map(line -> tuple(line.path(), line.line(), line.text(), line.side()))
                .toArray(Tuple[]::new);
    }

    /** Without the lines themselves. */
    private static List<TakenAway> counted(List<TakenAway> taken) {
        return taken.stream()
                .map(one -> new TakenAway(one.path(), one.of(), one.lines(), one.what()))
                .toList();
    }

    private static void assertLost(FeatureProof proof, Tuple... expected) {
        assertThat(lines(proof.lost())).containsExactlyInAnyOrder(expected);
    }

    private void assertBy(FeatureProof proof, String subject) {
        CommitId merge = new CommitId(sandbox.git("rev-list", "-1", "--min-parents=2", "--grep=" + subject, "--all"));
        assertThat(proof.lost()).allSatisfy(line -> {
            assertThat(line.by().commit()).contains(merge);
            assertThat(line.by().name()).isEqualTo(subject);
        });
    }

    @Nested
    class ByTheMergesOfAnAgent {

        @Test
        void anAgentMergedTheTargetAndKeptItsOwnSideOfEveryConflict() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X ours -m 'bring main in' main");

            assertLost(proof, tuple("list.txt", 2, "beta first", Side.TARGET));
            assertBy(proof, "bring main in");
        }

        @Test
        void anAgentMergedTheTargetAndGaveUpItsOwnSideOfEveryConflict() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X theirs -m 'bring main in' main");

            assertLost(proof, tuple("list.txt", 2, "beta second", Side.FEATURE));
        }

        @Test
        void aMergeThatTookNothingOfTheTargetDropsTheFilesOfEarlierWaves() {
            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q -s ours -m 'looks merged' main");

            assertLost(
                    proof,
                    tuple("code.ts", 4, "export two", Side.TARGET),
                    tuple("list.txt", 2, "beta first", Side.TARGET),
                    tuple("made.txt", 1, "made", Side.TARGET),
                    tuple(
                            "picture.png",
                            1,
                            "(no text: " + sandbox.git("rev-parse", "main:picture.png") + ")",
                            Side.TARGET));
            assertBy(proof, "looks merged");
        }

        @Test
        void aMergeDeletesAFileAndAddsALineOfItsOwn() {
            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q --no-commit --no-ff main; git rm -qf made.txt; echo more >> own.txt; git add .;"
                    + " git commit -qm 'merge and tidy'");

            assertLost(proof, tuple("made.txt", 1, "made", Side.TARGET));
            assertBy(proof, "merge and tidy");
        }

        @Test
        void aConflictWasResolvedByHandToOneSide() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q main || git checkout -q --theirs list.txt; git commit -qam 'resolve'");

            assertLost(proof, tuple("list.txt", 2, "beta second", Side.FEATURE));
            assertBy(proof, "resolve");
        }

        @Test
        void ofAConflictBothSidesWereKept() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q main || printf 'alpha\\nbeta first\\nbeta second\\ngamma\\ndelta\\n' > list.txt;"
                    + " git commit -qam 'resolve'");

            assertThat(proof.lost()).isEmpty();
            assertThat(proof.oneSided()).isEmpty();
        }

        @Test
        void ofAConflictOneLineWasMade() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q main || printf 'alpha\\nbeta first second\\ngamma\\ndelta\\n' > list.txt;"
                    + " git commit -qam 'resolve'");

            assertThat(proof.lost()).isEmpty();
        }

        @Test
        void aMergeMovedAFileAndALine() {
            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q --no-commit --no-ff main; git mv code.ts moved.ts; sed -i '/beta first/d' list.txt;"
                    + " echo '   beta   first' >> own.txt; git add .; git commit -qm 'merge and move'");

            assertThat(proof.lost()).isEmpty();
        }

        @Test
        void anEmptyFileAndAModeAreUndoneByAMerge() {
            Workspace other = sandbox.prepared("P4");
            Scripts.in(other, "mkdir pkg; : > pkg/__init__.py; chmod +x code.ts");
            land(sandbox.collected(other));

            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q --no-commit --no-ff main; git rm -qf pkg/__init__.py; chmod -x code.ts; git add .;"
                    + " git commit -qm 'merge and tidy'");

            assertThat(proof.lost())
                    .extracting(LostLine::path, LostLine::what, LostLine::side)
                    .containsExactlyInAnyOrder(
                            tuple("pkg/__init__.py", Undone.ADDITION, Side.TARGET),
                            tuple("code.ts", Undone.MODE, Side.TARGET));
        }

        private void deletionsLand() {
            Workspace other = sandbox.prepared("P4");
            Scripts.in(other, "sed -i '/function one/,/^}/d' code.ts; rm shared.txt");
            land(sandbox.collected(other));
        }

        @Test
        void whatTheTargetDeletedIsBackByAMerge() {
            deletionsLand();

            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q --no-commit --no-ff main; git checkout -q HEAD code.ts shared.txt;"
                    + " echo 'export two' >> code.ts; git add .; git commit -qm 'merge and restore'");

            assertThat(proof.lost())
                    .extracting(LostLine::path, LostLine::what, LostLine::side)
                    .contains(tuple("shared.txt", Undone.DELETION, Side.TARGET))
                    .containsOnly(
                            tuple("shared.txt", Undone.DELETION, Side.TARGET),
                            tuple("code.ts", Undone.DELETION, Side.TARGET));
            assertThat(proof.takenAway()).isEmpty();
        }

        @Test
        void whatIsDeletedAgainAfterAMergeIsNotBack() {
            deletionsLand();

            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q --no-commit --no-ff main; git checkout -q HEAD shared.txt;"
                    + " git commit -qm 'merge and restore'; git rm -q shared.txt; git commit -qm 'delete again'");

            assertThat(proof.lost()).isEmpty();
        }

        @Test
        void aMergeThatGitIsToldToTakeForAPlainCommitIsOne() {
            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q -s ours -m 'looks merged' main; git replace --graft HEAD HEAD~");

            assertThat(proof.lost()).extracting(LostLine::path).contains("made.txt");
        }

        @Test
        void linesThatLookLikeMarksHideNothing() {
            FeatureProof proof = after("sed -i \"1i $(printf '<%.0s' $(seq 37)) x\" list.txt code.ts;"
                    + " sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X ours --no-commit main; sed -i '/export two/d' code.ts;"
                    + " git add .; git commit -qm 'bring main in'");

            assertLost(
                    proof,
                    tuple("list.txt", 2, "beta first", Side.TARGET),
                    tuple("code.ts", 4, "export two", Side.TARGET));
        }

        @Test
        void aModeIsNotMendedByAnEdit() {
            Workspace other = sandbox.prepared("P4");
            Scripts.in(other, "chmod +x code.ts");
            land(sandbox.collected(other));

            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own;"
                    + " git merge -q --no-commit --no-ff main; chmod -x code.ts; git add .;"
                    + " git commit -qm 'merge and tidy'; echo more >> code.ts; git commit -qam more");

            assertThat(proof.lost())
                    .extracting(LostLine::path, LostLine::what)
                    .containsExactly(tuple("code.ts", Undone.MODE));
        }

        @Test
        void aMessageLikeOneOfCoordsExcusesNothing() {
            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own; git merge -q -s ours main;"
                    + " printf 'P2: work of its agent\\n\\nRun r, work tree 2.\\n' | git commit -q --amend -F -");

            assertThat(proof.lost()).extracting(LostLine::path).contains("made.txt");
        }

        @Test
        void aMergeOfThreeDropsALine() {
            FeatureProof proof = after("echo own > own.txt; git add .; git commit -qm own; git branch side;"
                    + " git reset -q --hard HEAD~; echo third > third.txt; git add .; git commit -qm third;"
                    + " git merge -q -m octopus main side; git rm -q made.txt; git commit -q --amend -m octopus");

            assertLost(proof, tuple("made.txt", 1, "made", Side.TARGET));
            assertBy(proof, "octopus");
        }

        @Test
        void aMergeDriverOfTheRepositoryDropsASideInAMergeOfAnAgent() {
            driver("merge.mine.driver", "true", "list.txt merge=mine");

            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -m 'by driver' main");

            assertLost(proof, tuple("list.txt", 2, "beta first", Side.TARGET));
            assertBy(proof, "by driver");
        }

        @Test
        void whatIsBroughtBackLaterIsNotLost() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X ours -m 'bring main in' main; sed -i 's/^gamma$/beta first\\ngamma/' list.txt;"
                    + " git commit -qam 'bring it back'");

            assertThat(proof.lost()).isEmpty();
        }

        @Test
        void anEqualLineInAnotherFileBringsNothingBack() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X ours -m 'bring main in' main; echo 'beta first' > other.txt; git add .;"
                    + " git commit -qm 'something else'");

            assertLost(proof, tuple("list.txt", 2, "beta first", Side.TARGET));
        }

        @Test
        void whatIsBroughtBackWhereItsFileWasMovedIsNotLost() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X ours -m 'bring main in' main; git mv list.txt moved.txt; git commit -qm move;"
                    + " echo 'beta first' >> moved.txt; git commit -qam 'bring it back'");

            assertThat(proof.lost()).isEmpty();
        }

        @Test
        void whatIsBroughtBackAndThenDeletedByAPlainCommitIsMeantToGo() {
            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt; git commit -qam own;"
                    + " git merge -q -X ours -m 'bring main in' main; sed -i 's/^gamma$/beta first\\ngamma/' list.txt;"
                    + " git commit -qam 'bring it back'; sed -i '/beta first/d' list.txt; git commit -qam 'delete it'");

            assertThat(proof.lost()).isEmpty();
            assertThat(counted(proof.takenAway())).containsExactly(new TakenAway("list.txt", P1, 1));
        }
    }

    @Nested
    class ByTheMergeOfAWave {

        @Test
        void aMergeDriverExitsWithSuccessAndDropsASide() {
            driver("merge.mine.driver", "true", "list.txt merge=mine");

            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt");

            assertLost(proof, tuple("list.txt", 2, "beta second", Side.FEATURE));
            assertThat(proof.lost().get(0).by().commit()).isEmpty();
            assertThat(proof.lost().get(0).by().name()).isEqualTo("mine");
        }

        @Test
        void aMergeDriverThatKeepsBothSidesLosesNothing() {
            driver("merge.both.driver", "git merge-file --union %A %O %B", "list.txt merge=both");

            FeatureProof proof = after("sed -i 's/^beta$/beta second/' list.txt");

            assertThat(proof.lost()).isEmpty();
        }

        @Test
        void whatADriverDropsOfAFileThatTheTargetRenamedIsTheFeaturesOwn() {
            Workspace renaming = sandbox.prepared("P4");
            Scripts.in(renaming, "git mv list.txt renamed.txt");
            land(sandbox.collected(renaming));
            driver("merge.mine.driver", "true", "renamed.txt merge=mine");

            FeatureProof proof = after("sed -i 's/^delta$/delta second/' list.txt");

            assertLost(proof, tuple("renamed.txt", 4, "delta second", Side.FEATURE));
        }

        @Test
        void aDriverForFilesThatOnlyOneSideChangedIsNotAsked() {
            driver("merge.mine.driver", "true", "list.txt merge=mine");

            assertThat(after("echo own > own.txt").lost()).isEmpty();
        }
    }

    private void driver(String setting, String command, String attributes) {
        sandbox.git("config", setting, command);
        Sandbox.write(sandbox.directory.resolve(".git/info/attributes"), attributes + "\n");
    }

    @Nested
    class ByPlainCommits {

        private Workspace later() {
            return sandbox.prepared("P3");
        }

        private List<TakenAway> takenBy(String script) {
            Workspace later = later();
            Scripts.in(later, script);
            return proven(sandbox.collected(later)).takenAway();
        }

        private List<TakenAway> countedBy(String script) {
            return counted(takenBy(script));
        }

        @Test
        void theFirstLinesAreToldAsTheFileHadThem() {
            assertThat(takenBy("sed -i '/beta first/d' list.txt"))
                    .flatExtracting(TakenAway::first)
                    .containsExactly(new TakenLine(2, "beta first"));
        }

        @Test
        void aStaleBaseWasCopiedOver() {
            assertThat(countedBy("git checkout -q main~1 -- list.txt code.ts; rm made.txt; echo own > own.txt"))
                    .containsExactly(
                            new TakenAway("code.ts", P1, 1),
                            new TakenAway("list.txt", P1, 1),
                            new TakenAway("made.txt", P1, 1));
        }

        @Test
        void aBinaryFileIsWhoseItWas() {
            assertThat(takenBy("rm picture.png")).containsExactly(new TakenAway("picture.png", P1, 1));
        }

        @Test
        void settingsForBlameChangeNothing() {
            sandbox.git("config", "blame.ignoreRevsFile", "not-there");
            sandbox.git("config", "diff.up.textconv", "wc -c <");
            Sandbox.write(sandbox.directory.resolve(".git/info/attributes"), "list.txt diff=up\n");

            assertThat(countedBy("sed -i '/beta first/d' list.txt")).containsExactly(new TakenAway("list.txt", P1, 1));
        }

        @Test
        void whereGitCannotTellWhoWroteALineItIsWhoeverLandedSuchALine() {
            sandbox.git("config", "blame.date", "no such format");

            assertThat(countedBy("sed -i '/beta first/d' list.txt")).containsExactly(new TakenAway("list.txt", P1, 1));
        }

        @Test
        void whatALandingDeletedIsBroughtBack() {
            Workspace other = sandbox.prepared("P4");
            Scripts.in(other, "sed -i '/gamma/d' list.txt; sed -i 's/return 1/return 1 + 1/' code.ts; rm shared.txt");
            land(sandbox.collected(other));

            assertThat(countedBy("git checkout -q main~1 -- list.txt shared.txt; echo own > own.txt"))
                    .containsExactly(
                            new TakenAway("list.txt", new FeatureId("P4"), 1, Undone.DELETION),
                            new TakenAway("shared.txt", new FeatureId("P4"), 3, Undone.DELETION));
        }

        @Test
        void anEditTakesNothingAway() {
            assertThat(takenBy("sed -i 's/beta first/beta first edited/' list.txt; git mv made.txt moved.txt"))
                    .isEmpty();
        }

        @Test
        void whatNoFeatureLandedIsNobodys() {
            assertThat(takenBy("sed -i '/gamma/d' list.txt; rm shared.txt")).isEmpty();
        }
    }

    @Nested
    class InALaterCall {

        private FeatureTip tip;

        @BeforeEach
        void whatDoesNotMergeGoesBack() {
            Scripts.in(workspace, "sed -i 's/^beta$/beta second/' list.txt; echo own > own.txt");
            tip = sandbox.collected(workspace);
            sandbox.keep(workspace);
        }

        private FeatureProof after(String script) {
            Workspace again = sandbox.worktrees()
                    .locate(Sandbox.RUN, P2, 2, sandbox.commit("main"))
                    .resuming(tip.tip());
            sandbox.worktrees().prepare(again);
            Scripts.in(again, script);
            return proven(sandbox.collected(again));
        }

        @Test
        void itKeptBothSides() {
            FeatureProof proof = after("printf 'alpha\\nbeta first\\nbeta second\\ngamma\\ndelta\\n' > list.txt");

            assertThat(proof.lost()).isEmpty();
            assertThat(proof.oneSided()).isEmpty();
        }

        @Test
        void itKeptNothingOfTheOtherSideOfAConflictItWasToldOf() {
            FeatureProof proof = after("printf 'alpha\\nbeta second\\ngamma\\ndelta\\n' > list.txt");

            assertThat(proof.lost()).isEmpty();
            assertThat(lines(proof.oneSided())).containsExactly(tuple("list.txt", 2, "beta first", Side.TARGET));
        }

        @Test
        void itCommittedAndKeptNothingOfItsOwnSide() {
            FeatureProof proof = after("printf 'alpha\\nbeta first\\ngamma\\ndelta\\n' > list.txt; git add .;"
                    + " git -c user.name=a -c user.email=a@localhost commit -qm done");

            assertThat(lines(proof.oneSided())).containsExactly(tuple("list.txt", 2, "beta second", Side.FEATURE));
        }

        @Test
        void whatItTakesAwayOfItsOwnEarlierWorkIsItsOwnAffair() {
            FeatureProof proof =
                    after("printf 'alpha\\nbeta first\\nbeta second\\ngamma\\ndelta\\n' > list.txt; rm own.txt");

            assertThat(proof.lost()).isEmpty();
            assertThat(proof.oneSided()).isEmpty();
            assertThat(proof.takenAway()).isEmpty();
        }
    }

    @Nested
    class Counted {

        @Test
        void linesOfAFeatureAreCountedAndThoseThatSayNothingAreNot() {
            FeatureProof proof = after("printf 'function two() {\\n\\n}\\n' >> README; echo own > own.txt");

            assertThat(proof.lines()).isEqualTo(new LineCount(2, 2, 0, List.of()));
        }

        @Test
        void whatAFeatureOnlyMovesItDoesNotBring() {
            FeatureProof proof =
                    after("git mv list.txt renamed.txt; printf 'delta\\nalpha\\nbeta\\ngamma\\n' > renamed.txt");

            assertThat(proof.lines()).isEqualTo(LineCount.NONE);
        }
    }
}
