package dev.coord.git;

import static dev.coord.git.LandedRun.feature;
import static dev.coord.git.LandedRun.features;
import static dev.coord.git.LandedRun.wave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.Active;
import dev.coord.core.rollback.RollbackOutcome.Breaks;
import dev.coord.core.rollback.RollbackOutcome.Conflicts;
import dev.coord.core.rollback.RollbackOutcome.InTheWay;
import dev.coord.core.rollback.RollbackOutcome.NeededByLanded;
import dev.coord.core.rollback.RollbackOutcome.NothingToDo;
import dev.coord.core.rollback.RollbackOutcome.Refused;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Landed work is taken back, and the same run brings all of it back. The waves are x a, y b and z c. */
class GitRollbackIT {

    @TempDir
    static Path once;

    @TempDir
    Path temp;

    private static LandedRun landed;

    private LandedRun at;

    @BeforeAll
    static void landEverything() throws Exception {
        landed = LandedRun.in(once.toRealPath().resolve("landed"), LandedRun.SIX, settings -> settings.agents(3));
    }

    @BeforeEach
    void begin() throws Exception {
        at = landed.copiedTo(temp.toRealPath().resolve("repo"));
    }

    private TakenBack takenBack(RollbackRequest request) {
        return at.takenBack(request, true);
    }

    private boolean isSetBack() {
        return takenBack(wave(2)).setBack();
    }

    /** Agents are called for what was taken back, and for nothing else; everything is there again. */
    private void assertComesBack(String... features) throws InterruptedException {
        assertThat(at.land()).containsExactly(features);
        assertThat(at.completed()).containsExactly("a", "b", "c", "x", "y", "z");
        assertThat(at.file("list")).contains("x ", "y ", "z ");
        assertThat(List.of("a", "b", "c")).allMatch(at::has);
        assertThat(at.state().state().schemaChanges()).hasSize(1);
        at.assertClean();
    }

    @Nested
    class AWave {

        @Test
        void atTheTipIsSetBackToWhatWasRecordedBeforeIt() throws Exception {
            String tip = at.main();
            String run = at.state().run().orElseThrow().id().value();
            String recorded =
                    at.sandbox.commit("refs/coord/backup/" + run + "/2").value();

            assertThat(isSetBack()).isTrue();

            assertThat(at.main()).isEqualTo(recorded);
            assertThat(at.completed()).containsExactly("a", "b", "x", "y");
            assertThat(at.currentWave()).isEqualTo(2);
            assertThat(at.has("c")).isFalse();
            assertThat(at.sandbox.git("for-each-ref", "--contains=" + tip, "refs/coord"))
                    .isNotEmpty();
            assertComesBack("c", "z");
        }

        @Test
        void inTheMiddleIsReverted() throws Exception {
            TakenBack taken = takenBack(wave(1));

            assertThat(taken.setBack()).isFalse();
            assertThat(features(taken)).containsExactlyInAnyOrder("c", "b", "y").startsWith("c");
            assertThat(at.file("list")).contains("x 1", "z 1").doesNotContain("y 1");
            assertThat(at.has("b")).isFalse();
            assertThat(at.completed()).containsExactly("a", "x", "z");
            assertThat(at.currentWave()).isEqualTo(1);
            assertComesBack("b", "c", "y");
            assertThat(at.file("list")).contains("x 1", "y 2", "z 1");
        }

        @Test
        void atTheBeginningIsRevertedWithWhatNeedsIt() throws Exception {
            takenBack(wave(0));

            assertThat(at.completed()).containsExactly("y", "z");
            assertThat(at.state().state().schemaChanges()).isEmpty();
            assertThat(at.currentWave()).isZero();
            assertComesBack("a", "b", "c", "x");
        }

        @Test
        void oneByOneUntilNothingIsLeft() throws Exception {
            String run = at.state().run().orElseThrow().id().value();
            for (int wave : new int[] {2, 1, 0}) {
                assertThat(takenBack(wave(wave)).setBack()).isTrue();
                assertThat(at.currentWave()).isEqualTo(wave);
            }

            assertThat(at.main())
                    .isEqualTo(
                            at.sandbox.commit("refs/coord/backup/" + run + "/0").value());
            assertThat(at.completed()).isEmpty();
            assertComesBack("a", "b", "c", "x", "y", "z");
        }

        @Test
        void ofAnEarlierRun() throws Exception {
            RunId run = at.state().run().orElseThrow().id();
            takenBack(wave(2));
            at.land();

            takenBack(new RollbackRequest.OfWave(1, Optional.of(run)));

            assertThat(at.completed()).containsExactly("a", "x", "z");
            assertThat(at.currentWave()).as("of the run that landed last").isZero();
        }

        @Test
        void thatIsTakenBackAlreadyIsNothingToDo() {
            takenBack(wave(2));
            String main = at.main();

            assertThat(at.takeBack(wave(2), false)).isInstanceOf(NothingToDo.class);
            assertThat(at.main()).isEqualTo(main);
        }

        @Test
        void thatThereIsNotIsToldOfThoseThereAre() {
            assertThatThrownBy(() -> at.takeBack(wave(7), false))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("0, 1, 2");
            RollbackRequest unknown = new RollbackRequest.OfWave(0, Optional.of(new RunId("nope")));
            assertThatThrownBy(() -> at.takeBack(unknown, false)).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> at.takeBack(feature("nope"), false)).isInstanceOf(BadInput.class);
        }
    }

    /** Two features on one line: the later one goes back to its agent, and lands in a wave of its own. */
    @ParameterizedTest
    @EnumSource
    void aWaveThatWasAddedForWorkSentBackIsTakenBackAsAnyOther(Schedule schedule) throws Exception {
        FeatureSet features = FeatureSet.of(List.of(
                Feature.builder("p").writes("list").build(),
                Feature.builder("q").writes("list").build(),
                Feature.builder("r").writes("r").blockedBy("q").build()));
        LandedRun run = LandedRun.in(
                temp.toRealPath().resolve("added"),
                features,
                settings -> settings.agents(3).schedule(schedule).overlap(OverlapPolicy.OPTIMISTIC));
        String later = run.file("list").indexOf("p ") < run.file("list").indexOf("q ") ? "q" : "p";
        String first = later.equals("q") ? "p" : "q";
        assertThat(run.completed()).containsExactly("p", "q", "r");

        TakenBack taken = run.takenBack(feature(later), true);

        assertThat(features(taken)).contains(later).doesNotContain(first);
        assertThat(run.currentWave())
                .isPositive()
                .isEqualTo(taken.features().stream()
                        .mapToInt(
                                undone -> undone.landing().place().orElseThrow().wave())
                        .min()
                        .orElseThrow());
        assertThat(run.file("list")).contains(first + " 1").doesNotContain(later + " ");
        assertThat(run.land())
                .containsExactlyElementsOf(features(taken).stream().sorted().toList());
        assertThat(run.completed()).containsExactly("p", "q", "r");
        assertThat(run.has("r")).isTrue();
        run.assertClean();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branch release",
                "tag -m x v1",
                "update-ref refs/remotes/origin/main main",
                "worktree add --quiet --detach ../other"
            })
    void aLandingThatSomethingElseHoldsIsReverted(String holds) {
        at.sandbox.git(holds.split(" "));

        assertThat(isSetBack()).isFalse();
    }

    @Test
    void whatTheUserCommittedSinceStays() {
        at.sandbox.write("mine", "mine\n");
        String mine = at.sandbox.commitAll("mine").value();

        assertThat(isSetBack()).isFalse();

        assertThat(at.sandbox.git("merge-base", "main", mine)).isEqualTo(mine);
        assertThat(at.file("mine")).isEqualTo("mine\n");
        assertThat(at.has("c")).isFalse();
    }

    @Nested
    class AFeature {

        @Test
        void underLaterWorkIsRevertedAlone() throws Exception {
            TakenBack taken = takenBack(feature("x"));

            assertThat(features(taken)).containsExactly("x");
            assertThat(taken.features().get(0).touchedBy()).isEmpty();
            assertThat(at.file("list")).startsWith("x\n").contains("y 1", "z 1");
            assertThat(at.completed()).containsExactly("a", "b", "c", "y", "z");
            assertThat(at.currentWave()).isZero();
            assertComesBack("x");
        }

        @Test
        void isTakenBackInItsLatestLandingOnly() throws Exception {
            assertThat(at.land("x")).containsExactly("x");

            takenBack(feature("x"));

            assertThat(at.file("list")).contains("x 1");
            assertThat(at.completed()).contains("x");
            assertThat(at.land()).isEmpty();
        }

        @Test
        void thatLaterWorkUndidAndMadeAgainTellsOfIt() {
            landByHand("changed", "list", at.file("list").replace("x 1", "changed"));
            landByHand("again", "list", at.file("list").replace("changed", "x 1"));

            TakenBack taken = takenBack(feature("x"));

            assertThat(taken.features().get(0).touchedBy()).containsExactly(new FeatureId("changed"));
        }
    }

    @Nested
    class OnAnotherBranchThanTheLatestRun {

        @BeforeEach
        void land() {
            at.sandbox.git("checkout", "--quiet", "-b", "dev");
            at.sandbox.git("checkout", "--quiet", "-b", "work");
            at.sandbox.write("w", "w\n");
            at.sandbox.commitAll("w");
            at.sandbox.git("checkout", "--quiet", "dev");
            String landing = "w\n\nCoord-Feature: w\nCoord-Run: old\nCoord-Wave: 0";
            at.sandbox.git("merge", "--quiet", "--no-ff", "-m", landing, "work");
            at.sandbox.git("update-ref", "refs/coord/waves/old/0/candidate", "dev");
        }

        @Test
        void aFeatureIsFoundOnTheBranchThatIsCheckedOut() {
            assertThat(takenBack(feature("w")).target()).isEqualTo("refs/heads/dev");
            assertThat(takenBack(feature("x")).target()).isEqualTo("refs/heads/main");
        }

        @Test
        void aWaveIsFoundByItsRun() {
            at.sandbox.git("checkout", "--quiet", "main");

            TakenBack taken = takenBack(new RollbackRequest.OfWave(0, Optional.of(new RunId("old"))));

            assertThat(taken.target()).isEqualTo("refs/heads/dev");
        }

        @Test
        void whatWasTakenBackFromTheLatestRunsBranchIsNotTakenFromIt() {
            at.sandbox.git("checkout", "--quiet", "main");
            takenBack(feature("x"));
            at.sandbox.git("checkout", "--quiet", "dev");

            assertThat(at.takeBack(feature("x"), false)).isInstanceOf(NothingToDo.class);
        }
    }

    /** As a merge commit with the trailer of a landing. */
    private void landByHand(String feature, String path, String text) {
        at.sandbox.git("checkout", "--quiet", "-b", feature);
        at.sandbox.write(path, text);
        at.sandbox.commitAll(feature);
        at.sandbox.git("checkout", "--quiet", "main");
        at.sandbox.git("merge", "--quiet", "--no-ff", "-m", feature + "\n\nCoord-Feature: " + feature, feature);
        at.sandbox.git("branch", "--quiet", "-D", feature);
    }

    @Nested
    class IsRefused {

        private String state() {
            return at.main()
                    + at.state().state()
                    + at.sandbox.git("for-each-ref")
                    + at.sandbox.git("status", "--porcelain");
        }

        private <R extends Refused> R refused(
                Class<R> kind, RollbackRequest request, boolean withDependents, IntegrityCheck... checks) {
            String before = state();
            RollbackOutcome outcome = at.takeBack(request, withDependents, checks);
            assertThat(outcome).as(outcome.message()).isInstanceOf(kind);
            assertThat(state()).isEqualTo(before);
            return kind.cast(outcome);
        }

        @Test
        void whereWhatLandedLaterNeedsIt() throws Exception {
            NeededByLanded needed = refused(NeededByLanded.class, feature("a"), false);

            assertThat(needed.message()).contains("'b' needs 'a', 'c' needs 'a'", "--with-dependents");
            assertThat(features(takenBack(feature("a")))).containsExactly("c", "b", "a");
            assertComesBack("a", "b", "c");
        }

        @Test
        void whereWhatALaterOneBroughtWouldBeBroken() {
            IntegrityCheck finds = broken("b");

            NeededByLanded needed = refused(NeededByLanded.class, feature("x"), false, finds);

            assertThat(needed.by()).hasToString("{b=[x], c=[x]}");
            assertThat(needed.because()).containsOnlyKeys(new FeatureId("b"));
            assertThat(needed.message())
                    .contains(
                            "'b' needs 'x': it is broken in 'b' line 1",
                            "'coord rollback --feature x --with-dependents'");
            assertThat(at.takeBack(feature("x"), true, finds)).isInstanceOf(TakenBack.class);
            assertThat(at.has("b") || at.has("c")).isFalse();
            assertThat(at.completed()).containsExactly("a", "y", "z");
        }

        @Test
        void whereWhatNobodyLandedWouldBeBroken() {
            at.sandbox.write("mine", "mine\n");
            CommitId mine = at.sandbox.commitAll("my own");

            for (boolean withDependents : new boolean[] {false, true}) {
                Breaks breaks = refused(Breaks.class, feature("x"), withDependents, broken("mine"));

                assertThat(breaks.message())
                        .contains("it is broken in 'mine' line 1", "last changed by commit " + mine.abbreviated())
                        .contains(": my own");
            }
        }

        /** A file is broken as long as it is there and any other is taken back. */
        private IntegrityCheck broken(String path) {
            return new IntegrityCheck() {
                @Override
                public String name() {
                    return "some";
                }

                @Override
                public List<IntegrityFinding> find(CandidateFiles files) {
                    FeatureId first = files.changed().get(0).feature();
                    assertThat(files.pathsBefore()).contains(path);
                    return files.paths().contains(path)
                            ? List.of(new IntegrityFinding(first, name(), path, 1, "it is broken", "", true))
                            : List.of();
                }
            };
        }

        @Test
        void butNotWhereTheBranchIsAsItWasBefore() {
            RollbackOutcome outcome = at.takeBack(wave(2), false, broken("a"));

            assertThat(outcome).isInstanceOf(TakenBack.class);
            assertThat(((TakenBack) outcome).setBack()).isTrue();
        }

        @Test
        void whereWhatLandedLaterWasMadeOnTopOfIt() {
            at.sandbox.git("branch", "apart");
            stack("top", "base");
            at.sandbox.git("checkout", "--quiet", "main");
            List.of("base", "top", "apart").forEach(this::mergeByHand);

            NeededByLanded needed = refused(NeededByLanded.class, feature("base"), false);

            assertThat(needed.message()).contains("'top' needs 'base'").doesNotContain("apart");
            assertThat(features(takenBack(feature("base")))).containsExactly("top", "base");
        }

        @Test
        void butNotWhereWhatLandedLaterBeganOnTheTargetThatHadIt() {
            stack("later", "begun");
            at.sandbox.git("checkout", "--quiet", "main");
            mergeByHand("begun");
            at.sandbox.git("checkout", "--quiet", "later");
            at.sandbox.git("reset", "--quiet", "--hard", "main");
            at.sandbox.write("later", "later\n");
            at.sandbox.commitAll("later");
            at.sandbox.git("checkout", "--quiet", "main");
            mergeByHand("later");

            assertThat(features(takenBack(feature("begun")))).containsExactly("begun");
        }

        private void stack(String top, String base) {
            for (String branch : List.of(base, top)) {
                at.sandbox.git("checkout", "--quiet", "-b", branch);
                at.sandbox.write(branch, branch + "\n");
                at.sandbox.commitAll(branch);
            }
        }

        /** A branch without commits, too, is merged. */
        private void mergeByHand(String branch) {
            String tip = at.sandbox.git("rev-parse", branch);
            String tree = at.sandbox.git("merge-tree", "--write-tree", "main", branch);
            String message = "merge\n\nCoord-Feature: " + branch;
            String merge = at.sandbox.git("commit-tree", "-p", "main", "-p", tip, "-m", message, tree);
            at.sandbox.git("merge", "--quiet", "--ff-only", merge);
            at.sandbox.git("branch", "--quiet", "-D", branch);
        }

        @Test
        void whereWhatLandedLaterNeedsItWhateverIsDeclaredSince() {
            at.declareOnly(Feature.builder("other").build());

            NeededByLanded needed = refused(NeededByLanded.class, feature("a"), false);

            assertThat(needed.message()).contains("'b' needs 'a', 'c' needs 'a'");
        }

        @Test
        void whereTheRevertConflicts() {
            at.sandbox.write("list", at.file("list").replace("x 1", "mine"));
            at.sandbox.commitAll("mine");

            Conflicts conflicts = refused(Conflicts.class, feature("x"), false);

            assertThat(conflicts.files()).singleElement().satisfies(text -> {
                assertThat(text.file()).hasToString("list:1");
                assertThat(text.hunks()).containsExactly("<<<<<<< as it is\nmine\n=======\nx\n>>>>>>> without 'x'");
            });
            assertThat(conflicts.message()).contains("git revert -m 1");
            assertThat(conflicts.message()).contains("'Coord-Reverts: x " + conflicts.commit() + "'");
            at.sandbox.git("revert", "--no-edit", "HEAD");
            assertThat(features(takenBack(feature("x")))).containsExactly("x");
        }

        @Test
        void whereAFeatureThatLandedLaterChangedTheSameLinesWhichComesAlong() {
            landByHand("changed", "list", at.file("list").replace("x 1", "changed"));
            landByHand("again", "list", at.file("list").replace("changed", "again"));

            Conflicts conflicts = refused(Conflicts.class, feature("x"), false);

            assertThat(conflicts.message())
                    .contains("say --with-dependents to take back what changed it later as well");
            assertThat(features(takenBack(feature("x")))).containsExactly("again", "changed", "x");
            assertThat(at.file("list")).doesNotContain("again");
        }

        @Test
        void whereLaterFeaturesChangedItsLinesInSeveralPlacesWhichAllComeAlong() {
            String text = "first\n" + "between\n".repeat(20) + "last\n";
            landByHand("both", "places", text);
            landByHand("one", "places", text.replace("first", "one"));
            landByHand("other", "places", text.replace("first", "one").replace("last", "other"));

            Conflicts conflicts = refused(Conflicts.class, feature("both"), false);

            assertThat(conflicts.message()).contains("changed later by 'one', 'other'");
            assertThat(features(takenBack(feature("both")))).containsExactly("other", "one", "both");
        }

        @Test
        void whereLaterFeaturesChangedLinesOfItFarFromEachOther() {
            String text = "first\n" + "between\n".repeat(20) + "last\n";
            String changed = text.replace("first", "1").replace("last", "2");
            landByHand("base", "places", text);
            landByHand("both", "places", changed);
            landByHand("one", "places", changed.replace("1", "one"));
            landByHand("other", "places", changed.replace("1", "one").replace("2", "other"));

            Conflicts conflicts = refused(Conflicts.class, feature("both"), false);

            assertThat(conflicts.message()).contains("changed later by 'one', 'other'");
            assertThat(features(takenBack(feature("both")))).containsExactly("other", "one", "both");
            assertThat(at.file("places")).isEqualTo(text);
        }

        @Test
        void whereSomebodyWorksOnWhatNeedsIt() {
            at.declare(Feature.builder("d").blockedBy("c").build());
            at.begin("d");

            assertThat(refused(Active.class, feature("a"), true).features()).containsExactly(new FeatureId("d"));
        }

        @Test
        void whereAChangeIsUnsaved() {
            at.sandbox.write("list", "unsaved\n");
            String before = state();

            assertThatThrownBy(() -> at.takeBack(wave(2), false)).isInstanceOf(BadInput.class);

            assertThat(state()).isEqualTo(before);
            assertThat(at.file("list")).isEqualTo("unsaved\n");
        }

        @Test
        void whereAnUntrackedFileWouldBeOverwritten() {
            at.sandbox.git("rm", "--quiet", "b");
            at.sandbox.git("commit", "--quiet", "-m", "gone");
            at.sandbox.git("branch", "w");
            at.sandbox.git("reset", "--quiet", "--hard", "HEAD~1");
            at.sandbox.git("merge", "--quiet", "--no-ff", "-m", "w\n\nCoord-Feature: w", "w");
            at.sandbox.write("b", "mine, too\n");
            at.sandbox.write("untracked", "mine\n");
            String before = state();

            RollbackOutcome outcome = at.takeBack(feature("w"), false);

            assertThat(outcome).isInstanceOf(InTheWay.class);
            assertThat(outcome.message()).contains("untracked files that would be overwritten: 'b'");
            assertThat(state()).isEqualTo(before);
            assertThat(at.file("b")).isEqualTo("mine, too\n");
            assertThat(at.file("untracked")).isEqualTo("mine\n");
        }
    }
}
