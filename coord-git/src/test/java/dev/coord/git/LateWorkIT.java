package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to a work tree after its work was collected, by a process that its agent left running. */
class LateWorkIT {

    @TempDir
    Path temp;

    private Sandbox sandbox;
    private Worktrees worktrees;
    private Workspace workspace;
    private Path mine;

    @BeforeEach
    void collect() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        Sandbox.write(sandbox.directory.resolve(".gitignore"), "*.out\n");
        sandbox.commitAll("ignore");
        worktrees = sandbox.worktrees();
        workspace = sandbox.located(worktrees, "P1", 1);
        worktrees.prepare(workspace);
        mine = workspace.directory().resolve("src/mine");
        Sandbox.write(mine, "early\n");
        assertThat(worktrees.collect(workspace, Sandbox.feature("P1", "src/mine", "gen/*.out")))
                .isInstanceOf(Collected.Work.class);
    }

    @Test
    void aWorkTreeThatIsAsItWasCollectedGoesAway() {
        Collected.Kept kept = worktrees.remove(workspace);

        assertThat(kept.ref()).isEmpty();
        assertThat(kept.stays()).isEmpty();
        assertThat(workspace.directory()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo later > src/other",
                "echo lat-r > src/mine && sed -i s/-/e/ src/mine",
                "echo later >> README",
                "mkdir gen && echo later > gen/a.out && git add -f gen/a.out",
                "echo later > src/mine && git add src/mine && echo early > src/mine",
                "echo later > README && git commit -qam later && git reset -q --hard HEAD~1",
                "echo later > README && git commit -qam later",
                "echo later > README && git update-index --assume-unchanged README",
                "echo later > README && git update-index --skip-worktree README",
                "git init -q src/nested && echo later > src/nested/file",
                "git switch -q --detach && echo later > README && git commit -qam later && git switch -q -",
                "rm README && ln -s later README && ln -s \"$(printf 'later\\n')\" link"
            })
    void whatIsWrittenLaterIsKept(String script) {
        Scripts.run(workspace.directory(), script);

        worktrees.remove(workspace);

        assertThat(sandbox.pinned() + left()).contains("later");
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsSeenToBeAnother() throws IOException {
        FileTime time = Files.getLastModifiedTime(mine);
        Sandbox.write(mine, "later\n");
        Files.setLastModifiedTime(mine, time);

        Collected.Kept kept = worktrees.remove(workspace);

        assertThat(kept.ref()).isNotEmpty();
        assertThat(sandbox.pinned()).contains("later");
    }

    @Test
    void whatIsDeletedLaterIsPinnedAsItWasCollected() throws IOException {
        Files.delete(mine);

        worktrees.remove(workspace);

        assertThat(sandbox.pinned()).contains("early");
    }

    @Test
    void ignoredFilesThatAreDeclaredCountLaterToo() {
        Sandbox.write(workspace.directory().resolve("gen/b.out"), "later\n");

        worktrees.keep(workspace, Sandbox.feature("P1", "src/mine", "gen/*.out"));

        assertThat(sandbox.pinned()).contains("later");
    }

    private String left() {
        return Files.exists(workspace.directory())
                ? Scripts.run(workspace.directory(), "grep -rhs later . || true")
                : "";
    }
}
