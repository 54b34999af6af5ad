package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feature imports what another one brings, which is not merged yet and for which it is not declared to wait. */
class ImportedLaterIT {

    private static final String PAGE = "echo \"import { save } from './store'; export const page = save;\" > page.ts";
    private static final String STORE = "echo 'export const save = 1;' > store.ts";

    @TempDir
    Path temp;

    private Path repository;
    private Path calls;

    @BeforeEach
    void makeARepository() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("shop"), "list.ts", "export const list = 1;\n");
        calls = temp.resolve("calls");
    }

    @Test
    void workThatImportsWhatALaterFeatureBringsLandsWithThatAndNoAgentIsCalledAgain() throws Exception {
        Path features = features("""
                {"page": {"file_writes": ["page.ts"]},
                 "other": {"file_writes": ["other.ts"]},
                 "store": {"file_writes": ["store.ts"], "blocked_by": ["other"]}}""");

        Called run = run(features, agent("page) " + PAGE, "store) " + STORE, "other) touch other.ts"));

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(words(run))
                .contains(
                        "page: waits until store has landed: imports './store', which is not there in 'page.ts' line 1; store is"
                                + " to bring it (dependency check)")
                .contains("which is not there in 'page.ts' line 1; store brings it");
        assertThat(called()).containsExactlyInAnyOrder("page", "other", "store");
        assertThat(files()).contains("page.ts", "store.ts", "other.ts");
    }

    @Test
    void twoThatImportEachOtherLandTogether() throws Exception {
        Path features = features("""
                {"page": {"file_writes": ["page.ts"]},
                 "other": {"file_writes": ["other.ts"]},
                 "store": {"file_writes": ["store.ts"], "blocked_by": ["other"]}}""");
        String store = "echo \"export const save = 1; export const go = () => import('./page');\" > store.ts";

        Called run = run(features, agent("page) " + PAGE, "store) " + store, "other) touch other.ts"));

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(called()).hasSize(3);
        assertThat(git("log", "--first-parent", "--merges", "--format=%s", "main")
                        .lines())
                .containsExactly("Merge feature page", "Merge feature store", "Merge feature other");
    }

    @Test
    void whatComesAfterItCannotBeWaitedForSoItsAgentIsTold() throws Exception {
        Path features = features("""
                {"page": {"file_writes": ["page.ts"]}, "store": {"file_writes": ["store.ts"], "blocked_by": ["page"]}}""");
        String page = "if [ -n \"$COORD_FEEDBACK_FILE\" ]; then cp \"$COORD_FEEDBACK_FILE\" '" + temp
                + "/feedback'; echo 'export const page = 1;' > page.ts; else " + PAGE + "; fi";

        Called run = run(features, agent("page) " + page, "store) " + STORE));

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(words(run))
                .contains(
                        "store is to bring it once this one has landed: make both one feature, or have this one bring what both need");
        assertThat(Files.readString(temp.resolve("feedback")))
                .contains("store is to bring it once your work has landed: do without it, or bring what both need")
                .doesNotContain("blocked_by");
        assertThat(called()).containsExactly("page", "page", "store");
    }

    @Test
    void whatNeedsWhatFailedIsKeptAndLandsOnceThatIsThere() throws Exception {
        Path features = features("""
                {"page": {"file_writes": ["page.ts"]}, "store": {"file_writes": ["store.ts"]}}""");

        Called failed = run(features, agent("page) " + PAGE, "store) false"));
        Called again = run(features, agent("page) false", "store) " + STORE));

        assertThat(failed.status()).as("%s", failed).isEqualTo(1);
        assertThat(words(failed))
                .contains(
                        "feature 'page' did not land: imports './store', which is not there in 'page.ts' line 1; store is to bring it"
                                + " (dependency check); the same command lands it once that has landed")
                .doesNotContain("it goes back to its agent");
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(called()).filteredOn("page"::equals).hasSize(1);
        assertThat(files()).contains("page.ts", "store.ts");
    }

    @Test
    void branchesAreOrderedByWhatTheyImport() throws Exception {
        branch("page", "page.ts", "import { save } from './store';\n");
        branch("other", "other.ts", "export const other = 1;\n");
        branch("store", "store.ts", "export const save = 1;\n");
        Path features = features("{\"page\": {}, \"other\": {}, \"store\": {\"blocked_by\": [\"other\"]}}");

        Called landed = coord("integrate", features.toString());

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(files()).contains("page.ts", "store.ts", "other.ts");
    }

    @Test
    void whatIsNotIntegratedNowIsNamed() throws Exception {
        branch("page", "page.ts", "import { save } from './store';\n");
        branch("store", "store.ts", "export const save = 1;\n");
        Path features = features("{\"page\": {}, \"store\": {\"file_writes\": [\"store.ts\"]}}");

        Called alone = coord("integrate", features.toString(), "--features", "page");
        Called both = coord("integrate", features.toString(), "--features", "page,store");

        assertThat(alone.status()).as("%s", alone).isEqualTo(1);
        assertThat(words(alone))
                .contains(
                        "feature 'page' did not land: imports './store', which is not there in 'page.ts' line 1; store is to bring it"
                                + " (dependency check); the same command merges it once that has landed; name store with --features, too");
        assertThat(both.status()).as("%s", both).isZero();
    }

    /** Each call is noted. */
    private String agent(String... cases) {
        return "echo $COORD_FEATURE >> '" + calls + "'; case $COORD_FEATURE in " + String.join(" ;; ", cases)
                + " ;; esac";
    }

    private List<String> called() throws IOException {
        return Files.readAllLines(calls);
    }

    private Called run(Path features, String agent) {
        return coord("run", features.toString(), "--agent", agent);
    }

    private Called coord(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(more));
        words.addAll(List.of("--repo", repository.toString()));
        return Called.coord(words.toArray(String[]::new));
    }

    private static String words(Called called) {
        return (called.out() + called.err()).replaceAll("\\s+", " ");
    }

    private Path features(String content) throws IOException {
        return Called.file(temp, "features.json", content);
    }

    private void branch(String feature, String file, String content) throws Exception {
        git("switch", "--quiet", "--create", "feature/" + feature, "main");
        Files.writeString(repository.resolve(file), content);
        git("add", "--all");
        git("commit", "--quiet", "--message", feature);
        git("switch", "--quiet", "main");
    }

    private List<String> files() throws Exception {
        return git("ls-tree", "--name-only", "main").lines().toList();
    }

    private String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s: %s", List.of(words), ended).isZero();
        return ended.out();
    }
}
