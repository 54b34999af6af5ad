package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RunId;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome.Landed;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkout is where git works on it, which is not always beside {@code .git}. */
class CheckoutPlacesIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
    }

    private void lands(Path checkout, String target) {
        Sandbox at = Sandbox.at(checkout);
        GitRepository repository = at.repository();
        GitIntegrator integrator =
                new GitIntegrator(repository, repository.commonDirectory().resolve("coord"), Optional.empty());
        Workspace workspace = at.prepared("P1");
        Sandbox.write(workspace.directory().resolve("new"), "new\n");
        WaveWork work = new WaveWork(new RunId("r1"), 0, target, List.of(at.collected(workspace)));
        try {
            Candidate candidate = ((MergeOutcome.Merged) integrator.merge(work)).candidate();
            assertThat(integrator.land(candidate)).isInstanceOf(Landed.class);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(checkout.resolve("new")).hasContent("new");
        assertThat(Scripts.run(checkout, "git status --porcelain --untracked-files=no"))
                .isEmpty();
    }

    private void landsBeside(Workspace workspace) {
        try {
            WaveWork work = new WaveWork(new RunId("r0"), 0, Sandbox.MAIN, List.of(sandbox.collected(workspace)));
            Candidate candidate = ((MergeOutcome.Merged) sandbox.integrator().merge(work)).candidate();
            assertThat(sandbox.integrator().land(candidate)).isInstanceOf(Landed.class);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
    }

    private void refuses(Path checkout, String target, String reason) {
        assertThatThrownBy(() -> Sandbox.at(checkout).integrator().survey(target, Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason);
    }

    @Test
    void ofASubmoduleIsInTheOuterRepository() {
        Sandbox outer = Sandbox.in(temp.resolve("outer"));
        outer.git(
                "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", sandbox.directory.toString(), "lib");
        Path lib = outer.directory.resolve("lib");
        Scripts.run(lib, "git config user.name A; git config user.email a@example.org");

        lands(lib, Sandbox.MAIN);

        Sandbox.write(lib.resolve("README"), "mine\n");
        refuses(lib, Sandbox.MAIN, "'README'");
    }

    @Test
    void isFarFromASeparateGitDirectory() {
        Scripts.run(temp, "git init -q --separate-git-dir=far repo");

        lands(sandbox.directory, Sandbox.MAIN);
    }

    @Test
    void isBesideALinkToTheGitDirectory() {
        Scripts.run(temp, "mv repo/.git far && ln -s ../far repo/.git");

        lands(sandbox.directory, Sandbox.MAIN);
    }

    @Test
    void isUnknownFromALinkedWorkTreeOfASeparateGitDirectory() {
        Scripts.run(temp, "git init -q --separate-git-dir=far repo; git -C repo worktree add -q ../linked -b aside");

        refuses(temp.resolve("linked"), Sandbox.MAIN, "git does not tell where that is");
    }

    @Test
    void isSeenFromALinkedWorkTreeThoughASettingSaysThatItIsNone() {
        Scripts.run(sandbox.directory, "git worktree add -q ../linked -b aside; git config core.bare true");

        refuses(temp.resolve("linked"), Sandbox.MAIN, "core.bare");
        assertThatThrownBy(() -> GitRepository.open(sandbox.directory)).hasMessageContaining("core.bare");
    }

    @Test
    void isOnADriveThatIsNotPluggedIn() {
        Scripts.run(
                sandbox.directory,
                "git worktree add -q -b feat ../usb; git worktree lock --reason stick ../usb; mv ../usb ../away");

        assertThatThrownBy(() -> sandbox.integrator().survey("refs/heads/feat", Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("usb has refs/heads/feat checked out, but is not there")
                .satisfies(failure -> {
                    String text = String.valueOf(failure.getMessage());
                    Scripts.run(temp, text.substring(text.indexOf("git -C ")));
                });

        lands(sandbox.directory, Sandbox.MAIN);
        assertThat(sandbox.integrator().survey("refs/heads/feat", Set.of()).target())
                .isEqualTo(sandbox.commit("feat"));
    }

    @Test
    void wasDeletedWithoutTellingGit() {
        Scripts.run(sandbox.directory, "git worktree add -q -b feat ../gone; rm -r ../gone");

        refuses(sandbox.directory, "refs/heads/feat", "worktree remove");
        lands(sandbox.directory, Sandbox.MAIN);
    }

    @Test
    void isSparse() {
        sandbox.write("left/a", "a\n");
        sandbox.write("right/b", "b\n");
        sandbox.commitAll("both");
        sandbox.git("sparse-checkout", "set", "left");
        Workspace workspace = sandbox.prepared("P2");
        Scripts.run(workspace.directory(), "git sparse-checkout disable; echo c >right/c; git add .; git commit -qm c");
        landsBeside(workspace);

        lands(sandbox.directory, Sandbox.MAIN);

        assertThat(sandbox.directory.resolve("right")).doesNotExist();
        assertThat(sandbox.content("HEAD", "right/c")).isEqualTo("c");
    }

    @Test
    void belongsToABranchThatIsReachedByASecondName() {
        sandbox.git("symbolic-ref", "refs/heads/master", Sandbox.MAIN);

        lands(sandbox.directory, "refs/heads/master");

        sandbox.write("README", "mine\n");
        refuses(sandbox.directory, "refs/heads/master", "'README'");
    }

    @Test
    void ofANewWorkTreeIsItsOwnWhateverTheRepositoryIsSetTo() {
        sandbox.git("config", "extensions.worktreeConfig", "true");
        sandbox.git("config", "core.worktree", sandbox.directory.toString());
        sandbox.git("switch", "--quiet", "--create", "dev");
        sandbox.write("README", "mine\n");

        Workspace workspace = sandbox.prepared("P1");

        assertThat(sandbox.directory.resolve("README")).hasContent("mine");
        assertThat(workspace.directory().resolve("README")).hasContent("hello");
        assertThat(Scripts.run(workspace.directory(), "git rev-parse --show-toplevel"))
                .isEqualTo(workspace.directory() + "\n");
        Scripts.run(workspace.directory(), "echo agent >README; git commit -qam agent");
        assertThat(sandbox.directory.resolve("README")).hasContent("mine");
    }
}
