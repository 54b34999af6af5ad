package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome.Landed;
import dev.coord.merge.MergeOutcome;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout that could not follow when its branch had moved. A filter that fails stands for a disk that is full. */
class BehindIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private Candidate candidate;

    @BeforeEach
    void begin() throws InterruptedException {
        sandbox = Sandbox.in(temp.resolve("a repo"));
        sandbox.write(".gitattributes", "*.big filter=disk\n");
        sandbox.write("old/only", "x\n");
        sandbox.commitAll("attributes");
        sandbox.git("config", "filter.disk.required", "true");
        sandbox.git("config", "filter.disk.clean", "cat");
        sandbox.git("config", "filter.disk.smudge", "cat");
        Workspace workspace = sandbox.prepared("P1");
        Sandbox.write(workspace.directory().resolve("a.txt"), "a\n");
        Sandbox.write(workspace.directory().resolve("b.big"), "big\n");
        Sandbox.write(workspace.directory().resolve("shared.txt"), "changed\n");
        Scripts.run(workspace.directory(), "rm -r old");
        candidate = ((MergeOutcome.Merged) sandbox.integrator().merge(Sandbox.wave(sandbox.collected(workspace))))
                .candidate();
        sandbox.git("config", "filter.disk.smudge", "false");
    }

    private List<String> behind() {
        GitIntegrator integrator = sandbox.integrator();
        assertThat(integrator.land(candidate)).isEqualTo(new Landed(candidate.commit()));
        return integrator.behind();
    }

    private String behindNow() {
        try {
            return sandbox.integrator().survey(Sandbox.MAIN, Set.of()).toString();
        } catch (BadInput e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void mendTheDisk() {
        sandbox.git("config", "filter.disk.smudge", "cat");
    }

    private void assertWhole() {
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.directory.resolve("b.big")).hasContent("big");
        assertThat(sandbox.directory.resolve("shared.txt")).hasContent("changed");
        assertThat(sandbox.directory.resolve("old")).doesNotExist();
        assertThat(Scripts.run(sandbox.directory, "find .git -name '*.lock' -o -name 'coord-landing*'"))
                .isEmpty();
    }

    @Test
    void isToldAsLandedWithWhatIsMissing() {
        List<String> behind = behind();

        assertThat(behind)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("refs/heads/main has landed")
                        .contains("could not follow")
                        .contains("'b.big'")
                        .doesNotContain("'a.txt'"));
        assertThat(sandbox.directory.resolve("a.txt")).hasContent("a");
        assertThat(sandbox.directory.resolve("shared.txt")).hasContent("changed");
        assertThat(sandbox.git("status", "--porcelain")).isEqualTo(" D b.big");
        assertThat(sandbox.commit("main")).isEqualTo(candidate.commit());
    }

    @Test
    void isMendedByTheCommandShown() {
        String text = behind().get(0);
        mendTheDisk();

        Scripts.run(temp, text.substring(text.indexOf("git -C ")));

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(candidate.commit());
        assertWhole();
    }

    @Test
    void isMendedByTheCommandShownWithoutAnyOtherChangeThatTheUserHas() {
        sandbox.git("update-index", "--assume-unchanged", "README");
        sandbox.write("README", "hidden\n");
        String text = behind().get(0);
        mendTheDisk();
        sandbox.write("b.big", "mine\n");

        Scripts.run(temp, text.substring(text.indexOf("git -C ")));

        assertThat(sandbox.directory.resolve("b.big")).hasContent("big");
        assertThat(sandbox.git("show", "stash@{0}:b.big")).isEqualTo("mine");
        assertThat(sandbox.directory.resolve("README")).hasContent("hidden");
    }

    @Test
    void whereTheUserStagedSomethingMeanwhileIsMendedByTheCommandShown() {
        sandbox.killedLanding(candidate.base(), candidate.commit());
        sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
        Scripts.run(sandbox.directory, "rm .git/index.lock; echo staged >README; git add README");
        mendTheDisk();

        assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                .isInstanceOf(BadInput.class)
                .satisfies(failure -> {
                    String text = String.valueOf(failure.getMessage());
                    Scripts.run(temp, text.substring(text.indexOf("git -C ")));
                });

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(candidate.commit());
        assertWhole();
        assertThat(sandbox.git("show", "stash@{0}:README")).isEqualTo("staged");
    }

    @Test
    void isMendedByTheNextRun() {
        behind();
        mendTheDisk();

        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).target()).isEqualTo(candidate.commit());

        assertWhole();
    }

    @Test
    void isNotBlamedOnTheUser() {
        behind();

        assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("could not follow")
                .hasMessageContaining("'b.big'");
    }

    @Test
    void keepsWhatTheUserWroteMeanwhile() {
        behind();
        sandbox.write("b.big", "mine\n");
        sandbox.write("README", "mine too\n");
        mendTheDisk();

        assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                .isInstanceOf(BadInput.class);

        assertThat(sandbox.directory.resolve("b.big")).hasContent("mine");
        assertThat(sandbox.directory.resolve("README")).hasContent("mine too");
    }

    @Test
    void neverLosesADirectoryThatLiesInTheWayMeanwhile() {
        CommitId old = candidate.base();
        sandbox.killedLanding(old, candidate.commit());
        sandbox.git("update-ref", Sandbox.MAIN, candidate.commit().value());
        sandbox.write("b.big/mine", "mine\n");
        mendTheDisk();

        assertThatThrownBy(() -> sandbox.integrator().survey(Sandbox.MAIN, Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'b.big'");

        assertThat(sandbox.directory.resolve("b.big/mine")).hasContent("mine");
        String shown = behindNow();
        Scripts.run(temp, shown.substring(shown.indexOf("git -C ")) + " || true");
        assertThat(sandbox.directory.resolve("b.big/mine")).hasContent("mine");
        assertThat(sandbox.directory.resolve("shared.txt")).hasContent("changed");
    }
}
