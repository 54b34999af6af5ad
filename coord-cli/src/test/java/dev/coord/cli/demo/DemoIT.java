package dev.coord.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import dev.coord.cli.golden.Golden;
import dev.coord.cli.golden.Placeholders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class DemoIT {

    private Path temp;
    private CoordProcess.Ended demo;
    private CompletableFuture<CoordProcess.Ended> again; // beside the other, since agents mostly wait
    private Path repository;

    @BeforeAll
    void runIt(@TempDir Path directory, @TempDir Path other) throws Exception {
        temp = directory;
        again = CompletableFuture.supplyAsync(() -> asJson(other));
        List<String> words = CoordProcess.command("demo");
        words.add(1, "-Djava.io.tmpdir=" + temp);
        words.add(1, "-Dcoord.command=/my $(touch pwned)/coord");
        demo = CoordProcess.run(temp, Map.of("COORD_DIR", temp.resolve("mine").toString()), words);
        repository = temp.resolve(firstDirectory()).resolve("web");
    }

    @Test
    void landsEightFeatures() throws Exception {
        assertThat(demo.status()).as("%s", demo).isZero();
        assertThat(demo.out())
                .contains("landed: all 8 features on refs/heads/main")
                .contains("Merge feature P4_admin_panel", "Look around in");
        assertThat(CoordProcess.git(repository, "status", "--porcelain").out()).isEmpty();
        assertThat(Files.readString(repository.resolve("middleware.ts"))).contains("'/profile'", "'/admin'");
        assertThat(Files.readString(repository.resolve("app/page.tsx"))).contains("Sign in", "New:");
    }

    @Test
    void hasOneRealWaitOneRefusalOneSerializedConflictAndOneThatGoesBack() {
        assertThat(demo.out())
                .contains("P3_posts: waits for app/posts/page.tsx held by outsider")
                .contains("P3_posts: locks granted after waiting")
                .contains("Resolution: Serialize P4_admin_panel after P1_user_auth")
                .contains("1 critical conflict serialized by the plan, 1 lock request refused")
                .contains("it goes back to its agent, call 2 of 3", "1 feature sent back to its agent by the merge");
    }

    @Test
    void leavesTheCallersOwnStateAlone() {
        assertThat(temp.resolve("mine")).doesNotExist();
    }

    @Test
    void commandsThatItNamesWork() throws Exception {
        Called status = Called.coord("status", "--repo", repository.toString());

        assertThat(status.out()).contains("P3_posts", "completed", "no locks are held");
        assertThat(repository.resolve(".git/coord/runs")).isDirectoryRecursivelyContaining("glob:**P3_posts.log");
    }

    @Test
    void commandsThatItShowsAreQuoted() {
        assertThat(demo.out())
                .contains("$ '/my $(touch pwned)/coord' plan ", "$ '/my $(touch pwned)/coord' lock release ")
                .contains("  '/my $(touch pwned)/coord' status --repo ")
                .doesNotContain(" /my ");
    }

    @Test
    void printsOneDocument() throws Exception {
        String answer = again.get(2, TimeUnit.MINUTES).out();

        JsonNode document = new JsonMapper().readTree(answer);
        Golden.ANSWERS.check(
                "demo",
                Placeholders.in(answer, Path.of(document.path("directory").asText())));
        assertThat(document.path("serialized_conflicts").asInt()).isEqualTo(1);
        assertThat(document.path("agent_seconds").asDouble()).isPositive();
    }

    private static CoordProcess.Ended asJson(Path directory) {
        List<String> words = CoordProcess.command("demo", "--json");
        words.add(1, "-Djava.io.tmpdir=" + directory);
        try {
            return CoordProcess.run(directory, Map.of(), words);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** The combined tests of the demo really look at what was merged. */
    @Nested
    class Check {

        @Test
        void passesOnWhatHasLanded() throws Exception {
            CoordProcess.Ended check = check();

            assertThat(check.status()).as("%s", check).isZero();
            assertThat(check.out()).isEqualTo("ok: 20 declared files, 3 migrations, 11 imports\n");
        }

        @Test
        void seesConflictMarkers() throws Exception {
            assertBroken("app/page.tsx", "<<<<<<< ours\n", "conflict markers");
        }

        @Test
        void seesAMigrationNumberThatIsTakenTwice() throws Exception {
            assertBroken("supabase/migrations/001_again.sql", "select 1;\n", "001_auth_setup.sql is not number 002");
        }

        @Test
        void seesAnImportThatNothingAnswersTo() throws Exception {
            assertBroken("app/page.tsx", "import { x } from '@/lib/gone';\n", "import of lib/gone");
        }

        @Test
        void seesAFileThatIsMissing() throws Exception {
            assertBroken("components/PostList.tsx", "", "P3_posts declares components/PostList.tsx");
        }

        @Test
        void seesWhoTakesAnAnswerForSomethingElse() throws Exception {
            assertBroken(
                    "app/actions/posts.ts",
                    "export const author = async () => (await requireUser()).id;\n",
                    "app/actions/posts.ts takes what requireUser answers for something else");
        }

        @Test
        void seesALostGuard() throws Exception {
            assertBroken("middleware.ts", "// all gone\n", "middleware.ts has lost a guard");
        }

        private void assertBroken(String file, String content, String why) throws Exception {
            Files.writeString(repository.resolve(file), content);
            CoordProcess.git(repository, "add", "-A");
            CoordProcess.Ended check = check();
            CoordProcess.git(repository, "reset", "-q", "--hard");

            assertThat(check.status()).as("%s", check).isEqualTo(1);
            assertThat(check.out()).contains("not ok: ", why);
        }

        private CoordProcess.Ended check() throws Exception {
            return CoordProcess.run(repository, Map.of(), List.of("/bin/sh", "../check.sh", "../features.json"));
        }
    }

    private String firstDirectory() throws IOException {
        List<String> names = new ArrayList<>();
        try (var entries = Files.list(temp)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("coord-demo-"))
                    .forEach(names::add);
        }
        return names.get(0);
    }
}
