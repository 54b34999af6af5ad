package dev.coord.core.json.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RunId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.FindingJson;
import dev.coord.core.json.JsonWords;
import dev.coord.core.json.ProofJson;
import dev.coord.core.json.state.ProcessJson;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.plan.Wave;
import dev.coord.run.Regeneration;
import dev.coord.run.RunAccount;
import dev.coord.run.RunDriver;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.EarlierFailure;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A parallel run within a snapshot. */
public final class RunJson {

    private static final Function<String, Schedule> SCHEDULE = JsonWords.constant(Schedule.class, JsonWords::of);

    private static final Function<String, DeletionPolicy> DELETIONS =
            JsonWords.constant(DeletionPolicy.class, JsonWords::of);

    private static final Function<String, UndeclaredPolicy> UNDECLARED =
            JsonWords.constant(UndeclaredPolicy.class, JsonWords::of);

    private static final Function<String, OverlapPolicy> OVERLAP =
            JsonWords.constant(OverlapPolicy.class, JsonWords::of);

    private static final Function<String, MigrationsPolicy> MIGRATIONS =
            JsonWords.constant(MigrationsPolicy.class, JsonWords::of);
    private static final Function<String, ChecksPolicy> CHECKS = JsonWords.constant(ChecksPolicy.class, JsonWords::of);

    private static final Function<String, BaselinePolicy> BASELINE =
            JsonWords.constant(BaselinePolicy.class, JsonWords::of);

    private RunJson() {}

    public static void write(FieldWriter out, RunRecord run) {
        out.text("id", run.id())
                .object("owner", run, RunJson::writeOwner)
                .text("started_at", run.startedAt())
                .object("settings", run.settings(), RunJson::writeSettings)
                .objects("waves", run.waves(), RunJson::writeWave)
                .number("wave", run.wave())
                .objects("features", run.features().entrySet(), RunJson::writeFeature)
                .object("phase", run.phase(), RunPhaseJson::write);
        if (!run.account().equals(RunAccount.NONE)) {
            out.object("account", run.account(), AccountJson::write);
        }
    }

    public static RunRecord read(FieldReader in) {
        Owner owner = in.object("owner", RunJson::readOwner);
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>();
        in.objects("features", RunJson::readFeature).forEach(entry -> features.put(entry.getKey(), entry.getValue()));
        return new RunRecord(
                in.value("id", RunId::new),
                owner.process(),
                owner.driver(),
                in.value("started_at", Instant::parse),
                in.object("settings", RunJson::readSettings),
                in.objects("waves", RunJson::readWave),
                in.count("wave"),
                features,
                in.object("phase", RunPhaseJson::read),
                in.has("account") ? in.object("account", AccountJson::read) : RunAccount.NONE);
    }

    /** Together, so that an earlier build, which knows no drivers, takes both over. */
    private record Owner(ProcessId process, Optional<RunDriver> driver) {}

    private static void writeOwner(FieldWriter out, RunRecord run) {
        ProcessJson.write(out, run.owner());
        out.optionalObject("driver", run.driver(), RunJson::writeDriver);
    }

    private static Owner readOwner(FieldReader in) {
        return new Owner(ProcessJson.read(in), in.optionalObject("driver", RunJson::readDriver));
    }

    private static void writeDriver(FieldWriter out, RunDriver driver) {
        out.text("name", driver.name()).optionalText("until", driver.until());
    }

    private static RunDriver readDriver(FieldReader in) {
        return new RunDriver(in.text("name"), in.optionalValue("until", Instant::parse));
    }

    private static void writeSettings(FieldWriter out, RunSettings settings) {
        out.text("target", settings.target())
                .number("agents", settings.agents())
                .optionalText(
                        "schedule",
                        Optional.of(JsonWords.of(settings.schedule()))
                                .filter(schedule -> settings.schedule() != Schedule.WAVES))
                .optionalText(
                        "overlap",
                        Optional.of(JsonWords.of(settings.overlap()))
                                .filter(overlap -> settings.overlap() != OverlapPolicy.SERIALIZE))
                .text("timeout", settings.timeout());
        if (settings.allowEmpty()) {
            out.flag("allow_empty", true);
        }
        if (!settings.redo().isEmpty()) {
            out.texts("redo", settings.redo());
        }
        if (settings.tries() != RunSettings.DEFAULT_TRIES) {
            out.number("tries", settings.tries());
        }
        if (!settings.radar().equals(RunSettings.DEFAULT_RADAR)) {
            out.text("radar", settings.radar());
        }
        if (settings.origin() == Origin.BRANCHES) {
            out.flag("of_branches", true);
        }
        if (settings.undeclared() != UndeclaredPolicy.AUTO) {
            out.text("undeclared", JsonWords.of(settings.undeclared()));
        }
        if (settings.deletions() != DeletionPolicy.WARN) {
            out.text("deletions", JsonWords.of(settings.deletions()));
        }
        if (!settings.structured()) {
            out.flag("structured", false);
        }
        if (!settings.regenerate().isEmpty()) {
            out.texts("regenerate", settings.regenerate());
        }
        if (settings.resolver()) {
            out.flag("resolver", true);
        }
        if (settings.migrations() != MigrationsPolicy.RENUMBER) {
            out.text("migrations", JsonWords.of(settings.migrations()));
        }
        if (settings.checks() != ChecksPolicy.TOUCHED) {
            out.text("checks", JsonWords.of(settings.checks()));
        }
        if (settings.baseline() != BaselinePolicy.REQUIRED) {
            out.text("baseline", JsonWords.of(settings.baseline()));
        }
        if (!settings.keepGood()) {
            out.flag("keep_good", false);
        }
        out.optionalText("tests", settings.tests());
    }

    private static RunSettings readSettings(FieldReader in) {
        // what was written before there was a choice went wave by wave
        Schedule schedule = in.optionalValue("schedule", SCHEDULE).orElse(Schedule.WAVES);
        return RunSettings.builder(in.text("target"))
                .agents(in.count("agents"))
                .schedule(schedule)
                .overlap(in.optionalValue("overlap", OVERLAP).orElse(OverlapPolicy.SERIALIZE))
                .timeout(in.value("timeout", Duration::parse))
                .allowEmpty(in.has("allow_empty") && in.flag("allow_empty"))
                .redo(in.has("redo") ? Set.copyOf(in.values("redo", FeatureId::new)) : Set.of())
                .radar(in.optionalValue("radar", Duration::parse).orElse(RunSettings.DEFAULT_RADAR))
                .tries(in.has("tries") ? in.count("tries") : RunSettings.DEFAULT_TRIES)
                .origin(in.has("of_branches") && in.flag("of_branches") ? Origin.BRANCHES : Origin.AGENTS)
                .undeclared(in.optionalValue("undeclared", UNDECLARED).orElse(UndeclaredPolicy.AUTO))
                .deletions(in.optionalValue("deletions", DELETIONS).orElse(DeletionPolicy.WARN))
                .structured(!in.has("structured") || in.flag("structured"))
                .regenerate(in.valuesIfAny("regenerate", Regeneration::parse))
                .resolver(in.has("resolver") && in.flag("resolver"))
                .migrations(in.optionalValue("migrations", MIGRATIONS).orElse(MigrationsPolicy.RENUMBER))
                .checks(in.optionalValue("checks", CHECKS).orElse(ChecksPolicy.TOUCHED))
                .baseline(in.optionalValue("baseline", BASELINE).orElse(BaselinePolicy.REQUIRED))
                .keepGood(!in.has("keep_good") || in.flag("keep_good"))
                .tests(in.optionalValue("tests", Function.identity()))
                .build();
    }

    private static void writeWave(FieldWriter out, Wave wave) {
        out.number("number", wave.number())
                .texts("features", wave.features())
                .numbers("prerequisites", wave.prerequisites());
    }

    private static Wave readWave(FieldReader in) {
        return new Wave(in.count("number"), in.values("features", FeatureId::new), in.counts("prerequisites"));
    }

    private static void writeFeature(FieldWriter out, Map.Entry<FeatureId, FeatureRun> entry) {
        FeatureRun run = entry.getValue();
        out.text("feature", entry.getKey())
                .text("digest", run.digest())
                .number("attempts", run.attempts())
                .object("phase", run.phase(), FeaturePhaseJson::write)
                .text("agent_time", run.agentTime())
                .optionalText("redoes", run.redoes());
        if (run.calls() != 0) {
            out.number("calls", run.calls());
        }
        run.sentBack().ifPresent(back -> out.object("sent_back", back, RunJson::writeSentBack));
        run.earlier().ifPresent(earlier -> out.object("earlier", earlier, RunJson::writeEarlier));
        run.proof().ifPresent(proof -> out.object("proof", proof, ProofJson::write));
        ResolvedJson.write(out, run.resolved());
        RenumberedJson.write(out, run.renumbered());
    }

    private static void writeSentBack(FieldWriter out, SentBack back) {
        out.text("tip", back.tip())
                .text("base", back.base())
                .text("reason", back.reason())
                .objects("files", back.files(), RunJson::writeFile);
        if (!back.lost().isEmpty()) {
            out.objects("lost", back.lost(), ProofJson::writeLost);
        }
        if (!back.findings().isEmpty()) {
            out.objects("findings", back.findings(), FindingJson::write);
        }
        if (!back.output().isEmpty()) {
            out.text("output", back.output());
        }
        if (!back.integrity().isEmpty()) {
            out.objects("integrity", back.integrity(), ProofJson::writeIntegrity);
        }
        if (!back.taken().isEmpty()) {
            out.objects("taken", back.taken(), ProofJson::writeTakenAway);
        }
        if (!back.held().isEmpty()) {
            out.texts("held", back.held());
        }
    }

    private static void writeEarlier(FieldWriter out, EarlierFailure earlier) {
        out.text("reason", earlier.reason()).text("kept", earlier.kept());
    }

    private static EarlierFailure readEarlier(FieldReader in) {
        return new EarlierFailure(in.text("reason"), in.text("kept"));
    }

    private static void writeFile(FieldWriter out, ConflictedFile file) {
        out.text("path", file.path())
                .numbers(
                        "lines",
                        file.lines().stream()
                                .flatMap(range -> Stream.of(range.first(), range.last()))
                                .toList())
                .texts("with", file.with());
    }

    private static SentBack readSentBack(FieldReader in, FeatureId feature) {
        return new SentBack(
                in.value("tip", CommitId::new),
                in.value("base", CommitId::new),
                in.text("reason"),
                in.objects("files", RunJson::readFile),
                in.has("lost") ? in.objects("lost", ProofJson::readLost) : List.of(),
                in.has("findings") ? in.objects("findings", FindingJson::read) : List.of(),
                in.optionalValue("output", Function.identity()).orElse(""),
                in.has("integrity") ? in.objects("integrity", one -> ProofJson.readIntegrity(one, feature)) : List.of(),
                in.has("taken") ? in.objects("taken", ProofJson::readTakenAway) : List.of(),
                in.has("held") ? in.values("held", Function.identity()) : List.of());
    }

    private static ConflictedFile readFile(FieldReader in) {
        List<Integer> bounds = in.counts("lines");
        List<LineRange> lines = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.size(); i += 2) {
            lines.add(new LineRange(bounds.get(i), bounds.get(i + 1)));
        }
        return new ConflictedFile(in.text("path"), lines, in.values("with", FeatureId::new));
    }

    private static Map.Entry<FeatureId, FeatureRun> readFeature(FieldReader in) {
        FeatureId id = in.value("feature", FeatureId::new);
        return Map.entry(
                id,
                new FeatureRun(
                        in.text("digest"),
                        in.count("attempts"),
                        in.object("phase", FeaturePhaseJson::read),
                        in.value("agent_time", Duration::parse),
                        in.optionalValue("redoes", CommitId::new),
                        in.has("calls") ? in.count("calls") : 0,
                        in.has("sent_back")
                                ? Optional.of(in.object("sent_back", fields -> readSentBack(fields, id)))
                                : Optional.empty(),
                        in.has("earlier") ? Optional.of(in.object("earlier", RunJson::readEarlier)) : Optional.empty(),
                        in.has("proof")
                                ? Optional.of(in.object("proof", fields -> ProofJson.read(fields, id)))
                                : Optional.empty(),
                        ResolvedJson.read(in),
                        RenumberedJson.read(in)));
    }
}
