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

/** What landed and was reverted since is brought back, and nothing that anybody else did is undone by that. */
class BroughtBackIT {

    @TempDir
    Path temp;

    private Path repository;
    private String landing = "";

    @BeforeEach
    void landAFeature() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("repo"), "list", "1\n2\n3\n");
        git("switch", "--quiet", "--create", "feature/b");
        write("b", "b\n");
        write("list", "1\nb\n3\n");
        commit("work on b");
        git("switch", "--quiet", "main");
        assertThat(integrate("{\"b\": {}}").status()).isZero();
        landing = git("rev-parse", "HEAD").strip();
    }

    @Test
    void whatElseTheRevertDidStays() throws Exception {
        revert();
        write("hotfix", "mine\n");
        commit("Hotfix instead\n\nThis reverts commit " + landing + ".");

        assertThat(integrate("{\"b\": {}}").status()).isZero();

        assertThat(files()).containsExactly("b", "hotfix", "list");
    }

    @Test
    void whereItWasRevertedByHandTheFeatureIsMergedAgain() throws Exception {
        write("list", "1\nb and more\n3\n");
        commit("more");
        git("rm", "--quiet", "b");
        write("list", "1\n2\n3\n");
        write("mine", "mine\n");
        commit("Another way\n\nThis reverts commit " + landing + ".");

        assertThat(integrate("{\"b\": {}}").status()).isZero();

        assertThat(files()).containsExactly("b", "list", "mine");
        assertThat(git("show", "main:list")).isEqualTo("1\nb\n3\n");
    }

    @Test
    void whatAFeatureOfTheSetTookBackStaysSo() throws Exception {
        git("switch", "--quiet", "--create", "feature/c");
        revert();
        write("c", "c\n");
        commit("Another way\n\nThis reverts commit " + landing + ", and does it in c.");
        git("switch", "--quiet", "main");
        String both = "{\"b\": {}, \"c\": {}}";
        assertThat(integrate(both).status()).isZero();
        String landed = git("rev-parse", "main");

        assertThat(integrate(both, "--dry-run").out()).contains("2 landed before");
        assertThat(integrate(both).out()).contains("nothing to do");

        assertThat(git("rev-parse", "main")).isEqualTo(landed);
        assertThat(files()).containsExactly("c", "list");
        git("switch", "--quiet", "feature/b");
        write("more", "more\n");
        commit("more of b");
        git("switch", "--quiet", "main");
        assertThat(integrate(both).status()).isZero();
        assertThat(files()).as("it is asked for again").containsExactly("b", "c", "list", "more");
        assertThat(integrate(both).out()).contains("nothing to do");
    }

    @Test
    void aConflictIsWithWhoeverCameAfterwards() throws Exception {
        git("revert", "--no-edit", "--mainline", "1", landing);
        write("list", "1\nother\n3\n");
        commit("other");

        Called conflict = integrate("{\"b\": {}}");

        assertThat(conflict.status()).isEqualTo(1);
        assertThat(conflict.out()).contains("it does not merge with refs/heads/main: conflict in 'list' line 2");
    }

    @Test
    void aFirstCommitTakesNothingBack() throws Exception {
        String first = git("commit-tree", "-m", "import\n\nThis reverts commit " + landing + ".", "main~1^{tree}")
                .strip();
        git("merge", "--quiet", "--strategy=ours", "--allow-unrelated-histories", "--no-edit", first);

        assertThat(integrate("{\"b\": {}}").out()).contains("nothing to do");
    }

    private Called integrate(String features, String... more) throws IOException {
        Path file = Called.file(temp, "features.json", features);
        List<String> words =
                new java.util.ArrayList<>(List.of("integrate", "--repo", repository.toString(), file.toString()));
        words.addAll(List.of(more));
        return Called.coord(words.toArray(String[]::new));
    }

    private void revert() throws Exception {
        git("revert", "--no-commit", "--mainline", "1", landing);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(repository.resolve(file), content);
    }

    private void commit(String message) throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
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
