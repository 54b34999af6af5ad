package dev.coord.core.json.run;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.core.json.state.LeaseJson;
import dev.coord.core.json.state.ProcessJson;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** How far a feature is within a run, within a snapshot; the field {@code type} says which phase it is. */
final class FeaturePhaseJson {

    private FeaturePhaseJson() {}

    static void write(FieldWriter out, FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Manned manned) {
            writeManned(out, manned);
            return;
        }
        out.text("type", JsonWords.of(phase));
        if (phase instanceof FeaturePhase.Salvaging salvaging) {
            out.object("workspace", salvaging.workspace(), FeaturePhaseJson::writeWorkspace)
                    .optionalObject("process", salvaging.process(), ProcessJson::write)
                    .optionalText("reason", salvaging.reason());
        } else if (phase instanceof FeaturePhase.Finished finished) {
            writeMade(out.object("workspace", finished.workspace(), FeaturePhaseJson::writeWorkspace), finished);
        } else if (phase instanceof FeaturePhase.Failed failed) {
            out.text("reason", failed.reason())
                    .text("kept", failed.kept())
                    .optionalObject("process", failed.process(), ProcessJson::write);
        }
    }

    static FeaturePhase read(FieldReader in) {
        return switch (in.text("type")) {
            case "pending" -> new FeaturePhase.Pending();
            case "preparing" -> new FeaturePhase.Preparing(workspace(in), agent(in));
            case "queued" -> new FeaturePhase.Queued(workspace(in), agent(in), in.value("request", RequestId::new));
            case "ready" -> new FeaturePhase.Ready(workspace(in), agent(in), in.object("lease", LeaseJson::read));
            case "running" ->
                new FeaturePhase.Running(
                        workspace(in),
                        agent(in),
                        in.object("lease", LeaseJson::read),
                        in.value("since", Instant::parse),
                        in.optionalObject("process", ProcessJson::read));
            case "collecting" ->
                new FeaturePhase.Collecting(
                        workspace(in),
                        agent(in),
                        in.value("lease", LeaseId::new),
                        in.optionalValue("ran", Duration::parse));
            case "checking" ->
                new FeaturePhase.Checking(
                        agent(in),
                        in.optionalValue("lease", LeaseId::new),
                        in.optionalValue("ran", Duration::parse),
                        finished(in));
            case "salvaging" ->
                new FeaturePhase.Salvaging(
                        workspace(in),
                        in.optionalObject("process", ProcessJson::read),
                        in.optionalValue("reason", Function.identity()));
            case "finished" -> finished(in);
            case "failed" ->
                new FeaturePhase.Failed(
                        in.text("reason"), in.text("kept"), in.optionalObject("process", ProcessJson::read));
            case "landed" -> new FeaturePhase.Landed();
            default -> throw in.unknown("type");
        };
    }

    private static void writeManned(FieldWriter out, FeaturePhase.Manned phase) {
        out.object("workspace", phase.workspace(), FeaturePhaseJson::writeWorkspace)
                .text("agent", phase.agent())
                .text("type", JsonWords.of(phase));
        if (phase instanceof FeaturePhase.Queued queued) {
            out.text("request", queued.request());
        } else if (phase instanceof FeaturePhase.Ready ready) {
            out.object("lease", ready.lease(), LeaseJson::write);
        } else if (phase instanceof FeaturePhase.Running running) {
            out.object("lease", running.lease(), LeaseJson::write)
                    .text("since", running.since())
                    .optionalObject("process", running.process(), ProcessJson::write);
        } else if (phase instanceof FeaturePhase.Collecting collecting) {
            out.text("lease", collecting.lease()).optionalText("ran", collecting.ran());
        } else if (phase instanceof FeaturePhase.Checking checking) {
            out.optionalText("lease", checking.lease()).optionalText("ran", checking.ran());
            writeMade(out, checking.passed());
        }
    }

    private static void writeMade(FieldWriter out, FeaturePhase.Finished finished) {
        out.text("tip", finished.tip())
                .texts("changed", finished.changed())
                .optionalObject("fence", finished.fence(), FenceJson::write);
        if (!finished.asked().isEmpty()) {
            out.texts("asked", finished.asked());
        }
    }

    private static FeaturePhase.Finished finished(FieldReader in) {
        return new FeaturePhase.Finished(
                workspace(in),
                in.value("tip", CommitId::new),
                in.values("changed", Function.identity()),
                in.optionalObject("fence", FenceJson::read),
                in.valuesIfAny("asked", RepoPath::new));
    }

    private static Workspace workspace(FieldReader in) {
        return in.object("workspace", FeaturePhaseJson::readWorkspace);
    }

    private static AgentId agent(FieldReader in) {
        return in.value("agent", AgentId::new);
    }

    private static void writeWorkspace(FieldWriter out, Workspace workspace) {
        out.text("run", workspace.run())
                .text("feature", workspace.feature())
                .number("attempt", workspace.attempt())
                .text("directory", workspace.directory())
                .text("branch", workspace.branch())
                .text("base", workspace.base());
        if (!workspace.declared().isEmpty()) {
            out.texts("declared", workspace.declared());
        }
        out.optionalText("resumes", workspace.resumes());
    }

    private static Workspace readWorkspace(FieldReader in) {
        return new Workspace(
                in.value("run", RunId::new),
                in.value("feature", FeatureId::new),
                in.count("attempt"),
                in.value("directory", Path::of),
                in.text("branch"),
                in.value("base", CommitId::new),
                in.valuesIfAny("declared", RepoPath::new),
                in.optionalValue("resumes", CommitId::new));
    }
}
