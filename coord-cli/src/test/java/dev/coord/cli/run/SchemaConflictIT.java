package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two features that change one table in migrations of their own, which git merges without a word. */
class SchemaConflictIT {

    private static final String DIRECTORY = "supabase/migrations/";
    private static final String P2 = "alter table posts add column title text";
    private static final String P3 = "alter table public.posts rename column id to key";

    /** Each adds its migration; called again, P3 reads why and goes on from what the other one made. */
    private static final String AGENT = "if [ -n \"$COORD_FEEDBACK_FILE\" ]; then"
            + " cp \"$COORD_FEEDBACK_FILE\" $COORD_DIR/feedback; test -e " + DIRECTORY + "*_P2.sql || exit 9;"
            + " else case $COORD_FEATURE in P2) echo '" + P2 + ";' > " + DIRECTORY + "20260201000000_P2.sql ;;"
            + " *) printf -- '-- key\\n" + P3 + ";' > " + DIRECTORY + "20260202000000_P3.sql ;; esac; fi";

    @TempDir
    Path temp;

    private Path repository;
    private Path features;

    @BeforeEach
    void makeARepositoryWithATable() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("shop"), "README", "shop\n");
        commit("main", DIRECTORY + "20260101000000_posts.sql", "create table posts (id int);\n");
        features = Called.file(temp, "features.json", """
                {"P2": {"title": "Titles", "file_writes": ["supabase/migrations/"]},
                 "P3": {"file_writes": ["supabase/migrations/"]}}""");
    }

    @Test
    void theLaterOneGoesBackToItsAgentOnWhatLandedWithBothStatements() throws Exception {
        Called run = coord("run", features.toString(), "--agent", AGENT, "--overlap", "optimistic");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(Files.readString(repository.resolve(".git/coord/feedback")))
                .contains("## The other side: feature P2", "Titles", "'public.posts'")
                .contains(P2, "20260201000000_P2.sql' line 1", P3, "20260202000000_P3.sql' line 2");
        assertThat(git("ls-tree", "-r", "--name-only", "main")).contains("_P2.sql", "_P3.sql");
        assertThat(log()).contains("CONFLICT: schema_conflict", "Features: P2, P3", "Table: public.posts");
    }

    @Test
    void aBranchIsBlockedUntilSomebodyHasMergedBothByHand() throws Exception {
        branch("feature/P2", DIRECTORY + "20260201000000_P2.sql", P2);
        branch("feature/P3", DIRECTORY + "20260202000000_P3.sql", P3);

        Called first = coord("integrate", features.toString());

        assertThat(first.status()).as("%s", first).isEqualTo(1);
        assertThat(words(first))
                .contains("1 of 2 features landed on refs/heads/main")
                .contains("schema conflict with P2")
                .contains("merge refs/heads/main into the branch of 'P3'");
        assertThat(log()).contains("Halt P3, merge schema changes manually");
        assertThat(words(coord("status", "--json"))).contains("\"status\":\"blocked\"");
        Called untouched = coord("integrate", features.toString());
        assertThat(untouched.status()).as("%s", untouched).isEqualTo(1);
        assertThat(words(untouched)).contains("schema conflict with P2");

        git("switch", "--quiet", "feature/P3");
        git("merge", "--quiet", "--no-edit", "main");
        git("switch", "--quiet", "main");
        Called merged = coord("integrate", features.toString());

        assertThat(merged.status()).as("%s", merged).isZero();
        assertThat(git("ls-tree", "-r", "--name-only", "main")).contains("_P2.sql", "_P3.sql");
    }

    private Called coord(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(more));
        words.addAll(List.of("--repo", repository.toString()));
        return Called.coord(words.toArray(String[]::new));
    }

    private static String words(Called called) {
        return (called.out() + called.err())
                .replaceAll("\\s+", " ")
                .replace("\" : ", "\":")
                .replace("\": ", "\":");
    }

    private String log() throws Exception {
        return Files.readString(repository.resolve(".git/coord/conflicts.log"));
    }

    private void branch(String name, String file, String content) throws Exception {
        git("branch", "--quiet", name, "main");
        commit(name, file, content);
    }

    private void commit(String branch, String file, String content) throws Exception {
        git("switch", "--quiet", branch);
        Files.createDirectories(repository.resolve(file).getParent());
        Files.writeString(repository.resolve(file), content);
        git("add", "--all");
        git("commit", "--quiet", "--message", branch);
        git("switch", "--quiet", "main");
    }

    private String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s: %s", List.of(words), ended).isZero();
        return ended.out();
    }
}
