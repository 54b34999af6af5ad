package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that are Python modules name those of other features. */
class LinkedMigrationsIT {
    private static final String VERSIONS = "alembic/versions/";
    private static final String POST = revision("2b3c", "'1a2b'");

    @TempDir
    Path temp;

    private Path repository;
    private Path calls;

    @BeforeEach
    void makeARepository() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("shop"), "README", "shop\n");
        calls = temp.resolve("calls");
        write("alembic/env.py", "");
        write(VERSIONS + "1a2b_base.py", revision("1a2b", "None"));
        write("shop/migrations/0001_initial.py", django(""));
        write("blog/migrations/0001_initial.py", django(""));
        git("add", "--all");
        git("commit", "--quiet", "--message", "base");
    }

    @Test
    void theLaterOfTwoWithOneRevisionGetsAnotherAndGoesOnFromTheFirst() throws Exception {
        Called run = run(
                declared(VERSIONS, "tag", "post"),
                "cat > " + VERSIONS + "2b3c_$COORD_FEATURE.py <<EOF\n" + POST + "EOF\n");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(words(run)).doesNotContain("several ends");
        List<String> files = files(VERSIONS);
        assertThat(files).hasSize(3).contains("1a2b_base.py", "2b3c_post.py");
        String moved = files.stream()
                .filter(file -> file.endsWith("_tag.py"))
                .findFirst()
                .orElseThrow();
        assertThat(landed(VERSIONS + moved)).isEqualTo(revision(moved.substring(0, 12), "'2b3c'"));
    }

    @Test
    void aLinkToAnotherAppFollowsTheNumberThatItsModuleGets() throws Exception {
        Called run = run(
                """
                {"aa": {"file_writes": ["shop/migrations/*_aa.py"]}, "a2": {"file_writes": ["blog/migrations/*_a2.py"]},
                 "bb": {"file_writes": ["blog/migrations/*_bb.py"]}}""",
                "case $COORD_FEATURE in aa) cat > shop/migrations/0002_aa.py <<EOF\n"
                        + django("('shop', '0001_initial'), ('blog', '0002_bb')") + "EOF\n;; *) cat >"
                        + " blog/migrations/0002_$COORD_FEATURE.py <<EOF\n"
                        + django("('blog', '0001_initial')") + "EOF\n;; esac");

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(landed("blog/migrations/0003_bb.py")).contains("('blog', '0002_a2')");
        assertThat(landed("shop/migrations/0002_aa.py")).contains("('blog', '0003_bb')");
    }

    @Test
    void whatGoesOnFromWorkThatFailsIsKeptAndLandsWithThat() throws Exception {
        String features = declared(VERSIONS, "atag", "like", "post");
        String agent = "echo $COORD_FEATURE >> '" + calls + "'; case $COORD_FEATURE in atag) cat > " + VERSIONS
                + "3c4d_atag.py <<EOF\n" + revision("3c4d", "'2b3c'") + "EOF\n;; like) cat > " + VERSIONS
                + "4d5e_like.py <<EOF\n" + revision("4d5e", "'1a2b'") + "EOF\n;; *) ";

        Called failed = run(features, agent + "exit 3 ;; esac");
        List<String> first = files(VERSIONS);
        Called again = run(features, agent + "cat > " + VERSIONS + "2b3c_post.py <<EOF\n" + POST + "EOF\n;; esac");

        assertThat(failed.status()).as("%s", failed).isEqualTo(1);
        assertThat(words(failed))
                .contains("its down_revision names '2b3c', which is not there", "post is to bring it")
                .doesNotContain("several ends");
        assertThat(first).containsExactly("1a2b_base.py", "4d5e_like.py");
        assertThat(again.status()).as("%s", again).isZero();
        assertThat(words(again)).doesNotContain("several ends");
        assertThat(landed(VERSIONS + "2b3c_post.py")).isEqualTo(revision("2b3c", "'4d5e'"));
        assertThat(landed(VERSIONS + "3c4d_atag.py")).isEqualTo(revision("3c4d", "'2b3c'"));
        assertThat(Files.readAllLines(calls)).filteredOn("atag"::equals).hasSize(1);
    }

    @Test
    void whatNobodyIsToBringGoesBack() throws Exception {
        Called run = run(
                "{\"aa\": {\"file_writes\": [\"shop/migrations/*_aa.py\"]}}",
                "cat > shop/migrations/0002_aa.py <<EOF\n" + django("('shop', '0001_initial'), ('blog', '0002_bb')")
                        + "EOF\n");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(words(run)).contains("its dependencies name 'blog.0002_bb', which is not there");
        assertThat(files("shop/migrations/")).containsExactly("0001_initial.py");
    }

    private static String declared(String directory, String... features) {
        StringBuilder text = new StringBuilder();
        for (String one : features) {
            text.append(text.isEmpty() ? "{" : ", ")
                    .append("\"" + one + "\": {\"file_writes\": [\"" + directory + "*_" + one + ".py\"]}");
        }
        return text + "}";
    }

    private static String revision(String revision, String down) {
        return "revision = '" + revision + "'\ndown_revision = " + down + "\n";
    }

    private static String django(String dependencies) {
        return "class Migration(migrations.Migration):\n    dependencies = [" + dependencies + "]\n";
    }

    private Called run(String features, String agent) throws IOException {
        return Called.coord(
                "run",
                Called.file(temp, "features.json", features).toString(),
                "--agent",
                agent,
                "--tries",
                "1",
                "--repo",
                repository.toString());
    }

    private static String words(Called called) {
        return (called.out() + called.err()).replaceAll("\\s+", " ");
    }

    private List<String> files(String directory) throws Exception {
        return git("ls-tree", "--name-only", "main:" + directory).lines().toList();
    }

    private String landed(String path) throws Exception {
        return git("show", "main:" + path);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(repository.resolve(path).getParent());
        Files.writeString(repository.resolve(path), text);
    }

    private String git(String... words) throws Exception {
        CoordProcess.Ended ended = CoordProcess.git(repository, words);
        assertThat(ended.status()).as("%s: %s", List.of(words), ended).isZero();
        return ended.out();
    }
}
