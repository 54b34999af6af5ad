package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of the user's that is mounted in a work tree. Needs the right to mount. */
class MountsIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private Path precious;
    private Path mount = Path.of("/nonexistent");

    @BeforeEach
    void begin() throws IOException {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write(".gitignore", "mnt/\n");
        sandbox.commitAll("ignore");
        precious = Files.createDirectory(temp.resolve("precious"));
        Sandbox.write(precious.resolve("x"), "the user's\n");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (Files.exists(mount)) {
            run("umount", mount.toString());
        }
    }

    /** A bind mount: the same file system as everything around it. */
    private void mountIn(Path workTree) throws IOException, InterruptedException {
        mount = Files.createDirectories(workTree.resolve("mnt"));
        assumeTrue(run("mount", "--bind", precious.toString(), mount.toString()), "no right to mount");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void keepsTheWorkTreeAndSaysWhere() throws IOException, InterruptedException {
        Workspace workspace = sandbox.prepared("P1");
        Sandbox.write(workspace.directory().resolve("work"), "mine\n");
        mountIn(workspace.directory());

        Collected.Kept kept = sandbox.worktrees().keep(workspace, Sandbox.feature("P1"));

        assertThat(precious.resolve("x")).hasContent("the user's");
        assertThat(kept.stays()).contains("mounted at " + mount.toRealPath());
        assertThat(workspace.directory().resolve("work")).exists();
        assertThat(sandbox.content(kept.ref(), "work")).isEqualTo("mine");
    }

    @Test
    void touchesNothingThatIsMountedInWhatGitNotesOfTheWorkTree() throws IOException, InterruptedException {
        Workspace workspace = sandbox.prepared("P1");
        mountIn(sandbox.directory.resolve(".git/worktrees/P1-1"));

        assertThatThrownBy(() -> sandbox.worktrees().keep(workspace, Sandbox.feature("P1")))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("mounted at " + mount.toRealPath());

        assertThat(precious.resolve("x")).hasContent("the user's");
        assertThat(workspace.directory().resolve("README")).exists();
    }

    @Test
    void leavesTheWorkTreeOfTheTestsAndNeverCleansThroughTheMount() throws IOException, InterruptedException {
        FeatureTip tip = sandbox.made("P1", "a", "1\n");
        Path integration = temp.resolve("repo.coord/r1/integration");
        mountIn(integration);
        run("umount", mount.toString());
        String mountAgain = "mkdir -p mnt && mount --bind '" + precious + "' mnt";

        Candidate candidate = ((Merged) sandbox.integrator().merge(Sandbox.wave(tip))).candidate();
        assertThat(sandbox.integrator(mountAgain).test(Trial.of(candidate, List.of())))
                .matches(TrialOutcome::isGreen);
        assertThatThrownBy(() -> sandbox.integrator("true").test(Trial.of(candidate, List.of())))
                .isInstanceOf(RepositoryFailed.class)
                .hasMessageContaining("mounted at " + mount.toRealPath());

        assertThat(precious.resolve("x")).hasContent("the user's");
    }
}
