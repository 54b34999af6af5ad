package dev.coord.core.answer.field;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.core.json.ProofJson;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** A run as a part of an answer. Specification 5. */
public final class RunFields {

    private RunFields() {}

    /** The run with its {@code reasons} where it stopped, for an answer that tells them nowhere besides. */
    public static BiConsumer<FieldWriter, RunRecord> writerWithReasons(Predicate<ProcessId> lives) {
        return (out, run) -> {
            writeHead(out, run, lives);
            if (run.phase() instanceof RunPhase.Stopped stopped) {
                out.textLines("reasons", stopped.reasons());
            }
            out.objects("features", run.features().entrySet(), (one, feature) -> writeFeature(one, run, feature));
        };
    }

    /** The run with the proof of each feature that was merged. */
    public static BiConsumer<FieldWriter, RunRecord> writer(Predicate<ProcessId> lives) {
        return (out, run) -> {
            writeHead(out, run, lives);
            out.objects("features", run.features().entrySet(), (one, feature) -> writeProven(one, run, feature));
        };
    }

    private static void writeHead(FieldWriter out, RunRecord run, Predicate<ProcessId> lives) {
        out.text("id", run.id())
                .text("phase", JsonWords.of(run.phase()))
                .text("target", run.settings().target())
                .time("started_at", run.startedAt())
                .number("process", run.owner().pid())
                .flag("abandoned", isAbandoned(run, lives));
    }

    private static void writeProven(FieldWriter out, RunRecord run, Map.Entry<FeatureId, FeatureRun> feature) {
        writeFeature(out, run, feature);
        out.optionalObject("proof", feature.getValue().proof(), ProofJson::write);
    }

    private static void writeFeature(FieldWriter out, RunRecord run, Map.Entry<FeatureId, FeatureRun> feature) {
        out.text("feature_id", feature.getKey())
                .text("phase", JsonWords.of(feature.getValue().phase()))
                .number("attempts", run.calls(feature.getKey()))
                .seconds("agent_seconds", feature.getValue().agentTime());
        ResolvedFields.write(out, feature.getValue().resolved());
        RenumberedFields.write(out, feature.getValue().renamings());
        if (feature.getValue().phase() instanceof FeaturePhase.Failed failed) {
            out.text("reason", failed.reason());
            Optional.of(failed.kept()).filter(place -> !place.isEmpty()).ifPresent(place -> out.text("kept_at", place));
        }
    }

    /** Whether a run is under way and nobody drives it. */
    public static boolean isAbandoned(RunRecord run, Predicate<ProcessId> lives) {
        boolean signedOff = run.driver().filter(RunDriver::hasSignedOff).isPresent();
        return !run.hasEnded() && (signedOff || !lives.test(run.owner()));
    }
}
