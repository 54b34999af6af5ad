package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.run.Collected;
import dev.coord.run.Collected.Undone;
import dev.coord.run.Collected.Undone.How;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenBackIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void landTwo() throws InterruptedException {
        sandbox = Sandbox.in(temp.resolve("repo"));
        Scripts.run(sandbox.directory, "printf '1\\n2\\n3\\n4\\n5\\n6\\n' > a; cp a gone; echo long text to move > m");
        sandbox.commitAll("files");
        land("A", "echo A-LINE >> a; echo new > new; git rm -q gone; echo moved by >> m");
        land("B", "echo B-LINE >> shared.txt");
    }

    private void land(String feature, String script) throws InterruptedException {
        Workspace workspace = sandbox.prepared(feature);
        Scripts.run(workspace.directory(), script);
        Merged merged = (Merged) sandbox.integrator().merge(Sandbox.wave(sandbox.collected(workspace)));
        sandbox.integrator().land(merged.candidate());
        sandbox.worktrees().remove(workspace);
    }

    private List<Undone> undone(String script) {
        Workspace workspace = sandbox.prepared("P1");
        Scripts.run(workspace.directory(), script);
        Collected collected = sandbox.worktrees().collect(workspace, Sandbox.feature("P1"));
        return ((Collected.Work) collected).undone();
    }

    private static Undone undone(String path, How how, String feature) {
        return new Undone(path, how, List.of(new FeatureId(feature)));
    }

    @Test
    void tellsADeletedFile() {
        assertThat(undone("rm new; echo x > x")).containsExactly(undone("new", How.DELETES, "A"));
    }

    @Test
    void tellsAnOldCopyAndAFileThatComesBack() {
        assertThat(undone("git checkout -q main~2 -- shared.txt gone"))
                .containsExactly(undone("gone", How.REVERTS, "A"), undone("shared.txt", How.REVERTS, "B"));
    }

    @Test
    void tellsLinesThatAreAllGoneAmongOtherChanges() {
        assertThat(undone("git checkout -q main~2 -- a; echo mine >> a"))
                .containsExactly(undone("a", How.REMOVES_LINES, "A"));
    }

    @Test
    void saysNothingOfOrdinaryWork() {
        assertThat(
                        undone(
                                "echo more >> a; sed -i s/1/one/ a; echo more >> shared.txt; git mv m moved; echo x > x; rm README"))
                .isEmpty();
    }

    @Test
    void saysNothingOfAFileThatIsIndentedUnderAnotherName() throws InterruptedException {
        land("C", "mkdir p; : > p/__init__.py; printf 'x 1\\nx 2\\nx 3\\n' > x; printf 'w 1\\nw 2\\nw 3\\n' > w");

        assertThat(
                        undone(
                                "git mv x y; sed -i 's/^/    /' y; mkdir q; git mv p/__init__.py q; git rm -q w; echo 'w 1' > z"))
                .containsExactly(undone("w", How.DELETES, "C"));
    }

    @Test
    void saysNothingOfAFeatureThatIsMadeAnew() throws InterruptedException {
        land("P1", "echo first > mine");

        assertThat(undone("rm mine; echo second > other")).isEmpty();
    }
}
