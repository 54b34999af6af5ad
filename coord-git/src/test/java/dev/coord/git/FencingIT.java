package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.lock.FencingToken;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.MergeOutcome.Overtaken;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Late work never lands over that of a newer holder, and honest work is never taken for late. */
class FencingIT {

    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    private static final String TOP = "one\n2\n3\n4\n5\n6\n7\n8\n9\n";
    private static final String BOTTOM = "1\n2\n3\n4\n5\n6\n7\n8\nnine\n";

    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write("app/list.ts", LINES);
        sandbox.commitAll("a file that two can change without a textual conflict");
    }

    private MergeOutcome outcome(FeatureTip... tips) throws InterruptedException {
        return sandbox.integrator().merge(Sandbox.wave(tips));
    }

    private CommitId landed(FeatureTip... tips) throws InterruptedException {
        MergeOutcome outcome = outcome(tips);
        assertThat(outcome).isInstanceOf(Merged.class);
        sandbox.integrator().land(((Merged) outcome).candidate());
        return sandbox.commit("main");
    }

    private FeatureTip made(String feature, String path, String text) {
        return sandbox.made(feature, path, text);
    }

    private static FeatureTip under(long token, FeatureTip made, String... locked) {
        Fence fence = new Fence(
                new FencingToken(token),
                Arrays.stream(locked).map(RepoPath::new).toList());
        return new FeatureTip(made.feature(), made.digest(), made.tip(), Optional.of(fence));
    }

    private static Overtaken overtaken(String late, long token, String by, long newer, String... files) {
        return new Overtaken(
                new FeatureId(late),
                new FencingToken(token),
                new FeatureId(by),
                new FencingToken(newer),
                List.of(files));
    }

    @Test
    void aLandedFeatureNamesItsToken() throws InterruptedException {
        CommitId merge = landed(under(7, made("P1", "app/list.ts", TOP), "app/list.ts"));

        assertThat(sandbox.git("log", "-1", "--format=%(trailers)", merge.value())
                        .lines())
                .startsWith("Coord-Feature: P1", "Coord-Digest: digest-P1", "Coord-Token: 7");
        assertThat(sandbox.integrator().survey(Sandbox.MAIN, Set.of()).landed())
                .containsEntry(new FeatureId("P1"), new Landed(merge, "digest-P1"));
    }

    @Nested
    class RefusesTheLateHolder {

        @Test
        void whereTheNewerOneHasLandedMeanwhile() throws InterruptedException {
            FeatureTip late = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            CommitId main = landed(under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts"));

            assertThat(outcome(late).leftOut()).containsExactly(overtaken("P1", 1, "P2", 2, "app/list.ts"));

            assertThat(sandbox.commit("main")).isEqualTo(main);
            assertThat(sandbox.content("main", "app/list.ts")).endsWith("nine");
        }

        @Test
        void whereTheNewerOneIsMergedBeforeItInTheSameWave() throws InterruptedException {
            FeatureTip late = under(1, made("P1", "app/list.ts", TOP), "app/");
            FeatureTip newer = under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts");

            assertThat(outcome(newer, late).leftOut()).containsExactly(overtaken("P1", 1, "P2", 2, "app/list.ts"));

            assertThat(sandbox.content("refs/coord/waves/r1/0/candidate", "app/list.ts"))
                    .endsWith("nine");
        }

        @Test
        void whereItDeletesWhatTheNewerOneChanged() throws InterruptedException {
            Workspace deleting = sandbox.prepared("P1");
            Scripts.run(deleting.directory(), "rm app/list.ts");
            FeatureTip late = under(1, sandbox.collected(deleting), "app/**");
            landed(under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts"));

            assertThat(outcome(late).leftOut()).containsExactly(overtaken("P1", 1, "P2", 2, "app/list.ts"));
        }

        @Test
        void whereTheTargetMovedOnAfterTheNewerOneHadLanded() throws InterruptedException {
            FeatureTip late = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            landed(under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts"));
            sandbox.write("other", "x\n");
            sandbox.commitAll("meanwhile");
            landed(under(3, made("P3", "third", "x\n"), "third"));

            assertThat(outcome(late).leftOut()).containsExactly(overtaken("P1", 1, "P2", 2, "app/list.ts"));
        }

        /** What no line of text names, and what an older build landed, counts as held. */
        @Test
        void whereTheCommitDoesNotSayThatTheFileWasNotLocked() throws InterruptedException {
            FeatureTip late = under(1, made("P1", "app/line\nbreak", "one\n"), "app/**");
            landed(under(2, made("P2", "app/line\nbreak", "one\n"), "b.ts"));

            assertThat(outcome(late).leftOut()).containsExactly(overtaken("P1", 1, "P2", 2, "app/line\nbreak"));
        }

        @Test
        void whoseWorkIsKeptAndWelcomeWhenItIsMadeAnewOnTop() throws InterruptedException {
            Workspace workspace = sandbox.prepared("P1");
            Sandbox.write(workspace.directory().resolve("app/list.ts"), TOP);
            FeatureTip late = under(1, sandbox.collected(workspace), "app/list.ts");
            landed(under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts"));
            assertThat(outcome(late).leftOut()).singleElement().isInstanceOf(Overtaken.class);
            Collected.Kept kept = sandbox.worktrees().keep(workspace, Sandbox.feature("P1"));

            Workspace again = sandbox.prepared("P1", 2);
            Scripts.run(again.directory(), "sed -i s/1/one/ app/list.ts");
            landed(under(3, sandbox.collected(again), "app/list.ts"));

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
            assertThat(sandbox.content(kept.ref(), "app/list.ts")).startsWith("one");
        }
    }

    @Nested
    class TakesHonestWork {

        @Test
        void ofHoldersOneAfterTheOtherOnTheSameBase() throws InterruptedException {
            FeatureTip first = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            FeatureTip second = under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts");
            landed(first);

            landed(second);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }

        @Test
        void ofHoldersOneAfterTheOtherInOneWave() throws InterruptedException {
            FeatureTip first = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            FeatureTip second = under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts");

            landed(first, second);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }

        /** Locks of one wave are granted in any order, and what nobody locked may be changed by both. */
        @Test
        void whoseTokensAreNotInTheOrderOfThePlan() throws InterruptedException {
            Workspace workspace = sandbox.prepared("P1");
            Sandbox.write(workspace.directory().resolve("app/list.ts"), TOP);
            Sandbox.write(workspace.directory().resolve("a.ts"), "a\n");
            FeatureTip earlier = under(1, sandbox.collected(workspace), "a.ts");
            FeatureTip later = under(2, made("P2", "app/list.ts", BOTTOM), "b.ts");

            landed(later, earlier);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }

        /** The newer one wrote where it held no lock: it is not its holder, whether it landed before or is in the same wave. */
        @Test
        void whoseFileOneWithANewerTokenChangedWithoutALock() throws InterruptedException {
            FeatureTip holder = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            FeatureTip intruder = under(2, made("P2", "app/list.ts", BOTTOM), "b.ts");
            assertThat(outcome(intruder, holder).leftOut()).isEmpty();
            landed(intruder);

            landed(holder);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
            assertThat(sandbox.git("log", "-1", "--format=%(trailers:key=Coord-Unlocked,valueonly)", "main^1"))
                    .isEqualTo("app/list.ts\n");
        }

        @Test
        void begunAfterAnOlderDirectoryHadGivenGreaterTokens() throws InterruptedException {
            landed(under(500, made("P1", "app/list.ts", TOP), "app/list.ts"));

            landed(under(1, made("P2", "app/list.ts", TOP.replace("9", "nine")), "app/list.ts"));

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }

        @Test
        void thatHasMergedTheNewerOneItself() throws InterruptedException {
            Workspace workspace = sandbox.prepared("P1");
            landed(under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts"));
            Scripts.run(
                    workspace.directory(),
                    "git merge -q main && sed -i s/1/one/ app/list.ts && git commit -qam 'on top of it'");

            landed(under(1, sandbox.collected(workspace), "app/list.ts"));

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }

        @Test
        void ofOthersOnOtherFiles() throws InterruptedException {
            FeatureTip first = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            landed(under(2, made("P2", "app/other.ts", "x\n"), "app/other.ts"));

            landed(first);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one");
        }

        @Test
        void withoutAFence() throws InterruptedException {
            FeatureTip first = made("P1", "app/list.ts", TOP);
            landed(under(2, made("P2", "app/list.ts", BOTTOM), "app/list.ts"));

            landed(first);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }

        @Test
        void besideCommitsThatSaySomethingElseInTheTrailer() throws InterruptedException {
            FeatureTip first = under(1, made("P1", "app/list.ts", TOP), "app/list.ts");
            FeatureTip second = made("P2", "app/list.ts", BOTTOM);
            for (String token : List.of("many", "-7", "9223372036854775808", "3,4", "")) {
                String tree = sandbox.git("rev-parse", second.tip() + "^{tree}");
                String merge = sandbox.git(
                        "commit-tree",
                        tree,
                        "-p",
                        "main",
                        "-p",
                        second.tip().value(),
                        "-m",
                        "Merge\n\nCoord-Feature: P2\nCoord-Digest: d\nCoord-Token: " + token);
                sandbox.git("reset", "-q", "--hard", merge);
            }

            landed(first);

            assertThat(sandbox.content("main", "app/list.ts")).startsWith("one").endsWith("nine");
        }
    }
}
