package dev.coord.core.json.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.run.RunPhase;
import dev.coord.run.RunPhase.Probed;
import dev.coord.run.RunPhase.RedTests;
import java.util.function.Function;

/** How far a run is, within a snapshot; the field {@code type} says which phase it is. */
final class RunPhaseJson {

    /** Stands in what was written before the base was: nobody who goes on with a run looks at it. */
    private static final CommitId UNKNOWN_BASE = new CommitId("0".repeat(40));

    private RunPhaseJson() {}

    static void write(FieldWriter out, RunPhase phase) {
        out.text("type", JsonWords.of(phase));
        if (phase instanceof RunPhase.Working working) {
            out.text("base", working.base());
        } else if (phase instanceof RunPhase.Merging merging) {
            out.text("base", merging.base()).number("tries", merging.tries());
        } else if (phase instanceof RunPhase.Proving proving) {
            out.object("candidate", proving.candidate(), RunPhaseJson::writeCandidate)
                    .number("tries", proving.tries());
        } else if (phase instanceof RunPhase.Testing testing) {
            out.object("candidate", testing.candidate(), RunPhaseJson::writeCandidate)
                    .number("tries", testing.tries());
            if (!testing.checks().isEmpty()) {
                out.texts("checks", testing.checks());
            }
        } else if (phase instanceof RunPhase.Searching searching) {
            out.object("candidate", searching.candidate(), RunPhaseJson::writeCandidate)
                    .number("tries", searching.tries())
                    .object("red", searching.red(), RunPhaseJson::writeRed)
                    .objects("probes", searching.probes(), RunPhaseJson::writeProbed);
        } else if (phase instanceof RunPhase.Landing landing) {
            out.object("candidate", landing.candidate(), RunPhaseJson::writeCandidate)
                    .number("tries", landing.tries());
        } else if (phase instanceof RunPhase.Draining draining) {
            out.texts("reasons", draining.reasons())
                    .optionalObject("landing", draining.landing(), RunPhaseJson::writeCandidate);
        } else if (phase instanceof RunPhase.Stopped stopped) {
            out.texts("reasons", stopped.reasons())
                    .optionalObject("landing", stopped.landing(), RunPhaseJson::writeCandidate);
        }
    }

    static RunPhase read(FieldReader in) {
        return switch (in.text("type")) {
            case "working" -> new RunPhase.Working(in.value("base", CommitId::new));
            case "merging", "integrating" -> // the latter in what was written while testing was no phase of its own
                new RunPhase.Merging(in.optionalValue("base", CommitId::new).orElse(UNKNOWN_BASE), in.count("tries"));
            case "draining" ->
                new RunPhase.Draining(
                        in.values("reasons", Function.identity()),
                        in.optionalObject("landing", RunPhaseJson::readCandidate));
            case "proving" ->
                new RunPhase.Proving(in.object("candidate", RunPhaseJson::readCandidate), in.count("tries"));
            case "testing" ->
                new RunPhase.Testing(
                        in.object("candidate", RunPhaseJson::readCandidate),
                        in.count("tries"),
                        in.valuesIfAny("checks", FeatureId::new));
            case "searching" ->
                new RunPhase.Searching(
                        in.object("candidate", RunPhaseJson::readCandidate),
                        in.count("tries"),
                        in.object("red", RunPhaseJson::readRed),
                        in.objects("probes", RunPhaseJson::readProbed));
            case "landing" ->
                new RunPhase.Landing(in.object("candidate", RunPhaseJson::readCandidate), in.count("tries"));
            case "done" -> new RunPhase.Done();
            case "stopped" ->
                new RunPhase.Stopped(
                        in.values("reasons", Function.identity()),
                        in.optionalObject("landing", RunPhaseJson::readCandidate));
            default -> throw in.unknown("type");
        };
    }

    private static void writeRed(FieldWriter out, RedTests red) {
        out.flag("combined", red.combined())
                .texts("checks", red.checks())
                .text("reason", red.reason())
                .text("output", red.output())
                .texts("suspects", red.suspects())
                .optionalText("tests", red.tests())
                .flag("base_known", red.isBaseKnown());
    }

    private static RedTests readRed(FieldReader in) {
        return new RedTests(
                in.flag("combined"),
                in.values("checks", FeatureId::new),
                in.text("reason"),
                in.text("output"),
                in.values("suspects", FeatureId::new),
                in.optionalValue("tests", Function.identity()),
                in.flag("base_known"));
    }

    private static void writeProbed(FieldWriter out, Probed probed) {
        out.texts("failing", probed.failing())
                .flag("combined", probed.combined())
                .flag("merged", probed.isMerged())
                .text("reason", probed.reason())
                .text("output", probed.output());
    }

    private static Probed readProbed(FieldReader in) {
        return new Probed(
                in.values("failing", FeatureId::new),
                in.flag("combined"),
                in.flag("merged"),
                in.text("reason"),
                in.text("output"));
    }

    private static void writeCandidate(FieldWriter out, Candidate candidate) {
        out.object("work", candidate.work(), RunPhaseJson::writeWork)
                .text("base", candidate.base())
                .text("commit", candidate.commit());
        ResolvedJson.write(out, candidate.resolved());
        RenumberedJson.write(out, candidate.renumbered());
    }

    private static Candidate readCandidate(FieldReader in) {
        return new Candidate(
                in.object("work", RunPhaseJson::readWork),
                in.value("base", CommitId::new),
                in.value("commit", CommitId::new),
                ResolvedJson.read(in),
                RenumberedJson.read(in));
    }

    private static void writeWork(FieldWriter out, WaveWork work) {
        out.text("run", work.run())
                .number("wave", work.wave())
                .text("target", work.target())
                .objects("tips", work.tips(), RunPhaseJson::writeTip)
                .optionalText("since", work.since());
    }

    private static WaveWork readWork(FieldReader in) {
        return new WaveWork(
                in.value("run", RunId::new),
                in.count("wave"),
                in.text("target"),
                in.objects("tips", RunPhaseJson::readTip),
                in.optionalValue("since", CommitId::new));
    }

    private static void writeTip(FieldWriter out, FeatureTip tip) {
        out.text("feature", tip.feature())
                .text("digest", tip.digest())
                .text("tip", tip.tip())
                .optionalObject("fence", tip.fence(), FenceJson::write);
    }

    private static FeatureTip readTip(FieldReader in) {
        return new FeatureTip(
                in.value("feature", FeatureId::new),
                in.text("digest"),
                in.value("tip", CommitId::new),
                in.optionalObject("fence", FenceJson::read));
    }
}
