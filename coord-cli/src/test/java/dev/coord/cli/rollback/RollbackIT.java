package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.cli.Called;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord rollback}. */
class RollbackIT {

    @TempDir
    static Path once;

    @TempDir
    Path temp;

    private static Rolled landed;

    private Rolled at;

    @BeforeAll
    static void landEverything() throws Exception {
        landed = Rolled.in(once.toRealPath());
        landed.land();
        landed.forgetCalls();
    }

    @BeforeEach
    void begin() throws Exception {
        at = landed.copiedTo(temp.toRealPath());
    }

    private JsonNode takenBack(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        Called called = at.rollback(all.toArray(String[]::new));
        assertThat(called.status()).as("%s", called).isZero();
        assertThat(at.json(called).path("result").asText()).as("%s", called).isEqualTo("taken_back");
        return at.json(called);
    }

    /** The same command as ever makes what is missing, and only that; everything is there again. */
    private void assertComesBack(String... features) throws Exception {
        at.land();

        assertThat(at.calls()).containsExactlyInAnyOrder(features);
        assertThat(at.completed()).containsExactly("a", "b", "c", "x", "y", "z");
        assertThat(at.read("list")).contains("x ", "y ", "z ");
        assertThat(at.repository.resolve("a")).exists();
        assertThat(at.repository.resolve("b")).exists();
        assertThat(at.repository.resolve("c")).exists();
        at.assertClean();
        Called nothing = at.run();
        assertThat(nothing.out()).contains("nothing to do");
    }

    @Nested
    class AWave {

        @Test
        void atTheTipIsSetBackToWhatWasRecordedBeforeIt() throws Exception {
            String tip = at.main();
            String recorded = at.git("rev-parse", "refs/coord/backup/" + at.latestRun() + "/2");

            JsonNode answer = takenBack("--wave", "2");

            assertThat(answer.path("how").asText()).isEqualTo("set_back");
            assertThat(at.main())
                    .isEqualTo(recorded)
                    .isEqualTo(answer.path("to").asText());
            assertThat(at.completed()).containsExactly("a", "b", "x", "y");
            assertThat(at.repository.resolve("c")).doesNotExist();
            assertThat(at.git("for-each-ref", "--contains=" + tip, "refs/coord"))
                    .isNotEmpty();
            at.assertClean();
            assertComesBack("c", "z");
        }

        @Test
        void inTheMiddleIsReverted() throws Exception {
            JsonNode answer = takenBack("--wave", "1", "--with-dependents");

            assertThat(answer.path("how").asText()).isEqualTo("reverted");
            assertThat(at.reverts()).containsExactlyInAnyOrder("c", "b", "y").startsWith("c");
            assertThat(at.read("list")).contains("x 1", "z 1").doesNotContain("y 1");
            assertThat(at.repository.resolve("b")).doesNotExist();
            assertThat(at.completed()).containsExactly("a", "x", "z");
            at.assertClean();
            assertComesBack("b", "c", "y");
            assertThat(at.read("list")).contains("x 1", "y 1", "z 1");
        }

        @Test
        void atTheBeginningIsRevertedWithWhatNeedsIt() throws Exception {
            takenBack("--wave", "0", "--with-dependents");

            assertThat(at.completed()).containsExactly("y", "z");
            JsonNode status = at.json(at.coord("status", "--json"));
            assertThat(status.findPath("schema_changes")).isEmpty();
            assertComesBack("a", "b", "c", "x");
            assertThat(at.json(at.coord("status", "--json")).findPath("schema_changes"))
                    .hasSize(1);
        }

        @Test
        void oneByOneUntilNothingIsLeft() throws Exception {
            String first = at.git("rev-parse", "refs/coord/backup/" + at.latestRun() + "/0");
            takenBack("--wave", "2");
            takenBack("--wave", "1");
            takenBack("--wave", "0");

            assertThat(at.main()).isEqualTo(first);
            assertThat(at.completed()).isEmpty();
            assertComesBack("a", "b", "c", "x", "y", "z");
        }

        @Test
        void ofAnEarlierRun() throws Exception {
            String run = at.latestRun();
            takenBack("--wave", "2");
            at.land();
            at.forgetCalls();

            takenBack("--wave", "1", "--run", run, "--with-dependents");

            assertThat(at.completed()).containsExactly("a", "x", "z");
            assertComesBack("b", "c", "y");
        }

        @Test
        void thatIsTakenBackAlreadyIsNothingToDo() throws Exception {
            takenBack("--wave", "2");
            String main = at.main();

            Called again = at.rollback("--wave", "2", "--json");

            assertThat(again.status()).as("%s", again).isZero();
            assertThat(at.json(again).path("result").asText()).isEqualTo("nothing_to_do");
            assertThat(at.main()).isEqualTo(main);
        }

        @Test
        void thatThereIsNotIsToldOfThoseThereAre() throws Exception {
            Called none = at.rollback("--wave", "7");

            assertThat(none.status()).isEqualTo(2);
            assertThat(none.err()).contains("0, 1, 2");
            assertThat(at.rollback("--wave", "0", "--run", "nope").status()).isEqualTo(2);
            assertThat(at.rollback().status()).isEqualTo(2);
            assertThat(at.rollback("--wave", "0", "--feature", "x").status()).isEqualTo(2);
            assertThat(at.rollback("--feature", "nope").status()).isEqualTo(2);
        }
    }

    @Nested
    class IsReverted {

        @Test
        void whereAnotherBranchHasTheLanding() throws Exception {
            at.git("branch", "release");

            assertThat(takenBack("--wave", "2").path("how").asText()).isEqualTo("reverted");
        }

        @Test
        void whereATagHasIt() throws Exception {
            at.git("tag", "-m", "x", "v1");

            assertThat(takenBack("--wave", "2").path("how").asText()).isEqualTo("reverted");
        }

        @Test
        void whereItWasPushed() throws Exception {
            at.git("update-ref", "refs/remotes/origin/main", "main");

            assertThat(takenBack("--wave", "2").path("how").asText()).isEqualTo("reverted");
        }

        @Test
        void whereAWorkTreeStandsOnIt() throws Exception {
            at.git(
                    "worktree",
                    "add",
                    "--quiet",
                    "--detach",
                    temp.resolve("other").toString());

            assertThat(takenBack("--wave", "2").path("how").asText()).isEqualTo("reverted");
        }

        @Test
        void whereTheUserCommittedSince() throws Exception {
            Files.writeString(at.repository.resolve("mine"), "mine\n");
            at.git("add", "mine");
            at.git("commit", "--quiet", "-m", "mine");
            String mine = at.main();

            JsonNode answer = takenBack("--wave", "2");

            assertThat(answer.path("how").asText()).isEqualTo("reverted");
            assertThat(at.git("merge-base", "main", mine)).isEqualTo(mine);
            assertThat(at.read("mine")).isEqualTo("mine\n");
            assertThat(at.repository.resolve("c")).doesNotExist();
            assertComesBack("c", "z");
        }
    }

    @Nested
    class AFeature {

        @Test
        void underLaterWorkIsRevertedAlone() throws Exception {
            JsonNode answer = takenBack("--feature", "x");

            assertThat(answer.path("features")).hasSize(1);
            assertThat(answer.at("/features/0/touched_by")).isEmpty();
            assertThat(at.reverts()).containsExactly("x");
            assertThat(at.read("list")).startsWith("1\n2\n3\n").contains("y 1", "z 1");
            assertThat(at.completed()).containsExactly("a", "b", "c", "y", "z");
            assertComesBack("x");
            assertThat(at.landings()).filteredOn("x"::equals).hasSize(2);
        }

        @Test
        void isTakenBackInItsLatestLandingOnly() throws Exception {
            String first = at.git("log", "-1", "--merges", "--format=%H", "--grep=Coord-Feature: x");
            at.called("x");
            at.land("--redo", "x");

            takenBack("--feature", "x");

            assertThat(at.completed()).contains("x");
            assertThat(at.run().out()).contains("nothing to do");
            assertThat(at.git("merge-base", "main", first)).isEqualTo(first);
        }

        @Test
        void thatLaterWorkUndidAndMadeAgainTellsOfIt() throws Exception {
            at.git("checkout", "--quiet", "-b", "w");
            for (String[] step : new String[][] {{"x 1", "changed"}, {"changed", "x 1"}}) {
                Files.writeString(at.repository.resolve("list"), at.read("list").replace(step[0], step[1]));
                at.git("commit", "--quiet", "--all", "-m", "w");
                at.git("checkout", "--quiet", "main");
                at.git("merge", "--quiet", "--no-ff", "-m", "w\n\nCoord-Feature: w-" + step[1].replace(' ', '-'), "w");
                at.git("checkout", "--quiet", "w");
                at.git("reset", "--quiet", "--hard", "main");
            }
            at.git("checkout", "--quiet", "main");

            JsonNode answer = takenBack("--feature", "x");

            assertThat(answer.at("/features/0/touched_by/0").asText()).isEqualTo("w-changed");
        }
    }

    @Nested
    class IsRefused {

        private String before;

        @BeforeEach
        void remember() throws Exception {
            before = state();
        }

        private String state() throws Exception {
            return at.main() + at.completed() + at.git("for-each-ref") + at.git("status", "--porcelain");
        }

        private JsonNode refused(String... words) throws Exception {
            List<String> all = new ArrayList<>(List.of(words));
            all.add("--json");
            Called called = at.rollback(all.toArray(String[]::new));
            assertThat(called.status()).as("%s", called).isEqualTo(3);
            assertThat(state()).isEqualTo(before);
            return at.json(called);
        }

        @Test
        void whereWhatLandedLaterNeedsIt() throws Exception {
            JsonNode answer = refused("--feature", "a");

            assertThat(answer.path("reason").asText()).isEqualTo("needed_by_landed");
            assertThat(answer.path("needed_by").findValuesAsText("feature_id")).containsExactly("b", "c");
            assertThat(at.rollback("--feature", "a").out())
                    .contains("'b' needs 'a', 'c' needs 'a'", "--with-dependents");
            takenBack("--feature", "a", "--with-dependents");
            assertThat(at.reverts()).containsExactly("c", "b", "a");
            assertComesBack("a", "b", "c");
        }

        @Test
        void whereTheRevertConflicts() throws Exception {
            Files.writeString(at.repository.resolve("list"), at.read("list").replace("x 1", "mine"));
            at.git("commit", "--quiet", "--all", "-m", "mine");
            before = state();

            JsonNode answer = refused("--feature", "x");

            assertThat(answer.path("reason").asText()).isEqualTo("conflict");
            assertThat(answer.at("/files/0/path").asText()).isEqualTo("list");
            assertThat(answer.at("/files/0/lines/0/first").asInt()).isEqualTo(2);
            assertThat(answer.at("/files/0/hunks/0").asText())
                    .isEqualTo("<<<<<<< as it is\nmine\n=======\n2\n>>>>>>> without 'x'");
            assertThat(at.rollback("--feature", "x").out()).contains("list:2", "    mine", "git revert -m 1");
        }

        @Test
        void whereSomebodyWorksOnWhatNeedsIt() throws Exception {
            Called.file(
                    temp, "more.json", Rolled.FEATURES.replace("\"x\":", "\"d\": {\"blocked_by\": [\"c\"]}, \"x\":"));
            assertThat(at.coord("init", temp.resolve("more.json").toString()).status())
                    .isZero();
            assertThat(at.coord("start", "d", "--agent", "me").status()).isZero();
            before = state();

            assertThat(refused("--feature", "a", "--with-dependents")
                            .at("/active/0")
                            .asText())
                    .isEqualTo("d");
        }

        @Test
        void whereAnIsolatedChangeIsUnsaved() throws Exception {
            Files.writeString(at.repository.resolve("list"), "unsaved\n");
            before = state();

            Called called = at.rollback("--wave", "2");

            assertThat(called.status()).as("%s", called).isEqualTo(2);
            assertThat(state()).isEqualTo(before);
            assertThat(at.read("list")).isEqualTo("unsaved\n");
        }
    }

    @Test
    void untrackedFilesStayAndWouldNotBeOverwritten() throws Exception {
        Files.writeString(at.repository.resolve("untracked"), "mine\n");
        takenBack("--wave", "2");
        assertThat(at.read("untracked")).isEqualTo("mine\n");
        at.git("checkout", "--quiet", "-b", "w");
        at.git("rm", "--quiet", "b");
        at.git("commit", "--quiet", "-m", "gone");
        at.git("checkout", "--quiet", "main");
        at.git("merge", "--quiet", "--no-ff", "-m", "w\n\nCoord-Feature: w", "w");
        Files.writeString(at.repository.resolve("b"), "mine, too\n");
        String before = at.main();

        Called called = at.rollback("--feature", "w");

        assertThat(called.status()).as("%s", called).isEqualTo(1);
        assertThat(called.out()).contains("untracked files that would be overwritten: 'b'");
        assertThat(at.read("b")).isEqualTo("mine, too\n");
        assertThat(at.main()).isEqualTo(before);
    }
}
