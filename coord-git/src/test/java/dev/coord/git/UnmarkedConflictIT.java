package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Hunk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conflicts that git sets no marks for: an agent that does not look must not land one side of them. */
class UnmarkedConflictIT {

    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    private Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("shop"));
    }

    private FeatureTip tip(String script) throws InterruptedException {
        Workspace early = sandbox.prepared("P2");
        Scripts.run(early.directory(), script);
        FeatureTip tip = sandbox.collected(early);
        sandbox.worktrees().keep(early, Feature.builder("P2").build());
        return tip;
    }

    private Workspace resumed(int attempt, FeatureTip tip) {
        Workspace workspace = sandbox.worktrees()
                .locate(Sandbox.RUN, P2, attempt, sandbox.commit("main"))
                .resuming(tip.tip());
        sandbox.worktrees().prepare(workspace);
        return workspace;
    }

    private Collected collect(Workspace workspace) {
        Collected collected =
                sandbox.worktrees().collect(workspace, Feature.builder("P2").build());
        sandbox.worktrees().keep(workspace, Feature.builder("P2").build());
        return collected;
    }

    private List<String> notes(Workspace workspace) {
        return sandbox.worktrees().conflicts(workspace).stream()
                .map(hunk -> hunk.path() + ": " + hunk.note())
                .toList();
    }

    private static List<String> unresolved(Collected collected) {
        return ((Collected.Unresolved) collected)
                .files().stream().map(ConflictedFile::toString).toList();
    }

    @Test
    void oneThatNobodyTouchedGoesBackOnceAndLandsWhereItIsLeftAgain() throws Exception {
        sandbox.write("data", "base\n");
        sandbox.write("gone.txt", "base\n");
        sandbox.write(".gitattributes", "data -merge\n");
        sandbox.commitAll("data");
        FeatureTip tip = tip("echo own > data; echo own > gone.txt");
        sandbox.write("data", "target\n");
        sandbox.git("rm", "-q", "gone.txt");
        sandbox.commitAll("the other side");
        String target = sandbox.commit("main").value();

        Workspace second = resumed(2, tip);
        assertThat(notes(second))
                .containsExactly(
                        "data: Git cannot merge this file, and it has no marks of git's. This work tree has the target's version. The"
                                + " target has it: `git show " + target + ":data`. Your last commit has it: `git show "
                                + tip.tip() + ":data`.",
                        "gone.txt: Git cannot merge this file, and it has no marks of git's. This work tree has your version. The"
                                + " target does not have it: it was deleted or renamed there, or never was there. Your last commit has"
                                + " it: `git show " + tip.tip() + ":gone.txt`.");
        Scripts.run(second.directory(), "echo note > note; rm gone.txt");
        Collected left = collect(second);
        assertThat(unresolved(left)).containsExactly("data");

        Workspace third = resumed(3, new FeatureTip(P2, "digest", ((Collected.Unresolved) left).tip()));
        assertThat(notes(third)).singleElement().asString().contains("`git show " + tip.tip() + ":data`", "once more");
        assertThat(collect(third)).isInstanceOf(Collected.Work.class);
    }

    @Test
    void aNameThatGitMadeUpDoesNotLand() throws Exception {
        FeatureTip tip = tip("mkdir d; ln -s two d/x; echo own > d/y");
        sandbox.write("d/x", "target\n");
        sandbox.write("d/y/a", "target\n");
        sandbox.commitAll("the other side");
        String target = sandbox.commit("main").value();

        Workspace second = resumed(2, tip);
        assertThat(sandbox.worktrees().conflicts(second))
                .extracting(Hunk::path)
                .contains("d/x~" + target, "d/y~" + tip.tip());
        assertThat(notes(second))
                .anySatisfy(note -> assertThat(note)
                        .startsWith("d/x~" + target + ": Git made this name up: it holds the target's `d/x`"));
        Scripts.run(second.directory(), "rm d/y~*; echo note > note");
        Collected left = collect(second);
        assertThat(unresolved(left)).contains("d/x~" + target).doesNotContain("d/y~" + tip.tip());

        Workspace third = resumed(3, new FeatureTip(P2, "digest", ((Collected.Unresolved) left).tip()));
        assertThat(notes(third))
                .anySatisfy(note -> assertThat(note).startsWith("d/x~" + target + ": Git made this name up"));
        assertThat(collect(third)).isInstanceOf(Collected.Unresolved.class);
        Workspace fourth = resumed(4, new FeatureTip(P2, "digest", ((Collected.Unresolved) left).tip()));
        Scripts.run(fourth.directory(), "mv d/x~* d/x");
        assertThat(collect(fourth)).isInstanceOf(Collected.Work.class);
    }
}
