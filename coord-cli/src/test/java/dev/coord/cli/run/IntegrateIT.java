package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that were made without coord, and land. */
class IntegrateIT {

    private static final String LIST = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeARepository() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("a repo"), "list", LIST);
    }

    @Test
    void allLandsButWhatConflictsAndWhatNeedsOrContainsIt() throws Exception {
        branch("feature/a", "main", "list", LIST.replace("5", "a"));
        branch("topic/above-a", "feature/a", "above", "it\n");
        branch("feature/b", "main", "list", LIST.replace("5", "b"));
        branch("topic/above-b", "feature/b", "above-b", "it\n");
        branch("feature/needs-b", "main", "needs", "b\n");
        branch("feature/alone", "main", "alone", "it\n");
        Path features = features("""
                {"a": {}, "above-a": {"branch": "topic/above-a"},
                 "b": {}, "above-b": {"branch": "refs/heads/topic/above-b"}, "needs-b": {"blocked_by": ["b"]},
                 "alone": {}}
                """);
        String before = refs();

        Called dry = integrate(features, "--dry-run", "--json");

        assertThat(dry.status()).as("%s", dry).isEqualTo(1);
        assertThat(refs()).isEqualTo(before);
        assertThat(repository.resolve(".git/coord")).doesNotExist();
        JsonNode preview = new JsonMapper().readTree(dry.out());
        assertThat(preview.at("/waves/0").toString())
                .isEqualTo("{\"wave\":0,\"features\":[\"a\",\"alone\",\"b\"],\"lands\":[\"a\",\"alone\"]}");
        assertThat(preview.at("/waves/2/lands").toString()).isEqualTo("[\"above-a\"]");
        assertThat(preview.at("/left_out").findValuesAsText("feature_id")).containsExactly("above-b", "b", "needs-b");
        assertThat(preview.at("/left_out/1/files").toString())
                .isEqualTo("[{\"path\":\"list\",\"lines\":[{\"first\":5,\"last\":5}],\"with\":[\"a\"]}]");

        Called landed = integrate(features);

        assertThat(landed.status()).as("%s", landed).isEqualTo(1);
        assertThat(landed.out().replaceAll("\\s+", " "))
                .contains("3 of 6 features landed on refs/heads/main")
                .contains(
                        "feature 'b' did not land: it does not merge with a: conflict in 'list' line 5; its work is at"
                                + " refs/heads/feature/b; the same command merges what its branch has by then")
                .contains("feature 'above-b' did not land: it needs b; the same command merges it once that has landed")
                .contains("feature 'needs-b' did not land: it needs b;");
        assertThat(files()).containsExactly("above", "alone", "list");
        assertReported("# 3 of 6 features landed on `main`\n");
        assertThat(git("log", "-1", "--format=%P", "main~1^2").strip())
                .as("what was there before, with nothing added")
                .isEqualTo(git("rev-parse", "main~3").strip());

        git("switch", "--quiet", "feature/b");
        CoordProcess.git(repository, "merge", "--quiet", "main");
        Files.writeString(repository.resolve("list"), LIST.replace("5", "a\nb"));
        git("commit", "--quiet", "--all", "--no-edit");
        git("switch", "--quiet", "topic/above-b");
        git("merge", "--quiet", "--no-edit", "feature/b");
        git("switch", "--quiet", "main");
        Called again = integrate(features);

        assertThat(again.status()).as("%s", again).isZero();
        assertReported("# 6 of 6 features landed on `main`\n");
        assertThat(files()).contains("above-b", "needs");
        assertThat(CoordProcess.git(repository, "diff", "--quiet", "HEAD").status())
                .isZero();
        assertThat(coord("clean").out()).contains("refs/coord/integrate/");
    }

    @Test
    void whoImportsWhatAnotherOneRenamedIsLeftOutAlthoughGitMergesIt() throws Exception {
        commit("main", "posts.ts", "export const load = 1;\n");
        branch("feature/P2", "main", "posts.ts", "export const fetchAll = 1;\n");
        branch("feature/P3", "main", "page.ts", "\nimport { load } from './posts';\n");
        branch("feature/P4", "main", "other.ts", "export const other = 1;\n");
        Path features = features("{\"P2\": {}, \"P3\": {}, \"P4\": {}}");

        Called landed = integrate(features);

        assertThat(landed.status()).as("%s", landed).isEqualTo(1);
        assertThat(landed.out().replaceAll("\\s+", " "))
                .contains("2 of 3 features landed on refs/heads/main")
                .contains("page.ts")
                .contains("imports 'load' from './posts', which is not there any more: P2 took it away or renamed it");
        assertThat(files()).contains("posts.ts", "other.ts").doesNotContain("page.ts");

        Called told = integrate(features, "--imports", "warn");

        assertThat(told.status()).as("%s", told).isZero();
        assertThat(told.out().replaceAll("\\s+", " ")).contains("imports 'load' from './posts', which is not there");
        assertThat(files()).contains("page.ts");
    }

    /** What the run has left is what the command prints. */
    private void assertReported(String heading) throws Exception {
        Called text = coord("report");
        Called document = coord("report", "--json");
        String run = new JsonMapper().readTree(document.out()).path("run").asText();
        Path kept = repository.resolve(".git/coord/runs").resolve(run);

        assertThat(text.out()).startsWith(heading).isEqualTo(Files.readString(kept.resolve("report.md")));
        assertThat(document.out()).isEqualTo(Files.readString(kept.resolve("report.json")));
        assertThat(coord("report", "--run", run).out()).isEqualTo(text.out());
    }

    @Test
    void whatFilesMeanMergesThemUnlessThatIsOff() throws Exception {
        String base = "{\n  \"dependencies\": {\n    \"c\": \"1\"\n  }\n}\n";
        git("switch", "--quiet", "--create", "base");
        Files.writeString(repository.resolve("package.json"), base);
        git("add", "--all");
        git("commit", "--quiet", "--message", "base");
        git("switch", "--quiet", "main");
        git("merge", "--quiet", "--ff-only", "base");
        branch("feature/a", "main", "package.json", base.replace("{\n    ", "{\n    \"a\": \"1\",\n    "));
        branch("feature/b", "main", "package.json", base.replace("{\n    ", "{\n    \"b\": \"1\",\n    "));
        Path features = features("{\"a\": {}, \"b\": {}}");

        JsonNode dry = new JsonMapper()
                .readTree(integrate(features, "--dry-run", "--json").out());
        Called shown = integrate(features, "--dry-run");
        Called off = integrate(features, "--dry-run", "--structured", "off");
        Called landed = integrate(features, "--json");

        assertThat(dry.at("/result").asText()).isEqualTo("all_would_land");
        assertThat(dry.at("/resolved/0/feature_id").asText()).isEqualTo("b");
        assertThat(dry.at("/resolved/0/taken").findValuesAsText("from")).contains("feature");
        assertThat(dry.at("/structured_off/left_out").findValuesAsText("feature_id"))
                .containsExactly("b");
        assertThat(shown.out().replaceAll("\\s+", " "))
                .contains("b: 'package.json' conflicts by lines, and is merged by what it means (")
                .contains("with --structured off b would not land");
        assertThat(off.status()).isEqualTo(1);
        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(new JsonMapper()
                        .readTree(landed.out())
                        .at("/run/features/1/resolved/0/file_path")
                        .asText())
                .isEqualTo("package.json");
        assertThat(landed.err().replaceAll("\\s+", " ")).contains("merge b: 'package.json' conflicts by lines");
        assertThat(new JsonMapper()
                        .readTree(repository.resolve("package.json").toFile())
                        .toString())
                .contains("\"a\":\"1\"")
                .contains("\"b\":\"1\"")
                .contains("\"c\":\"1\"");
    }

    @Test
    void whatWasNotDeclaredIsToldOrRejected() throws Exception {
        branch("feature/a", "main", "list", LIST.replace("1", "a"));
        branch("feature/b", "main", "list", LIST.replace("9", "b"));
        branch("feature/c", "main", "LIST", "twin\n");
        Path features = features("""
                {"a": {"file_writes": ["a/"]}, "b": {"file_writes": ["list"]}, "c": {"file_writes": ["LIST"]}}
                """);

        JsonNode reject = new JsonMapper()
                .readTree(integrate(features, "--dry-run", "--json", "--undeclared", "reject")
                        .out());
        JsonNode warn = new JsonMapper()
                .readTree(integrate(features, "--dry-run", "--json", "--undeclared", "WARN")
                        .out());
        Called shown = integrate(features, "--dry-run", "--undeclared", "WARN");
        Called auto = integrate(features, "--json");

        assertThat(warn.at("/warnings").findValuesAsText("text"))
                .contains(
                        "wrote 'list' (declared and written by b), which it did not declare",
                        "did not touch 'a/', which it declares to write");
        assertThat(shown.out().replaceAll("\\s+", " "))
                .contains("warning: a: wrote 'list' (declared and written by b)");
        assertThat(reject.at("/left_out").findValuesAsText("feature_id")).containsExactly("a", "c");
        assertThat(reject.at("/left_out/0/reason").asText())
                .isEqualTo("it wrote 'list' (declared and written by b), which it did not declare");
        assertThat(warn.at("/left_out").findValuesAsText("feature_id")).containsExactly("c");
        assertThat(warn.at("/left_out/0/reason").asText())
                .isEqualTo(
                        "it added a name that not every file system can hold beside another: 'LIST' (beside 'list', which"
                                + " differs by case only)");
        assertThat(auto.status()).as("%s", auto).isEqualTo(1);
        assertThat(auto.err().replaceAll("\\s+", " "))
                .contains("a: wrote 'list' (declared and written by b), which it did not declare")
                .contains("a: did not touch 'a/', which it declares to write");
        assertThat(new JsonMapper()
                        .readTree(auto.out())
                        .at("/run/features/0/proof/audit")
                        .findValuesAsText("kind"))
                .containsExactly("overwritten", "untouched");
        assertThat(files()).containsExactly("list");
        assertThat(integrate(features, "--undeclared", "never").err())
                .contains("'never' is none of auto, warn, reject");
    }

    @Test
    void whatHasLandedIsAskedOfTheTarget() throws Exception {
        branch("feature/by-hand", "main", "by-hand", "it\n");
        branch("feature/squashed", "main", "squashed", "it\n");
        branch("feature/new", "main", "new", "it\n");
        git("merge", "--quiet", "--no-ff", "--no-edit", "feature/by-hand");
        git("merge", "--quiet", "--squash", "feature/squashed");
        git("commit", "--quiet", "--message", "squashed");
        Path features = features("""
                {"by-hand": {}, "squashed": {}, "new": {"blocked_by": ["by-hand"]}}
                """);

        Called first = integrate(features, "--json");

        assertThat(first.status()).as("%s", first).isZero();
        assertThat(git("log", "--merges", "--format=%s", "main").lines())
                .containsExactly("Merge feature new", "Merge feature squashed", "Merge branch 'feature/by-hand'");
        assertThat(git("diff", "--name-only", "main~2", "main~1"))
                .as("it was there already")
                .isEmpty();
        assertThat(integrate(features).out()).contains("nothing to do: all 3 features have landed");
        git("branch", "--quiet", "-D", "feature/new");
        assertThat(integrate(features).status())
                .as("what landed needs no branch any more")
                .isZero();
        Path other = Called.file(temp, "other.json", "{\"new\": {\"description\": \"more of it\"}}");
        assertThat(integrate(other).err()).contains("there is no branch 'feature/new' of new");

        branch("feature/by-hand", "feature/by-hand", "more", "it\n");
        assertThat(integrate(features).status()).isZero();
        assertThat(files()).contains("more");
        Called run = coord("run", features, "--agent", "false");
        assertThat(run.out()).as("a run takes what coord landed for landed").contains("nothing to do: all 3");
    }

    @Test
    void aBranchThatWasTakenBackIsBroughtBackWithWhatItGained() throws Exception {
        branch("feature/a", "main", "a", "it\n");
        Path features = features("{\"a\": {}}");
        assertThat(integrate(features).status()).isZero();
        commit("main", "other", "it\n");
        assertThat(coord("rollback", "--feature", "a").status()).isZero();
        assertThat(files()).doesNotContain("a");

        assertThat(integrate(features).status()).isZero();

        assertThat(files()).contains("a");
        assertThat(integrate(features).out()).contains("nothing to do");
        git("revert", "--no-edit", "--mainline", "1", "HEAD");
        branch("feature/a", "feature/a", "gained", "it\n");
        assertThat(files()).doesNotContain("a", "gained");

        assertThat(integrate(features).status()).isZero();

        assertThat(files()).contains("a", "gained");
        assertThat(coord("rollback", "--feature", "a").status()).isZero();
        assertThat(files()).as("one landing, which one rollback takes back").doesNotContain("a", "gained");
    }

    @Test
    void ofWhatIsMissingAllIsNamedAndNothingIsChanged() throws Exception {
        branch("feature/there", "main", "there", "it\n");
        git("update-ref", "refs/remotes/origin/topic", "feature/there");
        Path features = features("""
                {"there": {"branch": "origin/topic"}, "m1": {"branch": "topic/m1"}, "m2": {"blocked_by": ["there"]},
                 "above": {"blocked_by": ["there", "m1"]}}
                """);
        branch("feature/above", "main", "above", "it\n");
        String before = refs();

        Called missing = integrate(features);

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no branch 'topic/m1' of m1, 'feature/m2' of m2 in ");
        Called lacking = integrate(features, "--features", "above");
        assertThat(lacking.status()).isEqualTo(2);
        assertThat(lacking.err()).contains("'above' needs 'm1'; 'above' needs 'there'; name that with --features, too");
        assertThat(refs()).isEqualTo(before);
        features("{\"there\": {\"branch\": \"origin/topic\"}, \"m1\": {}}");
        assertThat(integrate(features, "--features", "there").status()).isZero();
        assertThat(files()).containsExactly("list", "there");
    }

    @Test
    void aBranchOfAnotherHistoryIsLeftOutAndTheRestLands() throws Exception {
        git("branch", "alien", git("commit-tree", "-m", "alien", "main^{tree}").strip());
        branch("feature/b", "main", "b", "it\n");
        branch("feature/c", "main", "c", "it\n");
        Path features = features("{\"a\": {\"branch\": \"alien\"}, \"b\": {}, \"c\": {\"blocked_by\": [\"b\"]}}");

        Called dry = integrate(features, "--dry-run");
        Called landed = integrate(features);

        assertThat(List.of(dry.status(), landed.status())).as("%s", landed).containsOnly(1);
        assertThat(dry.out()).contains("no commit in common with refs/heads/main");
        assertThat(landed.out().replaceAll("\\s+", " "))
                .contains("feature 'a' did not land: it has no commit in common with refs/heads/main")
                .doesNotContain("merge-tree");
        assertThat(files()).containsExactly("b", "c", "list");
    }

    @Test
    void whatLandsWithWarningsAboutItsFilesIsNamedAtTheEnd() throws Exception {
        branch("feature/a", "main", "a.ts", "import './nowhere';\n");
        branch("feature/b", "main", "b.ts", "export const b = 1;\n");

        Called landed = integrate(features("{\"a\": {}, \"b\": {}}"), "--imports", "warn");

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(landed.out())
                .contains("landed: all 2 features on refs/heads/main")
                .contains("landed with warnings about files: a (1); 'coord report' has them");
    }

    @Test
    void aPlaceOfMigrationsThatIsNowhereIsTold() throws Exception {
        branch("feature/a", "main", "made", "it\n");
        Path features = features("{\"a\": {}}");

        Called landed = integrate(
                features, "--migrations-dir", "no there", "--migrations-dir", "made", "--migrations-dir", "li*");

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(landed.err().replaceAll("\\s+", " "))
                .containsOnlyOnce("--migrations-dir")
                .contains(
                        "coord: warning: --migrations-dir 'no there' names no file of refs/heads/main, so no migration");
    }

    @Test
    void theFeaturesOfARunThatWasStoppedAreItsOwn() throws Exception {
        Path run =
                Called.file(temp, "run.json", "{\"A\": {\"file_writes\": [\"a\"]}, \"B\": {\"file_writes\": [\"b\"]}}");
        String agent = "test $COORD_FEATURE = A && echo a > a";
        assertThat(coord("run", run, "--agent", agent, "--test", "false", "--no-baseline")
                        .status())
                .isEqualTo(1);
        branch("feature/x", "main", "x", "it\n");

        Called landed = integrate(features("{\"x\": {}}"));

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(landed.out() + landed.err()).doesNotContain("Exception", "could not be pinned");
        assertThat(landed.out()).contains("1 feature");
    }

    @Test
    void whoeverGoesOnAfterAKillLandsWhatWasFrozen() throws Exception {
        branch("feature/a", "main", "a", "frozen\n");
        Path features = features("{\"a\": {}}");
        Path tested = temp.resolve("tested");
        List<String> words =
                new ArrayList<>(List.of("integrate", features.toString(), "--repo", repository.toString()));
        words.addAll(List.of(
                "--test",
                "echo >> '" + tested + "'; test $(wc -l < '" + tested + "') = 2 || sleep 60",
                "--no-baseline"));
        List<String> command = new ArrayList<>(CoordProcess.command(words.toArray(String[]::new)));
        command.add(0, "setsid"); // takes the command's place, in a group of its own
        Process killed = CoordProcess.start(temp, Map.of(), command, temp.resolve("out"), temp.resolve("err"));
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(tested) || !killed.isAlive());
        CoordProcess.run(temp, Map.of(), List.of("kill", "-KILL", "--", "-" + killed.pid()));
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String merged = git("for-each-ref", "--format=%(objectname)", "refs/coord/waves/*/0/candidate");
        git("branch", "--move", "feature/a", "aside");
        assertThat(integrate(features, "--dry-run").out())
                .as("it looks at what was frozen, too")
                .contains("1 feature would land");
        assertThat(coord("status").out()).contains("the same 'coord integrate' goes on");
        git("branch", "--move", "aside", "feature/a");
        commit("feature/a", "a", "newer\n");

        Called again = Called.coord(words.toArray(String[]::new));

        assertThat(again.status()).as("%s", again).isZero();
        assertThat(git("rev-parse", "main")).isEqualTo(merged);
        assertThat(Files.readString(repository.resolve("a"))).isEqualTo("frozen\n");
        assertThat(integrate(features).status()).isZero();
        assertThat(Files.readString(repository.resolve("a"))).isEqualTo("newer\n");
    }

    private Called integrate(Path features, String... more) {
        return coord("integrate", features, more);
    }

    private Called coord(String verb, Path features, String... more) {
        List<String> words = new ArrayList<>(List.of(features.toString()));
        words.addAll(List.of(more));
        return coord(verb, words.toArray(String[]::new));
    }

    private Called coord(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, "--repo", repository.toString()));
        words.addAll(List.of(more));
        return Called.coord(words.toArray(String[]::new));
    }

    private Path features(String content) throws IOException {
        return Called.file(temp, "features.json", content);
    }

    /** A branch begins, or goes on, somewhere, with one more commit. */
    private void branch(String name, String from, String file, String content) throws Exception {
        git("branch", "--quiet", "--force", name, from);
        commit(name, file, content);
    }

    private void commit(String branch, String file, String content) throws Exception {
        git("switch", "--quiet", branch);
        Files.writeString(repository.resolve(file), content);
        git("add", "--all");
        git("commit", "--quiet", "--message", branch);
        git("switch", "--quiet", "main");
    }

    private String refs() throws Exception {
        return git("for-each-ref");
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
