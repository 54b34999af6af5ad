package dev.coord.core.answer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Holder;
import dev.coord.lock.LeaseId;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.proof.AuditFinding;
import dev.coord.run.Collected.Undone.How;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoticeTextTest {

    private static final FeatureId ONE = new FeatureId("one");
    private static final FeatureId TWO = new FeatureId("two");
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final LeaseId LEASE = new LeaseId("lease-7");
    private static final FencingToken TOKEN = new FencingToken(7);
    private static final CommitId OLD = new CommitId("3f2a1c".repeat(6) + "3f2a");
    private static final CommitId NEW = new CommitId("aa11bb".repeat(6) + "aa11");
    private static final String MAIN = "refs/heads/main";
    private static final Holder HOLDER = new Holder(
            Holder.Kind.LEASE, AGENT, TWO, new PathLock(new RepoPath("a.ts"), Operation.WRITE), Instant.EPOCH);

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("run: nothing to do: all 3 features have landed on " + MAIN, nothingToDo()),
                Arguments.of(
                        "run: run r: 3 features, 1 landed before, 0 finished before, 2 waves to go, up to 4 agents, onto "
                                + MAIN,
                        new RunNotice.Began(new RunId("r"), false, 3, 1, 0, 2, 4, MAIN)),
                Arguments.of(
                        "run: going on with run r: 3 features, 1 landed before, 1 finished before, 2 waves to go, up to 4 agents, onto "
                                + MAIN,
                        new RunNotice.Began(new RunId("r"), true, 3, 1, 1, 2, 4, MAIN)),
                Arguments.of("warning: disk full", RunNotice.Warning.of("disk full")),
                Arguments.of(
                        "run: run r: 1 feature, 0 landed before, 0 finished before, 1 wave to go, up to 1 agent, onto "
                                + MAIN,
                        new RunNotice.Began(new RunId("r"), false, 1, 0, 0, 1, 1, MAIN)),
                Arguments.of("wave: wave 1: one, two", new WaveNotice.Began(1, List.of(ONE, TWO))),
                Arguments.of("merge: wave 1: merging one, two", new WaveNotice.MergeBegan(1, List.of(ONE, TWO))),
                Arguments.of("merge: wave 1: merged onto 3f2a1c3f2a as aa11bbaa11", new WaveNotice.Merged(1, OLD, NEW)),
                Arguments.of(
                        "merge: wave 1: testing again what was merged as aa11bbaa11",
                        new WaveNotice.TestsRepeated(1, NEW)),
                Arguments.of(
                        "test: the integration tree was set up in 3.2s",
                        new WaveNotice.SetUp(1, Duration.ofMillis(3200))),
                Arguments.of("fail: no disk", new WaveNotice.NotIntegrated(1, "no disk", "")),
                Arguments.of("test: combined tests passed\n2 ok", new WaveNotice.TestsPassed(1, List.of(), "\n2 ok\n")),
                Arguments.of(
                        "test: the combined tests fail in nothing that the target does not: 2 tests fail on both, 'x', 'y'\nnot ok",
                        new WaveNotice.TestsPassed(1, List.of("x", "y"), "not ok\n")),
                Arguments.of("test: red\n1 of 2", new WaveNotice.TestsFailed(1, List.of(ONE), "red", "1 of 2\n")),
                Arguments.of(
                        "warning: " + MAIN + " moved to aa11bbaa11 meanwhile; merging again onto it",
                        new WaveNotice.TargetMoved(1, MAIN, NEW)),
                Arguments.of(
                        "land: wave 1 landed on " + MAIN + " as aa11bbaa11",
                        new WaveNotice.Landed(1, List.of(ONE), NEW, MAIN)),
                Arguments.of(
                        "rollback: wave 1 did not land, nothing of it is on " + MAIN + "; red; worse",
                        new WaveNotice.RolledBack(1, MAIN, List.of("red", "worse"), false)),
                Arguments.of(
                        "rollback: wave 1 did not land, nothing of it is on " + MAIN,
                        new WaveNotice.RolledBack(1, MAIN, List.of("red"), true)),
                Arguments.of(
                        "left_out: 1 feature did not land on " + MAIN,
                        new RunNotice.LeftOut(MAIN, List.of("feature 'one' failed: exit 1"))),
                Arguments.of("fail: who knows", new WaveNotice.LandingUnknown(1, NEW, "who knows")));
    }

    static Stream<Arguments> linesOfFeatures() {
        return Stream.of(
                Arguments.of(
                        "fail: one: it does not merge with two: conflict in 'a.ts' line 3",
                        new FeatureNotice.NotMerged(
                                ONE,
                                1,
                                List.of(TWO),
                                List.of("a.ts"),
                                "it does not merge with two: conflict in 'a.ts' line 3",
                                List.of())),
                Arguments.of(
                        "start: one: agent-1 works under token 7",
                        new FeatureNotice.Started(ONE, AGENT, 1, LEASE, TOKEN, "/w")),
                Arguments.of("start: one: set up in 3.2s", new FeatureNotice.SetUp(ONE, Duration.ofMillis(3200))),
                Arguments.of(
                        "wait: one: waits for a.ts held by agent-1 (two)",
                        new FeatureNotice.LocksAwaited(ONE, AGENT, List.of(HOLDER))),
                Arguments.of(
                        "lock: one: agent-1 holds 1 lock",
                        new FeatureNotice.LocksGranted(ONE, AGENT, LEASE, TOKEN, 1, false)),
                Arguments.of(
                        "lock: one: locks granted after waiting",
                        new FeatureNotice.LocksGranted(ONE, AGENT, LEASE, TOKEN, 1, true)),
                Arguments.of(
                        "finish: one: 2 files in 1.5s, commit aa11bbaa11",
                        new FeatureNotice.Finished(ONE, AGENT, 1, NEW, 2, Duration.ofMillis(1500))),
                Arguments.of("fail: one: exit status 3", new FeatureNotice.Failed(ONE, AGENT, 1, "exit status 3", " ")),
                Arguments.of(
                        "fail: one: exit status 3\nboom",
                        new FeatureNotice.Failed(ONE, AGENT, 1, "exit status 3", "boom\n")),
                Arguments.of(
                        "merge: one: 'a.json' conflicts by lines, and is merged by what it means (JSON): 'b/c' added by the"
                                + " feature, 'd' deleted by both and 7 more",
                        new FeatureNotice.FileResolved(
                                1,
                                new Resolved(
                                        ONE,
                                        "a.json",
                                        "JSON",
                                        List.of(
                                                new Taken(
                                                        "JSON", "b/c", Change.ADDED, Side.THEIRS, new LineRange(2, 2)),
                                                new Taken("JSON", "d", Change.DELETED, Side.BOTH, new LineRange(3, 2))),
                                        9))),
                Arguments.of(
                        "merge: one: 'a.lock' conflicts, and the command for it made it anew",
                        new FeatureNotice.FileResolved(1, Resolved.regenerated(ONE, "a.lock"))),
                Arguments.of("fail: one: no disk", new FeatureNotice.WorkNotKept(ONE, 1, "no disk")),
                Arguments.of(
                        "warning: one: what was made of it is kept at refs/x",
                        new FeatureNotice.WorkKept(ONE, "refs/x")),
                Arguments.of(
                        "warning: one: its work tree stays at /w, since 'x' is in it",
                        new FeatureNotice.WorkTreeStays(ONE, "/w", "'x' is in it")),
                Arguments.of(
                        "warning: one: wrote 'b.ts', which it did not declare",
                        new FeatureNotice.WriteAudited(
                                ONE, List.of(new AuditFinding.Undeclared("b.ts", List.of(), List.of())))),
                Arguments.of(
                        "warning: one: deletes '1', '2', '3', '4', '5' and 1 more, which two landed",
                        new FeatureNotice.LandedWorkUndone(
                                ONE, How.DELETES, List.of(TWO), List.of("1", "2", "3", "4", "5", "6"))),
                Arguments.of(
                        "warning: one: reverts 'a' to what was there before two landed",
                        new FeatureNotice.LandedWorkUndone(ONE, How.REVERTS, List.of(TWO), List.of("a"))),
                Arguments.of(
                        "warning: one: removes every line that two landed in 'a'",
                        new FeatureNotice.LandedWorkUndone(ONE, How.REMOVES_LINES, List.of(TWO), List.of("a"))),
                Arguments.of("warning: one: look", RunNotice.Warning.of(ONE, "look")));
    }

    private static RunNotice nothingToDo() {
        return new RunNotice.NothingToDo(3, MAIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lines", "linesOfFeatures"})
    void peopleReadWhatTheyAlwaysRead(String line, RunNotice notice) {
        NoticeText told = NoticeText.of(notice);

        String feature = told.about().map(id -> id + ": ").orElse("");
        assertThat(told.kind().name().toLowerCase(Locale.ROOT) + ": " + feature + told.text())
                .isEqualTo(line);
    }
}
