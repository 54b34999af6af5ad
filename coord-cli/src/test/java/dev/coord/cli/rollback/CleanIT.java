package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.cli.Called;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord clean}. */
class CleanIT {

    @TempDir
    static Path once;

    @TempDir
    Path temp;

    private static Rolled landed;

    private Rolled at;

    /** One feature fails first, so that its work is kept and is the only copy. */
    @BeforeAll
    static void landEverything() throws Exception {
        landed = Rolled.in(once.toRealPath());
        landed.failing("c");
        landed.land();
    }

    @BeforeEach
    void begin() throws Exception {
        at = landed.copiedTo(temp.toRealPath());
    }

    private List<String> refs(JsonNode answer, String reason) {
        List<String> refs = new ArrayList<>();
        answer.path("refs").forEach(ref -> {
            if (ref.path("reason").asText().equals(reason)) {
                refs.add(ref.path("ref").asText());
            }
        });
        return refs;
    }

    private JsonNode clean(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        Called called = at.coord("clean", all.toArray(String[]::new));
        assertThat(called.status()).as("%s", called).isZero();
        return at.json(called);
    }

    private String everything() throws Exception {
        return at.git("for-each-ref");
    }

    @Test
    void showsWhatIsThereAndChangesNothing() throws Exception {
        String before = everything();

        JsonNode answer = clean();

        assertThat(answer.path("result").asText()).isEqualTo("listed");
        assertThat(refs(answer, "on_target")).isNotEmpty().allMatch(ref -> ref.startsWith("refs/coord/tips/"));
        assertThat(refs(answer, "only_copy"))
                .singleElement()
                .asString()
                .startsWith("refs/coord/kept/")
                .contains("/c-");
        assertThat(refs(answer, "needed")).isNotEmpty().allMatch(ref -> ref.matches("refs/coord/(waves|backup)/.*"));
        assertThat(at.coord("clean").out()).contains("can go", "refs/coord/tips/", "the only copy");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theOnlyCopyGoesOnlyWhenItIsOlderThanWasSaid() throws Exception {
        List<String> onTarget = refs(clean(), "on_target");
        List<String> only = refs(clean(), "only_copy");
        List<String> needed = refs(clean(), "needed");

        assertThat(clean("--delete", "--older-than", "1h").path("result").asText())
                .isEqualTo("deleted");
        assertThat(everything()).doesNotContain(onTarget).contains(only).contains(needed);

        assertThat(refs(clean("--delete", "--older-than", "0s"), "old")).isEqualTo(only);
        assertThat(everything()).doesNotContain(only).contains(needed).contains("refs/heads/main");
        assertThat(at.rollback("--wave", "3").out()).contains("set back");
        at.forgetCalls();
        at.land();
        at.assertClean();
    }

    @Test
    void whatIsTakenBackIsKeptUntilItIsOld() throws Exception {
        String tip = at.main();
        assertThat(at.rollback("--wave", "3").status()).isZero();

        clean("--delete");
        assertThat(at.git("for-each-ref", "--contains=" + tip, "refs/coord/rollbacks"))
                .isNotEmpty();

        clean("--delete", "--older-than", "0s");
        assertThat(at.git("for-each-ref", "refs/coord/rollbacks")).isEmpty();
    }

    @Test
    void nothingThatWaitsToBeLandedGoes() throws Exception {
        Called stopped = at.stoppedBeforeLanding();
        assertThat(stopped.status()).as("%s", stopped).isEqualTo(1);
        List<String> tips = at.git("for-each-ref", "--format=%(refname)", "refs/coord/tips")
                .lines()
                .toList();

        JsonNode answer = clean("--older-than", "0s", "--delete");

        assertThat(refs(answer, "needed")).contains(at.tipOf("late", tips));
        assertThat(everything()).contains(at.tipOf("late", tips));
    }

    @Test
    void aSymbolicRefIsSomebodyElses() throws Exception {
        at.git("symbolic-ref", "refs/coord/tips/x/a-1", "refs/heads/main");

        clean("--delete", "--older-than", "0s");

        assertThat(at.git("rev-parse", "refs/heads/main")).isEqualTo(landed.main());
        assertThat(at.git("symbolic-ref", "refs/coord/tips/x/a-1")).isEqualTo("refs/heads/main");
    }

    @Test
    void isRefusedWhileARunIsUnderWay() throws Exception {
        Path log = temp.resolve("log");
        Process run = at.beginWaiting(log);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(log).contains("late: implementor"));
            String before = everything();

            for (String[] words : new String[][] {{"clean", "--delete"}, {"rollback", "--wave", "2"}}) {
                List<String> rest = List.of(words).subList(1, words.length);
                Called called = at.coord(words[0], rest.toArray(String[]::new));
                assertThat(called.status()).as("%s", called).isEqualTo(3);
            }
            assertThat(at.coord("clean").status()).isZero();
            assertThat(everything()).isEqualTo(before);
        } finally {
            run.destroy();
            run.waitFor();
        }
    }
}
