package dev.coord.core.report;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.SafeText;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Wave;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Replaced;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run of which there is everything to tell: a and b landed together and c alone, of which b went back once; d broke its wave together with b
 * and failed, e needs d; z had landed before.
 */
record SampleRun(String text) {

    static final Instant BEGUN = Instant.parse("2025-10-30T14:30:00Z");

    static FeatureId id(String name) {
        return new FeatureId(name);
    }

    static CommitId commit(int number) {
        return new CommitId(String.format("%040x", number));
    }

    FeatureSet features() {
        return FeatureSet.of(List.of(
                Feature.builder("a").title("of " + printable()).build(),
                Feature.builder("b").build(),
                Feature.builder("c").build(),
                Feature.builder("d").blockedBy("c").build(),
                Feature.builder("e").blockedBy("d", "a").build(),
                Feature.builder("z").build()));
    }

    /** A title of anything else is refused. */
    private String printable() {
        return text.codePoints()
                .filter(SafeText::isSafe)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    RunRecord record() {
        Map<FeatureId, FeatureRun> features = new TreeMap<>();
        features.put(
                id("a"),
                landed(id("a"), 1)
                        .merged(
                                List.of(resolved(), Resolved.regenerated(id("a"), text)),
                                new CommitId("1".repeat(40)),
                                Optional.of(new Renumbered(
                                        id("a"),
                                        new CommitId("1".repeat(40)),
                                        Optional.of(new CommitId("9".repeat(40))),
                                        List.of(new Renaming(
                                                "migrations/002_" + text,
                                                "migrations/003_" + text,
                                                Optional.of("002"),
                                                "migrations/002_b",
                                                List.of(id("b")))),
                                        List.of(text)))));
        features.put(id("b"), landed(id("b"), 2));
        features.put(id("c"), new FeatureRun("c", 1, new FeaturePhase.Landed(), Duration.ofMinutes(5)));
        features.put(
                id("d"),
                new FeatureRun("d", 3, new FeaturePhase.Failed(text, "refs/coord/kept/1/d"), Duration.ofMinutes(20)));
        features.put(id("e"), new FeatureRun("e", 0, new FeaturePhase.Pending(), Duration.ZERO));
        features.put(id("z"), new FeatureRun("z", 1, new FeaturePhase.Landed(), Duration.ZERO));
        return new RunRecord(
                new RunId("abc123"),
                new ProcessId(1, Instant.EPOCH, "here"),
                Optional.empty(),
                BEGUN,
                RunSettings.builder("refs/heads/main").build(),
                List.of(wave(0, "a", "b"), wave(1, "c"), wave(2, "d"), wave(3, "e")),
                2,
                new TreeMap<>(features),
                new RunPhase.Stopped(List.of(text)),
                account());
    }

    private static Wave wave(int number, String... features) {
        return new Wave(number, List.of(features).stream().map(SampleRun::id).toList(), List.of());
    }

    private FeatureRun landed(FeatureId feature, int attempts) {
        Culprit merge = new Culprit(Optional.of(commit(9)), text);
        LostLine lost = new LostLine(text, 7, text, Side.TARGET, merge);
        FeatureProof proof = new FeatureProof(
                feature,
                new LineCount(42, 40, 3, List.of(new Replaced(id("b"), text, 2))),
                List.of(lost),
                List.of(lost),
                List.of(new TakenAway(text, id("z"), 4)),
                List.of(new AuditFinding.Gitlink(text)),
                List.of(new IntegrityFinding(feature, "file", text, 7, text, text, false)));
        return new FeatureRun(feature.value(), attempts, new FeaturePhase.Landed(), Duration.ofMinutes(10))
                .proven(proof);
    }

    private Resolved resolved() {
        Taken taken =
                new Taken(text, text, StructuredMerge.Change.ADDED, StructuredMerge.Side.BOTH, new LineRange(1, 2));
        return new Resolved(id("a"), text, text, List.of(taken), 1);
    }

    private RunAccount account() {
        return RunAccount.NONE
                .with(new Baseline.Red(commit(1), new TreeSet<>(List.of(text)), Extent.UNKNOWN))
                .with(id("a"), new FeatureWork(BEGUN, Optional.of(commit(11)), 1))
                .with(id("b"), new FeatureWork(BEGUN.plusSeconds(60), Optional.of(commit(12)), 2))
                .with(new Returned(0, id("b"), Cause.CONFLICT, List.of(id("a")), 1))
                .with(new Returned(2, id("d"), Cause.CONFLICT, List.of(id("b")), 2))
                .with(new Returned(2, id("d"), Cause.LOST_LINES, List.of(), 3))
                .with(new Returned(2, id("d"), Cause.LOST_LINES, List.of(), 3))
                .with(new Returned(2, id("d"), Cause.WRITES, List.of(), 1))
                .with(new Returned(2, id("d"), Cause.CHECK, List.of(), 0))
                .with(new Returned(2, id("d"), Cause.TESTS, List.of(), 0))
                .with(new Returned(2, id("d"), Cause.OTHER, List.of(), 0))
                .with(test(0, Purpose.BASELINE, Verdict.RED, false))
                .with(test(0, Purpose.CHECK, Verdict.GREEN, false, "a"))
                .with(check(0, Purpose.WAVE, Verdict.RED, "a", "b"))
                .with(check(0, Purpose.SEARCH, Verdict.RED, "a", "b"))
                .with(check(0, Purpose.WAVE, Verdict.GREEN, "a"))
                .with(check(2, Purpose.WAVE, Verdict.RED, "d"))
                .with(test(0, Purpose.WAVE, Verdict.GREEN, false, "a", "b"))
                .with(new LandedWave(0, List.of(id("a"), id("b")), commit(1), commit(2), BEGUN.plusSeconds(1200)))
                .with(new LandedWave(1, List.of(id("c")), commit(2), commit(3), BEGUN.plusSeconds(1800)))
                .with(test(2, Purpose.WAVE, Verdict.RED, false, "d"))
                .with(test(2, Purpose.SEARCH, Verdict.RED, true, "d"))
                .with(test(2, Purpose.CONFIRMATION, Verdict.OVERDUE, false, "d"))
                .with(new CulpritFound(2, id("d"), List.of(id("b")), text, 5))
                .with(new CulpritFound(2, id("d"), List.of(id("b")), text, 4));
    }

    /** That of the first feature, on what was merged of others. */
    private static TestRun check(int wave, Purpose purpose, Verdict verdict, String... features) {
        return new TestRun(
                wave,
                purpose,
                List.of(features).stream().map(SampleRun::id).toList(),
                List.of(id("a")),
                verdict,
                false,
                Duration.ofSeconds(2));
    }

    private static TestRun test(int wave, Purpose purpose, Verdict verdict, boolean isRemembered, String... features) {
        List<FeatureId> ids = List.of(features).stream().map(SampleRun::id).toList();
        return new TestRun(
                wave,
                purpose,
                ids,
                purpose == Purpose.CHECK ? ids : List.of(),
                verdict,
                isRemembered,
                isRemembered ? Duration.ZERO : Duration.ofSeconds(2));
    }
}
