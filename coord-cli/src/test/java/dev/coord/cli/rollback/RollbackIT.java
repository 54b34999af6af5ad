package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.cli.Called;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord rollback}: what is said, and with which exit code. What is taken back, and how, is in {@code GitRollbackIT}. */
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

    private JsonNode answer(int status, String... words) throws Exception {
        Called called = at.rollback(words);
        assertThat(called.status()).as("%s", called).isEqualTo(status);
        return at.json(called);
    }

    @Test
    void aWaveIsTakenBackAndTheSameCommandAsEverBringsItBack() throws Exception {
        JsonNode back = answer(0, "--wave", "2", "--json");

        assertThat(back.path("result").asText()).isEqualTo("taken_back");
        assertThat(back.path("how").asText()).isEqualTo("set_back");
        assertThat(back.path("to").asText()).isEqualTo(at.main());
        assertThat(answer(0, "--wave", "2", "--json").path("result").asText()).isEqualTo("nothing_to_do");
        at.land();
        assertThat(at.calls()).containsExactlyInAnyOrder("c", "z");
        assertThat(at.completed()).containsExactly("a", "b", "c", "x", "y", "z");
        at.assertClean();
        assertThat(at.run().out()).contains("nothing to do");
    }

    @Test
    void whoeverDoesNotSayWhatToTakeBackIsToldWhatThereIs() throws Exception {
        Called unsaid = at.rollback();

        assertThat(unsaid.status()).isEqualTo(2);
        assertThat(unsaid.err())
                .containsPattern(
                        "landed are, latest first: --wave 2 --run \\w+ \\(c, z\\), --wave 1 --run \\w+ \\(b, y\\)");
        String run = unsaid.err().replaceFirst("(?s).*--wave 2 --run (\\w+).*", "$1");
        Called back = at.rollback("--wave", "2", "--run", run);
        assertThat(back.status()).isZero();
        assertThat(back.out()).containsPattern("what it was is kept at refs/coord/rollbacks/0/before;");
        assertThat(at.git("rev-parse", "refs/coord/rollbacks/0/before")).isNotEqualTo(at.main());
        assertThat(at.rollback().err()).contains("landed are, latest first: --wave 1");
    }

    @Test
    void aRefusalSaysWhatIsInTheWayAndHowToGoOn() throws Exception {
        String before = at.main();

        JsonNode refused = answer(3, "--feature", "a", "--json");

        assertThat(refused.path("reason").asText()).isEqualTo("needed_by_landed");
        assertThat(refused.path("needed_by").findValuesAsText("feature_id")).containsExactly("b", "c");
        assertThat(at.rollback("--feature", "a").out()).contains("'b' needs 'a', 'c' needs 'a'", "--with-dependents");
        assertThat(at.main()).isEqualTo(before);
        JsonNode reverted = answer(0, "--feature", "a", "--with-dependents", "--json");
        assertThat(reverted.path("how").asText()).isEqualTo("reverted");
        assertThat(at.reverts()).containsExactly("c", "b", "a");
        at.assertClean();
    }

    @Test
    void aConflictIsShown() throws Exception {
        Files.writeString(at.repository.resolve("list"), at.read("list").replace("x 1", "mine"));
        at.git("commit", "--quiet", "--all", "-m", "mine");

        JsonNode refused = answer(3, "--feature", "x", "--json");

        assertThat(refused.path("reason").asText()).isEqualTo("conflict");
        assertThat(refused.at("/files/0/path").asText()).isEqualTo("list");
        assertThat(refused.at("/files/0/lines/0/first").asInt()).isEqualTo(2);
        assertThat(refused.at("/files/0/hunks/0").asText())
                .isEqualTo("<<<<<<< as it is\nmine\n=======\n2\n>>>>>>> without 'x'");
        assertThat(at.rollback("--feature", "x").out()).contains("list:2", "    mine", "git revert -m 1");
    }

    @Test
    void whatCannotBeMeantIsBadInput() throws Exception {
        assertThat(at.rollback("--wave", "7").err()).contains("0, 1, 2");
        assertThat(at.rollback("--wave", "7").status()).isEqualTo(2);
        assertThat(at.rollback("--wave", "0", "--run", "nope").status()).isEqualTo(2);
        assertThat(at.rollback().status()).isEqualTo(2);
        assertThat(at.rollback("--wave", "0", "--feature", "x").status()).isEqualTo(2);
        assertThat(at.rollback("--feature", "nope").status()).isEqualTo(2);
        Files.writeString(at.repository.resolve("list"), "unsaved\n");
        assertThat(at.rollback("--wave", "2").status()).isEqualTo(2);
        assertThat(at.read("list")).isEqualTo("unsaved\n");
    }

    @Test
    void aFileInTheWayIsTold() throws Exception {
        Files.writeString(at.repository.resolve("untracked"), "mine\n");
        at.git("rm", "--quiet", "b");
        at.git("commit", "--quiet", "-m", "gone");
        at.git("branch", "w");
        at.git("reset", "--quiet", "--hard", "HEAD~1");
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
