package dev.coord.core.answer.run;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.RenumberedFields;
import dev.coord.core.answer.field.ResolvedFields;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.core.json.ProofJson;
import dev.coord.core.report.Cost;
import dev.coord.core.report.FeatureReport;
import dev.coord.core.report.Report;
import dev.coord.core.report.Saved;
import dev.coord.core.report.WaveReport;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunSettings.Origin;

/** What became of a run. Specification 6.1. */
public final class ReportAnswer {

    private ReportAnswer() {}

    /**
     * The report: the {@code run}, what its features are {@code made_from}, its {@code target} and {@code result}, since when, and why it
     * stopped; the {@code baseline}; the {@code features}, and those that had landed {@code before}; the {@code waves} and {@code culprits};
     * what it {@code saved}, and its {@code cost}.
     *
     * @param report the report
     * @return the answer
     */
    public static Answer of(Report report) {
        return JsonAnswer.of(
                Format.REPORT,
                out -> out.text("run", report.run())
                        .text("made_from", report.origin() == Origin.BRANCHES ? "branches" : "agents")
                        .text("target", report.target())
                        .text("result", result(report.result()))
                        .time("started_at", report.startedAt())
                        .textLines("reasons", report.reasons())
                        .object("baseline", report.baseline(), ReportAnswer::writeBaseline)
                        .objects("features", report.features(), ReportAnswer::writeFeature)
                        .texts("before", report.before())
                        .objects("waves", report.waves(), ReportAnswer::writeWave)
                        .objects("culprits", report.culprits(), CulpritFields::write)
                        .object("saved", report.saved(), ReportAnswer::writeSaved)
                        .object("cost", report.cost(), ReportAnswer::writeCost));
    }

    private static String result(Report.Result result) {
        return switch (result) {
            case LANDED -> "landed";
            case STOPPED -> "stopped";
            case UNDER_WAY -> "under_way";
        };
    }

    private static void writeBaseline(FieldWriter out, Baseline baseline) {
        out.text("state", JsonWords.of(baseline));
        if (baseline instanceof Baseline.Testing testing) {
            out.text("commit", testing.base());
        } else if (baseline instanceof Baseline.Green green) {
            out.text("commit", green.base());
        } else if (baseline instanceof Baseline.Red red) {
            out.text("commit", red.base()).textLines("failing", red.failing());
        }
    }

    private static void writeFeature(FieldWriter out, FeatureReport feature) {
        out.text("feature_id", feature.feature())
                .optionalText("title", feature.title())
                .text("phase", feature.isLanded() ? "landed" : JsonWords.of(feature.phase()))
                .optionalText("reason", feature.reason())
                .optionalText("kept_at", feature.keptAt());
        if (!feature.waitsFor().isEmpty()) {
            out.texts("waits_for", feature.waitsFor());
        }
        feature.begun().ifPresent(begun -> out.time("begun_at", begun));
        feature.landing()
                .ifPresent(landing -> out.time("landed_at", landing.at())
                        .number("wave", landing.wave())
                        .text("commit", landing.commit()));
        out.optionalText("tip", feature.tip())
                .number("attempts", feature.calls())
                .seconds("agent_seconds", feature.agentTime());
        ResolvedFields.write(out, feature.resolved());
        RenumberedFields.write(out, feature.renamings());
        out.optionalObject("proof", feature.proof(), ProofJson::write)
                .objects("returns", feature.returns(), ReportAnswer::writeReturned)
                .objects("checks", feature.checks(), ReportAnswer::writeTest)
                .optionalObject("tests", feature.tests(), ReportAnswer::writeTest);
    }

    private static void writeReturned(FieldWriter out, Returned one) {
        out.number("wave", one.wave())
                .text("cause", JsonWords.of(one.cause()))
                .texts("with", one.with())
                .number("count", one.count());
    }

    private static void writeTest(FieldWriter out, TestRun run) {
        out.number("wave", run.wave())
                .text("purpose", JsonWords.of(run.purpose()))
                .texts("features", run.features())
                .texts("checks", run.tests())
                .text("verdict", JsonWords.of(run.verdict()))
                .flag("remembered", run.isRemembered())
                .seconds("test_seconds", run.took());
        if (run.failingBefore() > 0) {
            out.number("failing_before", run.failingBefore());
        }
    }

    private static void writeWave(FieldWriter out, WaveReport wave) {
        out.number("wave", wave.number())
                .objects("landings", wave.landings(), ReportAnswer::writeLanding)
                .optionalObject("candidate", wave.candidate(), ReportAnswer::writeCandidate)
                .objects("tests", wave.tests(), ReportAnswer::writeTest);
    }

    private static void writeLanding(FieldWriter out, LandedWave landing) {
        out.texts("features", landing.features())
                .text("base", landing.base())
                .text("commit", landing.commit())
                .time("landed_at", landing.at());
    }

    private static void writeCandidate(FieldWriter out, Candidate candidate) {
        out.texts(
                        "features",
                        candidate.work().tips().stream()
                                .map(FeatureTip::feature)
                                .toList())
                .text("base", candidate.base())
                .text("commit", candidate.commit());
    }

    private static void writeSaved(FieldWriter out, Saved saved) {
        out.number("landed", saved.landed()).number("landings", saved.landings());
        saved.elapsed().ifPresent(elapsed -> out.seconds("elapsed_seconds", elapsed));
        out.number("conflicts", saved.conflicts())
                .number("mended", saved.mended())
                .number("resolved_files", saved.resolved())
                .number("lines", saved.lines())
                .number("culprits", saved.culprits());
    }

    private static void writeCost(FieldWriter out, Cost cost) {
        out.seconds("agent_seconds", cost.agentTime())
                .number("attempts", cost.calls())
                .number("test_runs", cost.testRuns())
                .seconds("test_seconds", cost.testTime())
                .objects("tests", cost.tests(), ReportAnswer::writeTests)
                .number("remembered", cost.remembered())
                .flag("all_tests", cost.areAllTold());
    }

    private static void writeTests(FieldWriter out, Cost.Tests tests) {
        out.text("purpose", JsonWords.of(tests.purpose()))
                .number("runs", tests.runs())
                .seconds("test_seconds", tests.time());
    }
}
