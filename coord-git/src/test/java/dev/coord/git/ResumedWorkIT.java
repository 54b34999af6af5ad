package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Hunk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that goes back to its agent, on the newest target. */
class ResumedWorkIT {

    private static final FeatureId P2 = new FeatureId("P2");

    @TempDir
    private Path temp;

    private Sandbox sandbox;
    private FeatureTip tip;

    @BeforeEach
    void aFeatureThatDoesNotMergeAnyMore() throws InterruptedException {
        sandbox = Sandbox.in(temp.resolve("shop"));
        sandbox.write("list.txt", "a\nb\nc\n");
        sandbox.write("gone.txt", "gone\n");
        sandbox.commitAll("list");
        FeatureTip first = sandbox.made("P1", "list.txt", "a\nfirst\nc\n");
        Workspace second = sandbox.prepared("P2");
        Scripts.run(
                second.directory(),
                "sed -i 's/^b$/second/' list.txt; echo new > new.txt; mkdir dir; echo deep > 'dir/a b'; rm gone.txt");
        tip = sandbox.collected(second);
        MergeOutcome.Merged merged = (MergeOutcome.Merged) sandbox.integrator().merge(Sandbox.wave(first, tip));
        assertThat(merged.leftOut()).hasSize(1);
        sandbox.integrator().land(merged.candidate());
        sandbox.worktrees().keep(second, Feature.builder("P2").build());
    }

    private Workspace resumed() {
        Workspace workspace = sandbox.worktrees()
                .locate(Sandbox.RUN, P2, 2, sandbox.commit("main"))
                .resuming(tip.tip());
        sandbox.worktrees().prepare(workspace);
        return workspace;
    }

    private Collected collect(Workspace workspace) {
        return sandbox.worktrees()
                .collect(
                        workspace,
                        Feature.builder("P2").writes("list.txt", "new.txt").build());
    }

    @Test
    void liesMergedInTheFilesAndNoMergeIsInProgress() throws Exception {
        Workspace workspace = resumed();

        Path files = workspace.directory();
        assertThat(files.resolve("new.txt")).hasContent("new");
        assertThat(files.resolve("dir/a b")).hasContent("deep");
        assertThat(files.resolve("gone.txt")).doesNotExist();
        assertThat(Files.readString(files.resolve("list.txt")))
                .matches("a\n<<<<<<< [0-9a-f]{40}\nfirst\n[|]{7} .*\nb\n=======\nsecond\n>>>>>>> [0-9a-f]{40}\nc\n");
        assertThat(
                        Scripts.run(
                                files,
                                "git ls-files -u; git diff --cached --name-only --diff-filter=a; ls $(git rev-parse --git-path MERGE_HEAD) 2>&1 | grep -c . ; git rev-parse HEAD"))
                .endsWith(sandbox.commit("main").value() + "\n")
                .hasLineCount(2);
    }

    @Test
    void gitKnowsWhatItMoves() throws Exception {
        Workspace workspace = resumed();

        assertThat(Scripts.run(
                        workspace.directory(), "git mv new.txt moved.txt && git rm -qf 'dir/a b' && git stash -q"))
                .isEmpty();
        assertThat(Scripts.run(workspace.directory(), "git stash pop -q && git status --porcelain | grep moved"))
                .isEqualTo("A  moved.txt\n");
        Scripts.run(workspace.directory(), "printf 'a\\nfirst\\nsecond\\nc\\n' > list.txt; echo more > moved.txt");

        Collected.Work work = (Collected.Work) collect(workspace);

        assertThat(work.changed()).containsExactly("gone.txt", "list.txt", "moved.txt");
    }

    @Test
    void tellsBothSidesAndTheirBase() {
        assertThat(sandbox.worktrees().conflicts(resumed()))
                .containsExactly(new Hunk("list.txt", 2, "first\n", "b\n", "second\n"));
    }

    @Test
    void resolvedItLandsAsAMergeOfTheTargetAndTheLastTip() throws Exception {
        Workspace workspace = resumed();
        Scripts.run(workspace.directory(), "printf 'a\\nfirst\\nsecond\\nc\\n' > list.txt");

        Collected.Work work = (Collected.Work) collect(workspace);

        assertThat(sandbox.git("rev-parse", work.tip() + "^1").lines())
                .containsExactly(sandbox.commit("main").value());
        assertThat(sandbox.git("rev-parse", work.tip() + "^2").lines())
                .containsExactly(tip.tip().value());
        assertThat(work.changed()).containsExactly("dir/a b", "gone.txt", "list.txt", "new.txt");
        MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(new FeatureTip(P2, "digest", work.tip())));
        Candidate candidate = ((MergeOutcome.Merged) outcome).candidate();
        sandbox.integrator().land(candidate);
        assertThat(sandbox.content("main", "list.txt")).isEqualTo("a\nfirst\nsecond\nc");
        assertThat(sandbox.content("main", "new.txt")).isEqualTo("new");
    }

    @Test
    void anAgentsOwnCommitsAndMergeAreKept() throws Exception {
        Workspace workspace = resumed();
        Scripts.run(
                workspace.directory(),
                "printf 'a\\nboth\\nc\\n' > list.txt; git add -A; git commit -qm 'mine'; git merge -q -s ours "
                        + tip.tip());

        Collected.Work work = (Collected.Work) collect(workspace);

        assertThat(sandbox.git("log", "-1", "--format=%s", work.tip() + "^1").strip())
                .isEqualTo("mine");
        assertThat(sandbox.content(work.tip().value(), "list.txt")).isEqualTo("a\nboth\nc");
    }

    @Test
    void eachMarkThatIsLeftIsToldWithItsLine() throws Exception {
        Map<String, LineRange> left = new LinkedHashMap<>();
        left.put("true", new LineRange(2, 8));
        left.put("sed -i -e '/^=======/d' -e '/^|||||||/d' -e '/^<<<<<<</d' list.txt", new LineRange(5, 5));
        left.put("sed -i -e '/^=======/d' -e '/^[<>]/d' list.txt", new LineRange(3, 3));
        left.put("sed -i -e '/^[<>|]/d' list.txt", new LineRange(4, 4));
        left.put("sed -i -e '/^[=|<]/d' -e 's/^>/# >/' list.txt", new LineRange(5, 5));
        left.put("printf '<<<<<<< HEAD\\nx\\n=======\\ny\\n>>>>>>> other\\n' > list.txt", new LineRange(1, 5));
        for (Map.Entry<String, LineRange> agent : left.entrySet()) {
            Workspace workspace = resumed();
            Scripts.run(workspace.directory(), agent.getKey());

            assertThat(collect(workspace))
                    .as(agent.getKey())
                    .isInstanceOfSatisfying(
                            Collected.Unresolved.class,
                            unresolved -> assertThat(unresolved.files())
                                    .containsExactly(
                                            new ConflictedFile("list.txt", List.of(agent.getValue()), List.of())));
            sandbox.worktrees().keep(workspace, Feature.builder("P2").build());
        }
    }

    /** Its marks have the names of commits that the later call knows nothing of. */
    @Test
    void aMarkThatAnEarlierCallLeftIsNotResolvedEither() throws Exception {
        Workspace second = resumed();
        Scripts.run(
                second.directory(), "echo more > new.txt; sed -i -e 's/^b$/edited/' -e 's/^second$/third/' list.txt");
        Collected.Unresolved unresolved = (Collected.Unresolved) collect(second);
        sandbox.worktrees().keep(second, Feature.builder("P2").build());
        sandbox.write("later.txt", "later\n");
        sandbox.commitAll("later");
        Workspace third = sandbox.worktrees()
                .locate(Sandbox.RUN, P2, 3, sandbox.commit("main"))
                .resuming(unresolved.tip());
        sandbox.worktrees().prepare(third);
        assertThat(third.directory().resolve("new.txt")).hasContent("more");
        assertThat(sandbox.worktrees().conflicts(third))
                .as("what both began from is nothing that an agent has edited")
                .containsExactly(new Hunk("list.txt", 2, "first\n", "b\n", "third\n"));
        Scripts.run(third.directory(), "sed -i -e '/^=======/d' -e '/^|||||||/d' -e '/^<<<<<<</d' list.txt");

        assertThat(collect(third))
                .isInstanceOfSatisfying(
                        Collected.Unresolved.class,
                        again -> assertThat(again.files())
                                .containsExactly(
                                        new ConflictedFile("list.txt", List.of(new LineRange(5, 5)), List.of())));
    }

    /** By then the separator is in what the agent wrote, in a commit that merges. */
    @Test
    void aSeparatorIsNotResolvedByLeavingItOnceMore() throws Exception {
        Workspace second = resumed();
        Scripts.run(second.directory(), "sed -i '/^[<>|]/d' list.txt");
        Collected.Unresolved unresolved = (Collected.Unresolved) collect(second);
        sandbox.worktrees().keep(second, Feature.builder("P2").build());
        Workspace third = sandbox.worktrees()
                .locate(Sandbox.RUN, P2, 3, sandbox.commit("main"))
                .resuming(unresolved.tip());
        sandbox.worktrees().prepare(third);
        Scripts.run(third.directory(), "echo more > more.txt");

        assertThat(collect(third))
                .isInstanceOfSatisfying(
                        Collected.Unresolved.class,
                        again -> assertThat(again.files())
                                .containsExactly(
                                        new ConflictedFile("list.txt", List.of(new LineRange(4, 4)), List.of())));
    }

    @Test
    void anAgentsMergeOfAnotherHistoryIsNoEarlierCall() throws Exception {
        Workspace second = resumed();
        Scripts.run(
                second.directory(),
                "echo both > list.txt; git add -A; git commit -qm mine; other=$(git commit-tree -m other $(git mktree < /dev/null));"
                        + " git merge -q -s ours --allow-unrelated-histories " + tip.tip()
                        + "; git merge -q -s ours --allow-unrelated-histories $other");
        tip = new FeatureTip(P2, "digest", ((Collected.Work) collect(second)).tip());
        sandbox.worktrees().keep(second, Feature.builder("P2").build());

        assertThat(collect(resumed())).isInstanceOf(Collected.Work.class);
    }

    @Test
    void marksThatTheBaseHadAreContent() throws Exception {
        sandbox.write("howto.md", "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> other\n");
        sandbox.commitAll("howto");
        Workspace workspace = resumed();
        Scripts.run(workspace.directory(), "echo both > list.txt; echo more >> howto.md");

        assertThat(collect(workspace)).isInstanceOf(Collected.Work.class);
    }

    @Test
    void marksOfAnotherLengthAndInAFileOfAnySizeAreSeen() throws Exception {
        sandbox.write(".gitattributes", "list.txt conflict-marker-size=3\n");
        String large = ("x".repeat(1 << 20) + "\n").repeat(17);
        sandbox.write("large.txt", large + "last\n");
        sandbox.commitAll("small marks, large file");
        Workspace early = sandbox.worktrees().locate(Sandbox.RUN, P2, 5, sandbox.commit("main"));
        sandbox.worktrees().prepare(early);
        Scripts.run(early.directory(), "sed -i 's/^last$/mine/' large.txt; sed -i 's/^c$/mine/' list.txt");
        tip = sandbox.collected(early);
        sandbox.worktrees().keep(early, Feature.builder("P2").build());
        sandbox.write("large.txt", large + "theirs\n");
        sandbox.write("list.txt", "a\nfirst\ntheirs\n");
        sandbox.commitAll("the other side");
        Workspace workspace = resumed();
        assertThat(sandbox.worktrees().conflicts(workspace))
                .containsExactly(
                        new Hunk("large.txt", 18, "theirs\n", "last\n", "mine\n"),
                        new Hunk("list.txt", 3, "theirs\n", "c\n", "mine\n"));
        Scripts.run(workspace.directory(), "sed -i '/^[<=|]/d' large.txt; sed -i '/^[<=>]/d' list.txt");
        Collected.Unresolved left = (Collected.Unresolved) collect(workspace);
        assertThat(left.files())
                .extracting(ConflictedFile::path, ConflictedFile::lines)
                .containsExactly(
                        tuple("large.txt", List.of(new LineRange(21, 21))),
                        tuple("list.txt", List.of(new LineRange(4, 4))));
        sandbox.worktrees().keep(workspace, Feature.builder("P2").build());
        tip = new FeatureTip(P2, "digest", left.tip());

        assertThat(collect(resumed()))
                .isInstanceOfSatisfying(
                        Collected.Unresolved.class,
                        again -> assertThat(again.files()).isEqualTo(left.files()));
    }
}
